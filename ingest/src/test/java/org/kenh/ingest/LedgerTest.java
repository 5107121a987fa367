package org.kenh.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kenh.ingest.Messages.number;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.Receipt;
import org.kenh.ingest.completeness.DayCompleteness;
import org.kenh.ingest.completeness.DayCompleteness.Counting;
import org.kenh.ingest.completeness.DayCompleteness.Counts;
import org.kenh.ingest.timescale.Databases;
import org.kenh.telemetry.Birth;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.PackNumber;
import org.kenh.telemetry.Reading;

/** The days here begin at 17:00 UTC: they are those of Asia/Ho_Chi_Minh. */
@ParameterizedClass
@MethodSource("org.kenh.ingest.timescale.Databases#kinds")
class LedgerTest {
    private final District district;
    private final LocalDate today;
    /** Not yesterday: just after midnight the last of its readings may still come in time. */
    private final LocalDate pastDay;

    private final Instant start;

    LedgerTest(Databases kind) {
        this.district = District.on(kind.fresh());
        district.device("d1");
        this.today = district.ingest().completeness().today();
        this.pastDay = today.minusDays(2);
        this.start = Instant.parse(pastDay.minusDays(1) + "T17:00:00Z");
    }

    @AfterEach
    void stop() {
        district.close();
    }

    @Test
    void packs_shuffledAndRepeated_areCountedOnceAndTheMissingOnesAreLost() {
        List<DeviceMessage> packs = new ArrayList<>();
        for (int index = 0; index < 48; index++) {
            if (index < 10 || index >= 14) {
                packs.add(numbered(index));
            }
        }
        packs.addAll(packs.subList(0, 20));
        Collections.shuffle(packs, new Random(7));

        packs.forEach(this::send);

        DayCompleteness day = pastDay();
        assertThat(day.counting()).isEqualTo(Counting.SEQUENCE);
        assertThat(day.packs()).isEqualTo(new Counts(48, 44, 44, 4));
        assertThat(day.readings()).isEqualTo(new Counts(96, 88, 88, 8));
        assertThat(day.epochs()).isEqualTo(1);
        assertThat(day.lastAt()).contains(start.plus(Duration.ofMinutes(47 * 30)));
    }

    @Test
    void gapOverTheEndsOfTheRange_isSeen() {
        send(numbered(-10));
        send(numbered(60));

        assertThat(pastDay().packs()).isEqualTo(new Counts(48, 0, 0, 48));
        assertThat(pastDay().counting()).isEqualTo(Counting.SEQUENCE);
    }

    @Test
    void packs_withoutNumbers_areCountedByTheInterval() {
        Birth birth = new Birth(
                Optional.empty(), Optional.empty(), Optional.of(Duration.ofMinutes(30)), List.of(), List.of());
        send(new DeviceMessage.BirthReport(Messages.origin("d1", Instant.now()), birth));
        List<Reading> backlog = new ArrayList<>();
        for (int index = 0; index < 48; index++) {
            if (index % 12 != 3) {
                backlog.add(number("level", at(index), index));
            }
        }

        send(Messages.readings("d1", backlog));
        send(Messages.readings("d1", number("flow", at(0), 1)));

        DayCompleteness day = pastDay();
        assertThat(day.counting()).isEqualTo(Counting.INTERVAL);
        assertThat(day.packs()).isEqualTo(new Counts(48, 44, 44, 4));
        assertThat(day.readings().received()).isEqualTo(45);
        assertThat(day.share().orElseThrow()).isEqualTo(44 / 48.0);
    }

    @Test
    void devices_ofADay_areThoseAskedFor() {
        district.device("d2");
        district.device("d3");
        send(numbered(0));

        List<DeviceId> devices = List.of(DeviceId.of("d2"), DeviceId.of("d1"), DeviceId.of("nobody"));
        assertThat(district.ingest().completeness().ofDay(pastDay, devices))
                .containsOnlyKeys(DeviceId.of("d1"), DeviceId.of("d2"))
                .containsEntry(DeviceId.of("d1"), pastDay());
    }

    @Test
    void device_unknown_hasNoLedger() {
        assertThat(district.ingest().completeness().ofDevice(DeviceId.of("nobody"), pastDay, today))
                .isEmpty();
    }

    private void send(DeviceMessage message) {
        assertThat(District.answer(district.accept(message))).isEqualTo(Receipt.COMMITTED);
    }

    private DayCompleteness pastDay() {
        return district.ingest()
                .completeness()
                .ofDevice(DeviceId.of("d1"), pastDay, pastDay)
                .orElseThrow()
                .getFirst();
    }

    /** A pack of two readings, every half an hour from the beginning of that day on. */
    private DeviceMessage numbered(int index) {
        List<Reading> readings = List.of(number("level", at(index), index), number("flow", at(index), -index));
        return new DeviceMessage.Readings(
                Messages.origin("d1", Instant.now()),
                readings,
                Optional.of(new PackNumber(1_763_600_000, 1_000 + index)));
    }

    private Instant at(int index) {
        return start.plus(30L * index, ChronoUnit.MINUTES);
    }
}
