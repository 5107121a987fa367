package org.kenh.operations.command;

import java.util.ArrayList;
import java.util.List;
import org.kenh.operations.command.CommandState.Verdict;
import org.kenh.operations.command.IssuedCommand.Step;

/** What a reported step adds to a command's history; the rule that every store applies inside its transaction. */
public final class CommandSteps {
    private CommandSteps() {}

    /** The effect of the step on a command that is in this state. */
    public static Effect effect(CommandState current, Step step) {
        Verdict verdict = current.judge(step.state());
        List<Step> added = new ArrayList<>();
        if (verdict == Verdict.APPLIED) {
            current.impliedBefore(step.state()).ifPresent(sent -> added.add(new Step(sent, step.at(), "")));
        }
        if (verdict != Verdict.REPEATED) {
            added.add(step);
        }
        return new Effect(verdict, added);
    }

    /**
     * An effect.
     *
     * @param added steps to be kept: with effect if the verdict is applied, else aside
     */
    public record Effect(Verdict verdict, List<Step> added) {
        public Effect {
            added = List.copyOf(added);
        }
    }
}
