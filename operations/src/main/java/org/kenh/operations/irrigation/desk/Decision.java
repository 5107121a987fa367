package org.kenh.operations.irrigation.desk;

import java.util.List;
import java.util.Optional;
import org.kenh.operations.irrigation.plan.Violation;

/** What became of a person's deed on a plan. */
public sealed interface Decision {
    record Done(PlanHead plan) implements Decision {}

    record Unknown() implements Decision {}

    /** Not possible in the state it is in. */
    record WrongState(PlanState state) implements Decision {}

    /** Who accepted a plan does not publish it. */
    record SamePerson() implements Decision {}

    /** Another plan was published since this one was made; its id. */
    record BaseChanged(Optional<Long> current) implements Decision {}

    /** Turns that the plan does not know have begun since it was made, or its own should have. */
    record Begun(List<String> turns) implements Decision {
        public Begun {
            turns = List.copyOf(turns);
        }
    }

    /** As things are now the plan breaks constraints. */
    record Broken(List<Violation> violations) implements Decision {
        public Broken {
            violations = List.copyOf(violations);
        }
    }

    /** The works do not fit together any more; why, in English. */
    record Unfit(String why) implements Decision {}
}
