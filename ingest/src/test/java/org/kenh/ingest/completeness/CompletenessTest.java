package org.kenh.ingest.completeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kenh.ingest.completeness.DayCompleteness.Counting;
import org.kenh.ingest.completeness.DayCompleteness.Counts;
import org.kenh.telemetry.DeviceId;

class CompletenessTest {
    private static final DeviceId DEVICE = DeviceId.of("d-1");
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 16);
    private static final LocalDate TUESDAY = MONDAY.plusDays(1);
    private static final LocalDate WEDNESDAY = MONDAY.plusDays(2);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Instant now = LocalDays.end(WEDNESDAY);
    private Optional<Duration> interval = Optional.of(MINUTE);
    private Optional<Instant> since = Optional.of(LocalDays.start(MONDAY));

    @Test
    void numbers_missingWithinADay_areLostOnThatDay() {
        DayCompleteness day = day(
                MONDAY, List.of(full(MONDAY, 1_401)), List.of(run(MONDAY, 1, 100, 499), run(MONDAY, 1, 539, 1_539)));

        assertThat(day.counting()).isEqualTo(Counting.SEQUENCE);
        assertThat(day.packs()).isEqualTo(new Counts(1_440, 1_401, 0, 39));
        assertThat(day.readings()).isEqualTo(new Counts(7_200, 7_005, 0, 195));
        assertThat(day.share().orElseThrow()).isEqualTo(1_401 / 1_440.0);
        assertThat(day.complete()).contains(false);
    }

    @Test
    void numbers_withoutGap_areCompleteWhateverTheInterval() {
        interval = Optional.of(Duration.ofSeconds(1));
        List<LedgerDay> days = List.of(full(MONDAY, 10), full(TUESDAY, 10));
        DayCompleteness day = day(MONDAY, days, List.of(run(MONDAY, 1, 1, 10), run(TUESDAY, 1, 11, 20)));

        assertThat(day.packs()).isEqualTo(new Counts(10, 10, 0, 0));
        assertThat(day.complete()).contains(true);
    }

    @Test
    void gapOverMidnight_isSpreadByTime() {
        LedgerDay first = cut(MONDAY, 1_080, Duration.ZERO, Duration.ofHours(18));
        LedgerDay last = cut(WEDNESDAY, 1_080, Duration.ofHours(6), Duration.ofHours(24));
        List<LedgerDay> days = List.of(first, last);
        List<NumberRun> runs = List.of(run(MONDAY, 1, 1, 1_080), run(WEDNESDAY, 1, 3_241, 4_320));

        assertThat(day(MONDAY, days, runs).packs()).isEqualTo(new Counts(1_440, 1_080, 0, 360));
        assertThat(day(TUESDAY, days, runs).packs()).isEqualTo(new Counts(1_440, 0, 0, 1_440));
        assertThat(day(WEDNESDAY, days, runs).packs()).isEqualTo(new Counts(1_440, 1_080, 0, 360));
        assertThat(day(TUESDAY, days, runs).readings().lost()).isEqualTo(7_200);
    }

    @Test
    void gap_betweenNumbersThatRunAgainstTime_isChargedToTheDayInWhichItBegan() {
        List<LedgerDay> days = List.of(full(MONDAY, 10), full(TUESDAY, 10));
        List<NumberRun> runs = List.of(run(TUESDAY, 1, 1, 10), run(MONDAY, 1, 15, 24));

        assertThat(day(TUESDAY, days, runs).packs()).isEqualTo(new Counts(14, 10, 0, 4));
        assertThat(day(MONDAY, days, runs).packs()).isEqualTo(new Counts(10, 10, 0, 0));
    }

    @Test
    void newEpoch_beginsAnewAndIsCounted() {
        DayCompleteness day =
                day(MONDAY, List.of(full(MONDAY, 30)), List.of(run(MONDAY, 5, 900, 919), run(MONDAY, 6, 1, 10)));

        assertThat(day.packs()).isEqualTo(new Counts(30, 30, 0, 0));
        assertThat(day.epochs()).isEqualTo(2);
    }

    @Test
    void silence_afterTheLastPack_isLostByTheInterval() {
        now = LocalDays.start(MONDAY).plus(Duration.ofHours(12));
        List<LedgerDay> days = List.of(cut(MONDAY, 600, Duration.ZERO, Duration.ofHours(10)));
        List<NumberRun> runs = List.of(run(MONDAY, 1, 1, 600));

        assertThat(day(MONDAY, days, runs).packs()).isEqualTo(new Counts(720, 600, 0, 120));
    }

    @Test
    void silence_ofTwoIntervals_isNone() {
        now = LocalDays.start(MONDAY).plus(Duration.ofHours(10)).plus(MINUTE);
        List<LedgerDay> days = List.of(cut(MONDAY, 600, Duration.ZERO, Duration.ofHours(10)));

        assertThat(day(MONDAY, days, List.of(run(MONDAY, 1, 1, 600))).packs().lost())
                .isZero();
    }

    @Test
    void daysAfterTheLastPack_areCountedByTheInterval() {
        DayCompleteness day = day(TUESDAY, List.of(full(MONDAY, 10)), List.of(run(MONDAY, 1, 1, 10)));

        assertThat(day.counting()).isEqualTo(Counting.INTERVAL);
        assertThat(day.packs()).isEqualTo(new Counts(1_440, 0, 0, 1_440));
        assertThat(day.share()).hasValue(0);
    }

    @Test
    void unnumbered_isCountedByTimesAndInterval_howeverThePacksWereCut() {
        LedgerDay late = new LedgerDay(
                MONDAY,
                15,
                15,
                1_440,
                7_200,
                1_200,
                LocalDays.start(MONDAY),
                LocalDays.end(MONDAY).minus(MINUTE));

        DayCompleteness day = day(MONDAY, List.of(late), List.of());

        assertThat(day.counting()).isEqualTo(Counting.INTERVAL);
        assertThat(day.packs()).isEqualTo(new Counts(1_440, 1_440, 240, 0));
        assertThat(day.lateTime()).isEqualTo(Duration.ofHours(4));
    }

    @Test
    void unnumbered_today_isDueOnlyFromItsFirstReadingToNow() {
        since = Optional.of(LocalDays.start(MONDAY).plus(Duration.ofHours(6)));
        now = LocalDays.start(MONDAY).plus(Duration.ofHours(8)).plusSeconds(30);
        List<LedgerDay> days = List.of(cut(MONDAY, 110, Duration.ofHours(6), Duration.ofHours(8)));

        assertThat(day(MONDAY, days, List.of()).packs()).isEqualTo(new Counts(119, 110, 0, 9));
    }

    @Test
    void unnumbered_oneReportInAHundred_isNoReasonForAlarm() {
        assertThat(day(MONDAY, List.of(full(MONDAY, 1_430)), List.of()).complete())
                .contains(true);
        assertThat(day(MONDAY, List.of(full(MONDAY, 1_400)), List.of()).complete())
                .contains(false);
    }

    @Test
    void unnumbered_moreThanDue_isComplete() {
        assertThat(day(MONDAY, List.of(full(MONDAY, 3_000)), List.of()).packs())
                .isEqualTo(new Counts(3_000, 3_000, 0, 0));
    }

    @Test
    void interval_unknown_tellsOnlyWhatCame() {
        interval = Optional.empty();

        DayCompleteness day = day(MONDAY, List.of(full(MONDAY, 7)), List.of());

        assertThat(day.counting()).isEqualTo(Counting.UNKNOWN);
        assertThat(day.packs()).isEqualTo(new Counts(7, 7, 0, 0));
        assertThat(day.share()).isEmpty();
        assertThat(day.complete()).isEmpty();
    }

    @Test
    void days_beforeTheFirstReading_andToCome_areUnknown() {
        List<LedgerDay> days = List.of(full(MONDAY, 1_440));

        assertThat(day(MONDAY.minusDays(1), days, List.of()).counting()).isEqualTo(Counting.UNKNOWN);
        assertThat(day(WEDNESDAY.plusDays(1), days, List.of()).counting()).isEqualTo(Counting.UNKNOWN);
    }

    @Test
    void device_neverHeardOf_isUnknown() {
        since = Optional.empty();

        assertThat(day(MONDAY, List.of(), List.of()).counting()).isEqualTo(Counting.UNKNOWN);
    }

    private DayCompleteness day(LocalDate day, List<LedgerDay> days, List<NumberRun> runs) {
        DeviceLedger ledger = new DeviceLedger(DEVICE, interval, since, days, runs);
        return new Completeness(new OneLedger(ledger), () -> now)
                .ofDay(day, List.of(DEVICE)).values().stream().findFirst().orElseThrow();
    }

    private static LedgerDay full(LocalDate day, long packs) {
        return cut(day, packs, Duration.ZERO, Duration.ofHours(24));
    }

    /** Packs of five readings at one time, the last one a minute before the end. */
    private static LedgerDay cut(LocalDate day, long packs, Duration from, Duration to) {
        Instant start = LocalDays.start(day);
        return new LedgerDay(
                day,
                packs,
                0,
                packs,
                packs * 5,
                0,
                start.plus(from),
                start.plus(to).minus(MINUTE));
    }

    private static NumberRun run(LocalDate day, long epoch, long first, long last) {
        return new NumberRun(day, epoch, first, last);
    }

    private record OneLedger(DeviceLedger ledger) implements CompletenessLedger {
        @Override
        public Optional<DeviceLedger> ofDevice(DeviceId device, LocalDate first, LocalDate last) {
            return Optional.of(ledger);
        }

        @Override
        public List<DeviceLedger> ofDay(LocalDate day, Collection<DeviceId> devices) {
            return List.of(ledger);
        }
    }
}
