package org.kenh.operations.share.cap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kenh.operations.AlarmViewBuilder;
import org.kenh.operations.alarmdesk.AlarmView;
import org.kenh.operations.share.cap.CapMessage.MsgType;
import org.kenh.operations.share.cap.CapMessage.Settled;
import org.kenh.operations.share.cap.CapMessage.State;

class CapThreadTest {
    private static final Optional<AlarmView> LEVEL_2 =
            Optional.of(new AlarmViewBuilder().level(2, 3).build());
    private static final Optional<AlarmView> LEVEL_3 =
            Optional.of(new AlarmViewBuilder().level(3, 3).build());
    private static final CapMessage TOLD = CapMessages.issued(MsgType.ALERT, "Lũ");

    @Test
    void proposed_sameLevel_onlyWhenSixHoursOfTheValidityAreLeft() {
        CapThread thread = new CapThread(List.of(TOLD));
        assertThat(thread.proposed(LEVEL_2, after(Duration.ofHours(18).minusSeconds(1))))
                .isEmpty();
        assertThat(thread.proposed(LEVEL_2, after(Duration.ofHours(18))))
                .hasValueSatisfying(wanted -> assertThat(wanted.type()).isEqualTo(MsgType.UPDATE));
        assertThat(thread.proposed(LEVEL_3, CapMessages.AT))
                .hasValueSatisfying(wanted -> assertThat(wanted.level()).isEqualTo(3));
        assertThat(thread.permitted(LEVEL_2))
                .hasValueSatisfying(wanted -> assertThat(wanted.type()).isEqualTo(MsgType.UPDATE));
    }

    @Test
    void proposed_renewalThatAPersonGaveUp_isNotMadeAgain() {
        CapThread byAPerson = new CapThread(List.of(TOLD, discarded("lan")));
        CapThread byTheSystem = new CapThread(List.of(TOLD, discarded(CapMessage.SYSTEM)));
        assertThat(byAPerson.proposed(LEVEL_2, after(Duration.ofHours(30)))).isEmpty();
        assertThat(byTheSystem.proposed(LEVEL_2, after(Duration.ofHours(30)))).isPresent();
    }

    @Test
    void proposed_afterAnExerciseOrTest_isNothing() {
        for (String status : List.of("Exercise", "Test")) {
            CapThread thread = new CapThread(List.of(CapMessages.issued(MsgType.ALERT, "Lũ", status)));
            assertThat(thread.proposed(Optional.empty(), CapMessages.AT)).isEmpty();
            assertThat(thread.proposed(LEVEL_3, CapMessages.AT)).isEmpty();
            assertThat(thread.permitted(LEVEL_3))
                    .hasValueSatisfying(wanted -> assertThat(wanted.type()).isEqualTo(MsgType.ALERT));
        }
    }

    @Test
    void proposed_cancellationThatWasAnExercise_isStillOwed() {
        CapThread thread = new CapThread(List.of(TOLD, CapMessages.issued(MsgType.CANCEL, "Lũ", "Exercise")));
        assertThat(thread.proposed(Optional.empty(), CapMessages.AT))
                .hasValueSatisfying(wanted -> assertThat(wanted.type()).isEqualTo(MsgType.CANCEL));
        CapThread ended = new CapThread(List.of(TOLD, CapMessages.issued(MsgType.CANCEL, "Lũ")));
        assertThat(ended.permitted(LEVEL_3)).isEmpty();
    }

    private static Instant after(Duration time) {
        return CapMessages.AT.plus(time);
    }

    private static CapMessage discarded(String by) {
        CapMessage draft = CapMessages.message(MsgType.UPDATE, "Public", "Lũ");
        return new CapMessage(
                draft.id(),
                draft.alarm(),
                draft.occurrence(),
                draft.area(),
                draft.level(),
                draft.type(),
                State.DISCARDED,
                1,
                draft.identifier(),
                draft.content(),
                draft.createdAt(),
                draft.authors(),
                Optional.of(new Settled(CapMessages.AT, by, "", "", "")));
    }
}
