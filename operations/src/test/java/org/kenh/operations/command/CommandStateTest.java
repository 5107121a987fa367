package org.kenh.operations.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kenh.operations.command.CommandState.Verdict;
import org.kenh.operations.command.IssuedCommand.Step;

class CommandStateTest {
    /** Per state: what happens on queued, sent, accepted, done, failed, refused, expired, awaiting, declined. A applied, R repeated, - ignored. */
    @ParameterizedTest
    @CsvSource({
        "QUEUED,   RAAAAAA--",
        "SENT,     -RAAAAA--",
        "ACCEPTED, -RRAAA---",
        "DONE,     -R-R-----",
        "FAILED,   -R--R----",
        "REFUSED,  -R---R---",
        "EXPIRED,  --AAAAR--",
        "AWAITING, A-----ARA",
        "DECLINED, --------R"
    })
    void judge_everyStepInEveryState_isAsDrawn(CommandState state, String verdicts) {
        CommandState[] steps = CommandState.values();
        for (int i = 0; i < steps.length; i++) {
            Verdict expected = switch (verdicts.charAt(i)) {
                case 'A' -> Verdict.APPLIED;
                case 'R' -> Verdict.REPEATED;
                default -> Verdict.IGNORED;
            };
            assertThat(state.judge(steps[i])).as("%s on %s", steps[i], state).isEqualTo(expected);
        }
    }

    @Test
    void effect_ofAnAnswerBeforeTheConfirmation_fillsInSent() {
        Step done = new Step(CommandState.DONE, Instant.EPOCH, "xong");
        assertThat(CommandSteps.effect(CommandState.QUEUED, done).added())
                .isEqualTo(List.of(new Step(CommandState.SENT, Instant.EPOCH, ""), done));
        assertThat(CommandSteps.effect(CommandState.SENT, done).added()).containsExactly(done);
        assertThat(CommandSteps.effect(CommandState.DONE, done).added()).isEmpty();
    }

    @Test
    void word_ofEveryState_isReadBack() {
        for (CommandState state : CommandState.values()) {
            assertThat(CommandState.fromWord(state.word())).isEqualTo(state);
        }
    }
}
