package org.kenh.operations.timescale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kenh.ingest.DatabaseSettings;
import org.kenh.ingest.Ingest;
import org.kenh.ingest.IngestConfig;
import org.kenh.ingest.alarm.Rationalisation.Bilingual;
import org.kenh.ingest.timescale.Databases;
import org.kenh.operations.TestClock;
import org.kenh.operations.keys.Seal;
import org.kenh.operations.loudspeaker.SpeakerWorld;
import org.kenh.operations.loudspeaker.emergency.Emergency;
import org.kenh.operations.loudspeaker.emergency.EmergencyState;
import org.kenh.operations.loudspeaker.source.EmergencyMessage;
import org.kenh.operations.loudspeaker.source.SourceSettings;
import org.kenh.operations.loudspeaker.source.SourceStore;
import org.kenh.operations.loudspeaker.source.SourceStore.LogEntry;
import org.kenh.operations.loudspeaker.source.SourceStore.Parcel;

class ProvinceOutboxTest {
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    private static final Emergency.Deed DEED = new Emergency.Deed("binh", NOW);

    private final DatabaseSettings settings = Databases.PLAIN.fresh();
    private final Ingest ingest =
            Ingest.start(IngestConfig.of(settings), new byte[32], new TestClock(NOW), new SimpleMeterRegistry());
    private final OperationsDatabase database = OperationsDatabase.open(settings, 2);
    private final SqlSource source = new SqlSource(database, new Seal(new byte[32]));

    @BeforeEach
    void set() {
        assertThat(source.put(SpeakerWorld.SILENT_PROVINCE, Optional.empty(), "admin", NOW))
                .isTrue();
    }

    @AfterEach
    void close() {
        database.close();
        ingest.close();
    }

    @Test
    void message_isThereOnlyWithTheTransaction_andOnceForEachRound() {
        EmergencyMessage message = round(1, NOW.plusSeconds(300));
        assertThatThrownBy(() -> database.inTransaction("fail", handle -> {
                    ProvinceOutbox.enqueue(handle, message);
                    throw new IllegalStateException("the round is not kept");
                }))
                .isInstanceOf(RuntimeException.class);
        assertThat(source.waiting()).isZero();
        assertThat(say(message)).isTrue();
        assertThat(say(message)).isFalse();
        assertThat(say(round(2, NOW.plusSeconds(300)))).isTrue();
        assertThat(source.due(NOW, 10, true))
                .extracting(Parcel::payload)
                .first()
                .satisfies(payload -> assertThat(payload)
                        .contains(
                                "\"slot\":\"e7-1\"", "\"state\":\"sent\"", "\"validUntil\":\"2026-11-21T09:05:00Z\""));
    }

    @Test
    void message_thatIsOver_isDropped_andTheLogSaysSo() {
        assertThat(say(round(1, NOW.plusSeconds(300)))).isTrue();
        assertThat(source.due(NOW.plusSeconds(300), 10, true)).hasSize(1);
        assertThat(source.due(NOW.plusSeconds(301), 10, true)).isEmpty();
        assertThat(source.waiting()).isZero();
        assertThat(source.log(10)).extracting(LogEntry::detail).contains(Optional.of("too late"));
    }

    @Test
    void callOff_takesBackWhatWaits_andIsItselfSaid_inTime() {
        assertThat(say(round(1, NOW.plusSeconds(300)))).isTrue();
        Parcel first = source.due(NOW, 10, true).getFirst();
        assertThat(source.leaves(first)).isTrue();
        source.sent(first, new SourceStore.Outcome.Done("HTTP 200"));
        assertThat(say(round(2, NOW.plusSeconds(300)))).isTrue();
        EmergencyMessage cancelled = cancelled();
        assertThat(callOff(cancelled)).isTrue();
        assertThat(source.due(NOW, 10, true))
                .singleElement()
                .satisfies(parcel -> assertThat(parcel.payload())
                        .contains("\"state\":\"cancelled\"", "\"slots\":[\"e7-1\"]", "\"reason\":\"nhầm\""));
        assertThat(callOff(cancelled)).isFalse();
        assertThat(source.waiting()).isEqualTo(1);
        assertThat(source.due(NOW.plusSeconds(601), 10, true)).isEmpty();
        assertThat(source.waiting()).isZero();
    }

    @Test
    void callOff_ofWhatNeverLeft_isNotSaid_andWhatIsAboutToLeaveStays() {
        assertThat(say(round(1, NOW.plusSeconds(300)))).isTrue();
        Parcel taken = source.due(NOW, 10, true).getFirst();
        assertThat(callOff(cancelled())).isFalse();
        assertThat(source.waiting()).isZero();
        assertThat(source.leaves(taken)).isFalse();
    }

    @Test
    void callOff_ofWhatMayHaveArrived_isSaid() {
        assertThat(say(round(1, NOW.plusSeconds(300)))).isTrue();
        assertThat(source.leaves(source.due(NOW, 10, true).getFirst())).isTrue();
        assertThat(callOff(cancelled())).isTrue();
    }

    @Test
    void rounds_keepTheirOrder_andWaitForTheFirst() {
        assertThat(say(round(1, NOW.plusSeconds(300)))).isTrue();
        Parcel first = source.due(NOW, 10, true).getFirst();
        assertThat(source.leaves(first)).isTrue();
        source.sent(first, new SourceStore.Outcome.Again(NOW.plusSeconds(15), "HTTP 409"));
        assertThat(say(round(2, NOW.plusSeconds(300)))).isTrue();
        assertThat(source.due(NOW.plusSeconds(14), 10, true)).isEmpty();
        assertThat(source.due(NOW.plusSeconds(15), 10, true))
                .extracting(parcel -> parcel.payload().contains("e7-1"))
                .containsExactly(true, false);
    }

    @Test
    void message_withoutAWay_isNotKept() {
        SourceSettings now = source.settings();
        SourceSettings off = new SourceSettings(
                SourceSettings.Way.OFF, Optional.empty(), Optional.empty(), 5, 5, "kenh-1", false, now.revision());
        assertThat(source.put(off, Optional.empty(), "admin", NOW)).isTrue();
        assertThat(say(round(1, NOW.plusSeconds(300)))).isFalse();
        assertThat(source.waiting()).isZero();
    }

    private boolean say(EmergencyMessage message) {
        return database.inTransaction("say", handle -> ProvinceOutbox.enqueue(handle, message));
    }

    private boolean callOff(EmergencyMessage message) {
        return database.inTransaction("call off", handle -> ProvinceOutbox.callOff(handle, message));
    }

    private static EmergencyMessage cancelled() {
        return EmergencyMessage.cancelled(emergency(1), DEED, "nhầm", NOW.plusSeconds(600));
    }

    private static EmergencyMessage round(int number, Instant validUntil) {
        Emergency emergency = emergency(number);
        return EmergencyMessage.round(emergency, emergency.rounds().getLast(), validUntil);
    }

    private static Emergency emergency(int number) {
        Bilingual text = new Bilingual("Nước lên, bà con rời bãi", "Water rises");
        return new Emergency(
                7,
                new Emergency.Draft(Optional.empty(), "flood-1", text, text, false, List.of("xa"), List.of(), 2, 40),
                new Emergency.Deed("an", NOW),
                EmergencyState.SENT,
                Optional.of(DEED),
                Optional.empty(),
                "",
                Optional.of(1L),
                List.of(new Emergency.Round(number, "e7-" + number, NOW, List.of("xa-1"))),
                List.of(),
                Optional.empty(),
                3);
    }
}
