package org.kenh.operations.api;

import java.util.List;
import org.kenh.operations.irrigation.desk.Decision;
import org.kenh.operations.irrigation.desk.PlanHead;
import org.kenh.operations.irrigation.desk.PlanState;
import org.kenh.operations.irrigation.desk.Started;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.irrigation.plan.PlanText;
import org.kenh.operations.irrigation.plan.Violation;

/** Why something could not be done about a plan, in the words of people. */
final class IrrigationDecisions {
    private static final int MOST_TOLD = 50;

    private final IrrigationRegistry registry;

    IrrigationDecisions(IrrigationRegistry registry) {
        this.registry = registry;
    }

    /** The plan as it is now; throws a {@link Problem} for every other ending. */
    PlanHead done(Decision decision, Call call) {
        return switch (decision) {
            case Decision.Done(PlanHead plan) -> plan;
            case Decision.Unknown() -> throw Problem.notFound(call.path("id"));
            case Decision.WrongState(PlanState state) -> throw wrongState(state);
            case Decision.SamePerson() -> throw Problem.of(403, "problem.planSamePerson");
            case Decision.BaseChanged(var current) ->
                throw Problem.conflict(
                        "base", "problem.planBase", current.map(String::valueOf).orElse("–"));
            case Decision.Begun(List<String> turns) ->
                throw Problem.conflict("turns", "problem.planBegun", String.join(", ", turns));
            case Decision.Broken(List<Violation> violations) -> throw broken(violations, call);
            case Decision.Unfit(String why) -> throw Problem.of(409, "problem.planUnfit", why);
        };
    }

    /** The plan that is being made; throws a {@link Problem} for every other ending. */
    PlanHead solving(Started started) {
        return switch (started) {
            case Started.Solving(PlanHead plan) -> plan;
            case Started.Busy() -> throw Problem.of(409, "problem.planBusy");
            case Started.UnknownParent(long id) -> throw Problem.notFound(String.valueOf(id));
            case Started.WrongState(PlanState state) -> throw wrongState(state);
            case Started.NoSuch(String member, String id) -> throw Problem.invalid(member, "field.reference", id);
            case Started.OutsideHorizon(String member) -> throw Problem.invalid(member, "field.outsidePlan");
            case Started.Unfit(String why) -> throw Problem.of(409, "problem.planUnfit", why);
        };
    }

    private static Problem wrongState(PlanState state) {
        return Problem.conflict("state", "problem.planState." + state.word());
    }

    private Problem broken(List<Violation> violations, Call call) {
        PlanText words = IrrigationWords.of(call.language(), registry);
        List<Problem.FieldError> errors = violations.stream()
                .limit(MOST_TOLD)
                .map(one -> new Problem.FieldError(one.subject(), Text.of("text.asIs", words.of(one))))
                .toList();
        return Problem.conflict(Text.of("problem.planBroken", violations.size()), errors);
    }
}
