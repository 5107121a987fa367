package org.kenh.ingest.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kenh.ingest.alarm.Condition.Counting;
import org.kenh.ingest.alarm.Condition.Direction;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/** Many alarms together: who is told what, who is woken when, and what a restart needs. */
class AlarmBookTest {
    private static final DeviceId OTHER = DeviceId.of("tram-bom-2");

    private final Rows rows = new Rows();
    private final AlarmBook book = new AlarmBook(rows);

    @Test
    void readings_ofASeries_goToTheAlarmsThatLookAtIt() {
        book.begin(Rules.high(80, 2).binding(), Desk.at(0));
        book.begin(Rules.high(80, 2).binding(OTHER), Desk.at(0));
        book.readings(Rules.DEVICE, List.of(reading("flow", 1, 90)), Desk.at(1));
        assertThat(rows.told()).isEmpty();
        book.readings(Rules.DEVICE, List.of(reading("level", 2, 90)), Desk.at(2));
        assertThat(rows.told()).containsExactly("tram-bom-1 ACTIVATE@2");
        book.readings(DeviceId.of("unknown"), List.of(reading("level", 2, 90)), Desk.at(2));
        assertThat(rows.told()).hasSize(1);
    }

    @Test
    void tick_severalDelays_firesEachAtItsTimeAndSaysWhenToComeNext() {
        book.begin(Rules.high(80, 2).delays(60, 0).binding(), Desk.at(0));
        book.begin(Rules.high(80, 2).delays(10, 0).binding(OTHER), Desk.at(0));
        assertThat(book.wakeAt()).isEmpty();
        book.readings(Rules.DEVICE, List.of(reading("level", 1, 90)), Desk.at(1));
        book.readings(OTHER, List.of(reading("level", 2, 90)), Desk.at(2));
        assertThat(book.wakeAt()).contains(Desk.at(12));
        book.tick(Desk.at(11.999));
        assertThat(rows.told()).isEmpty();
        book.tick(Desk.at(12));
        assertThat(book.wakeAt()).contains(Desk.at(61));
        book.tick(Desk.at(500));
        assertThat(rows.told()).containsExactly("tram-bom-2 ACTIVATE@12", "tram-bom-1 ACTIVATE@61");
        assertThat(book.wakeAt()).isEmpty();
    }

    @Test
    void wake_thatMovesNearer_isNotMissed() {
        Alarm alarm = book.begin(Rules.high(80, 2).delays(10, 0).binding(), Desk.at(0));
        book.perform(alarm.key(), new Action.Shelve(Desk.at(3600), false, "đang sửa"), Desk.SUPERVISOR, Desk.at(1));
        assertThat(book.wakeAt()).contains(Desk.at(3600));
        book.readings(Rules.DEVICE, List.of(reading("level", 100, 90)), Desk.at(100));
        assertThat(book.wakeAt()).contains(Desk.at(110));
        book.tick(Desk.at(110));
        assertThat(book.wakeAt()).contains(Desk.at(3600));
        book.tick(Desk.at(3600));
        assertThat(rows.told())
                .containsExactly("tram-bom-1 SHELVE@1", "tram-bom-1 ACTIVATE@110", "tram-bom-1 UNSHELVE@3600");
    }

    @Test
    void removedAlarm_isNeitherToldNorWokenNorSaved() {
        Alarm alarm = book.begin(Rules.high(80, 2).delays(10, 0).binding(), Desk.at(0));
        book.readings(Rules.DEVICE, List.of(reading("level", 1, 90)), Desk.at(1));
        book.remove(alarm.key());
        book.readings(Rules.DEVICE, List.of(reading("level", 2, 90)), Desk.at(2));
        book.tick(Desk.at(100));
        assertThat(rows.told()).isEmpty();
        assertThat(book.all()).isEmpty();
        assertThat(book.watching(Rules.DEVICE)).isEmpty();
        assertThat(book.wakeAt()).isEmpty();
        assertThat(saved()).isEmpty();
        assertThat(book.perform(alarm.key(), new Action.Reset(""), Desk.SUPERVISOR, Desk.at(3)))
                .isEmpty();
    }

    @Test
    void anotherVersionOfTheRule_takesThePlaceOfTheAlarmAndKeepsTheOccurrence() {
        Alarm before = book.begin(Rules.high(80, 2).binding(), Desk.at(0));
        book.readings(Rules.DEVICE, List.of(reading("level", 1, 90)), Desk.at(1));
        Optional<UUID> occurrence = before.status(Desk.at(1)).occurrence();
        Alarm after = book.restore(Rules.high(95, 2).version(2).binding(), before.state(), Desk.at(2));
        assertThat(book.all()).containsExactly(after);
        assertThat(after.letter()).isEqualTo(Letter.B);
        assertThat(after.status(Desk.at(2)).occurrence()).isEqualTo(occurrence).isPresent();
        book.readings(Rules.DEVICE, List.of(reading("level", 3, 90)), Desk.at(3));
        assertThat(rows.told()).containsExactly("tram-bom-1 ACTIVATE@1", "tram-bom-1 RETURN@3");
        assertThat(after.letter()).isEqualTo(Letter.D);
    }

    @Test
    void drainChanged_afterReadings_handsOverWhatIsToBeSavedOnce() {
        Alarm first = book.begin(Rules.high(80, 2).delays(10, 0).binding(), Desk.at(0));
        Alarm second = book.begin(Rules.high(80, 2).binding(OTHER), Desk.at(0));
        assertThat(saved()).containsExactly(first, second);
        book.readings(Rules.DEVICE, List.of(reading("level", 1, 70)), Desk.at(1));
        assertThat(saved()).isEmpty();
        book.readings(Rules.DEVICE, List.of(reading("level", 2, 90), reading("level", 3, 90)), Desk.at(3));
        assertThat(saved()).containsExactly(first);
        assertThat(saved()).isEmpty();
    }

    @Test
    void clock_thatThreadsReadInAnotherOrder_isNoStep() {
        book.begin(Rules.high(80, 2).delays(10, 0).binding(), Desk.at(0));
        book.readings(Rules.DEVICE, List.of(reading("level", 5, 90)), Desk.at(5));
        book.tick(Desk.at(4.5));
        assertThat(book.wakeAt()).contains(Desk.at(15));
    }

    @Test
    void clock_thatGoesBack_beginsDelaysAgainAlsoWithoutReadings() {
        book.begin(Rules.high(80, 2).delays(10, 0).binding(), Desk.at(0));
        book.readings(Rules.DEVICE, List.of(reading("level", 5000, 90)), Desk.at(5000));
        book.tick(Desk.at(20));
        assertThat(book.wakeAt()).contains(Desk.at(30));
        book.tick(Desk.at(30));
        assertThat(rows.told()).containsExactly("tram-bom-1 ACTIVATE@30");
    }

    @Test
    void clock_thatWentBackWhileStopped_beginsDelaysAgain() {
        Alarm alarm = book.begin(Rules.high(80, 2).delays(10, 0).binding(), Desk.at(0));
        book.readings(Rules.DEVICE, List.of(reading("level", 5000, 90)), Desk.at(5000));
        AlarmBook after = new AlarmBook(rows);
        after.restore(alarm.binding(), alarm.state(), Desk.at(20));
        assertThat(after.wakeAt()).contains(Desk.at(30));
    }

    /**
     * Killed 40 s into a delay of 60 s, back after the given time. The state is from when the delay began; readings came
     * every 10 s until the end.
     */
    @ParameterizedTest
    @ValueSource(ints = {5, 15, 60, 600, 40_000})
    void onDelay_killedInItsMiddle_isRaisedOnceAndAtItsTime(int away) {
        Rules rules = Rules.high(80, 2).delays(60, 0).interval(30);
        book.begin(rules.binding(), Desk.at(0));
        List<Reading> stored = new ArrayList<>();
        byte[] state = {};
        for (int second = 0; second <= 140; second += 10) {
            Reading reading = reading("level", second, second < 100 ? 70 : 81);
            stored.add(reading);
            book.readings(Rules.DEVICE, List.of(reading), Desk.at(second));
            List<Alarm> changed = saved();
            state = changed.isEmpty() ? state : changed.getFirst().state();
        }
        double back = 140 + away;
        for (int evaluatedUntil : new int[] {0, 100, 130, 140}) {
            Rows after = new Rows();
            AlarmBook restarted = new AlarmBook(after);
            restarted.restore(rules.binding(), state, Desk.at(back));
            int split = evaluatedUntil / 10 + 1;
            stored.subList(0, split).forEach(reading -> restarted.recall(Rules.DEVICE, reading));
            stored.subList(split, stored.size()).forEach(reading -> restarted.retell(Rules.DEVICE, reading));
            restarted.tick(Desk.at(back));
            restarted.readings(Rules.DEVICE, List.of(reading("level", back + 30, 81)), Desk.at(back + 30));
            restarted.tick(Desk.at(back + 200));
            assertThat(after.told()).containsExactly("tram-bom-1 ACTIVATE@160");
            assertThat(after.rows.getFirst().annunciates()).isTrue();
        }
    }

    @Test
    void readings_thatWaited_areLateOnlyIfTheyWereWhenTheyWereReceived() {
        book.begin(Rules.high(80, 2).binding(), Desk.at(0));
        book.readings(Rules.DEVICE, List.of(reading("level", 0, 70)), Desk.at(0));
        Arrival arrival = Arrival.at(Desk.at(3600));
        book.readings(
                Rules.DEVICE, List.of(reading("level", 100, 85), reading("level", 110, 70)), arrival, Desk.at(5000));
        assertThat(rows.told()).containsExactly("tram-bom-1 ACTIVATE@100", "tram-bom-1 RETURN@110");
        assertThat(rows.rows).allMatch(Transition::historical);
        rows.rows.clear();
        book.readings(Rules.DEVICE, List.of(reading("level", 3590, 85)), arrival, Desk.at(5001));
        assertThat(rows.told()).containsExactly("tram-bom-1 ACTIVATE@3590");
        assertThat(rows.rows.getFirst().annunciates()).isTrue();
    }

    @Test
    void readings_thatMayHaveBeenToldFromTheStore_arePassedOverUnlessTheyAreNews() {
        book.begin(Rules.high(80, 2).binding(), Desk.at(40));
        List<Reading> pack = List.of(reading("level", 10, 85), reading("level", 20, 70), reading("level", 30, 85));
        pack.subList(0, 2).forEach(reading -> book.retell(Rules.DEVICE, reading));
        rows.rows.clear();
        Arrival arrival = Arrival.at(Desk.at(30)).maybeKnownAfter(Desk.at(5));
        book.readings(Rules.DEVICE, pack, arrival, Desk.at(40));
        assertThat(rows.told()).containsExactly("tram-bom-1 ACTIVATE@30");
        rows.rows.clear();
        // What is older than all that was read from the store cannot have been told.
        book.readings(Rules.DEVICE, List.of(reading("level", 4, 85)), arrival, Desk.at(41));
        assertThat(rows.told()).containsExactly("tram-bom-1 ACTIVATE@4");
        assertThat(rows.rows.getFirst().historical()).isTrue();
    }

    @Test
    void retell_toOneAlarm_isNotHeardByTheOthers() {
        Alarm silence = book.begin(
                Rules.of(new Condition.Missing(Rules.LEVEL, Duration.ofMinutes(10)))
                        .binding(),
                Desk.at(0));
        book.readings(Rules.DEVICE, List.of(reading("level", 0, 90)), Desk.at(0));
        Binding high = Rules.high(80, 2).binding(OTHER);
        Binding fresh = new Binding(high.rule(), "other", silence.binding().sources());
        book.begin(fresh, Desk.at(400));
        book.retell(fresh.key(), Rules.DEVICE, reading("level", 400, 90), Desk.at(400));
        assertThat(rows.told()).containsExactly("other ACTIVATE@400");
        assertThat(silence.newest(0)).contains(Desk.at(0));
        book.tick(Desk.at(601));
        assertThat(rows.told()).containsExactly("other ACTIVATE@400", "tram-bom-1 ACTIVATE@600");
    }

    @Test
    void tick_allButSilence_firesDelaysAndLeavesSilenceForLater() {
        book.begin(
                Rules.of(new Condition.Missing(Rules.LEVEL, Duration.ofSeconds(30)))
                        .binding(),
                Desk.at(0));
        book.begin(Rules.high(80, 2).delays(10, 0).binding(OTHER), Desk.at(0));
        book.readings(OTHER, List.of(reading("level", 1, 90)), Desk.at(1));
        book.tickAllButSilence(Desk.at(100));
        book.tickAllButSilence(Desk.at(101));
        assertThat(rows.told()).containsExactly("tram-bom-2 ACTIVATE@11");
        book.tick(Desk.at(102));
        assertThat(rows.told()).containsExactly("tram-bom-2 ACTIVATE@11", "tram-bom-1 ACTIVATE@30");
    }

    @Test
    void reread_ofWhatWasTooOldWhenTheGapBegan_isHistoricalAndToldOnce() {
        book.begin(Rules.high(80, 2).interval(10).binding(), Desk.at(0));
        book.readings(Rules.DEVICE, List.of(reading("level", 0, 70)), Desk.at(0));
        List<Reading> stored = List.of(
                reading("level", 100, 85),
                reading("level", 110, 70),
                reading("level", 3590, 85),
                reading("level", 3600, 70));
        book.tick(Desk.at(3700));
        stored.forEach(reading -> book.reread(Rules.DEVICE, reading, Desk.at(3600), Desk.at(3700)));
        stored.forEach(reading -> book.reread(Rules.DEVICE, reading, Desk.at(3600), Desk.at(3700)));
        assertThat(rows.told())
                .containsExactly(
                        "tram-bom-1 ACTIVATE@100",
                        "tram-bom-1 RETURN@110",
                        "tram-bom-1 ACTIVATE@3590",
                        "tram-bom-1 RETURN@3600");
        assertThat(rows.rows.stream().map(Transition::historical)).containsExactly(true, true, false, false);
    }

    @Test
    void resume_ofWhatMayHaveComeInTimeAfterTheSaving_decides() {
        Alarm alarm = book.begin(Rules.high(80, 2).interval(10).binding(), Desk.at(1000));
        assertThat(alarm.reach()).isEqualTo(Duration.ofMinutes(1));
        book.resume(Rules.DEVICE, reading("level", 939, 85), Desk.at(1000), Desk.at(1000));
        assertThat(rows.told()).isEmpty();
        book.resume(Rules.DEVICE, reading("level", 940, 85), Desk.at(1000), Desk.at(1000));
        assertThat(rows.told()).containsExactly("tram-bom-1 ACTIVATE@940");
    }

    @Test
    void recall_fillsWindowsButDecidesNothing() {
        Rules rules =
                Rules.of(new Condition.RateOfChange(Rules.LEVEL, Direction.RISING, 10, Duration.ofSeconds(100), 0));
        Alarm alarm = book.begin(rules.binding(), Desk.at(90));
        assertThat(alarm.memory()).isGreaterThanOrEqualTo(Duration.ofSeconds(100));
        List.of(reading("level", 10, 1), reading("level", 20, 50))
                .forEach(reading -> book.recall(Rules.DEVICE, reading));
        assertThat(rows.told()).isEmpty();
        assertThat(alarm.newest(0)).contains(Desk.at(20));
        book.readings(Rules.DEVICE, List.of(reading("level", 90, 11)), Desk.at(100));
        assertThat(rows.told()).containsExactly("tram-bom-1 ACTIVATE@90");
    }

    @Test
    void retell_ofWhatIsKnownOrLater_isNothingOrAsInTime() {
        Alarm alarm = book.begin(Rules.high(80, 2).interval(10).binding(), Desk.at(0));
        List<Reading> stored = List.of(reading("level", 10, 70), reading("level", 20, 90), reading("level", 30, 70));
        book.readings(Rules.DEVICE, stored.subList(0, 1), Desk.at(10));
        book.tick(Desk.at(5000));
        stored.forEach(reading -> book.retell(Rules.DEVICE, reading));
        stored.forEach(reading -> book.retell(Rules.DEVICE, reading));
        assertThat(rows.told()).containsExactly("tram-bom-1 ACTIVATE@20", "tram-bom-1 RETURN@30");
        List.of(reading("level", 9000, 90)).forEach(reading -> book.retell(Rules.DEVICE, reading));
        assertThat(alarm.newest(0)).contains(Desk.at(5000));
    }

    /** Whenever it is killed, before or after saving: the journal is the same as without. */
    @Test
    void kill_atAnyMoment_leavesTheSameJournal() {
        int transitions = 0;
        int kills = 0;
        for (int seed = 1; seed <= 80; seed++) {
            Host steady = new Host(seed, 0);
            Host killed = new Host(seed, 8);
            Random random = new Random(seed);
            double value = 75;
            int second = 10;
            while (second < 2_000) {
                int batch = 1 + random.nextInt(4);
                List<Reading> readings = new ArrayList<>();
                for (int i = 0; i < batch; i++) {
                    // Now and then stale, but within a batch no reading is late.
                    second += 1 + random.nextInt(i == 0 && random.nextInt(8) == 0 ? 40 : 6);
                    value += random.nextGaussian() * 4 + (79 - value) * 0.2;
                    boolean bad = random.nextInt(20) == 0;
                    readings.add(reading(second, value, bad ? Quality.BAD : Quality.GOOD));
                }
                steady.takes(readings, second);
                killed.takes(readings, second);
            }
            steady.takes(List.of(), second + 500);
            killed.takes(List.of(), second + 500);
            // Of one alarm in the same order; alarms do not know of each other.
            for (Binding binding : steady.bindings) {
                assertThat(killed.of(binding))
                        .as("seed %s %s", seed, binding.rule())
                        .isEqualTo(steady.of(binding));
            }
            transitions += steady.journal.size();
            kills += killed.kills;
        }
        assertThat(transitions).isGreaterThan(500);
        assertThat(kills).isGreaterThan(500);
    }

    private List<Alarm> saved() {
        List<Alarm> saved = new ArrayList<>();
        book.drainChanged(saved::add);
        return saved;
    }

    private static Reading reading(double second, double value, Quality quality) {
        return Reading.of(SeriesName.of("level"), Unit.of("m"), Desk.at(second), new Value.Numeric(value), quality);
    }

    private static Reading reading(String series, double second, double value) {
        return Reading.of(SeriesName.of(series), Unit.of("m"), Desk.at(second), new Value.Numeric(value), Quality.GOOD);
    }

    /** A server as small as can be: it saves rows and states together, and is killed every few batches. */
    private static final class Host {
        private final Random random;
        private final int every;
        private final List<Binding> bindings = new ArrayList<>();
        private final Map<AlarmKey, byte[]> states = new HashMap<>();
        private final List<Reading> stored = new ArrayList<>();
        private final List<String> journal = new ArrayList<>();
        private Rows rows = new Rows();
        private AlarmBook book = new AlarmBook(rows);
        private int evaluated;
        private int kills;

        Host(int seed, int every) {
            random = new Random(31L * seed);
            this.every = every;
            Random pick = new Random(seed);
            List<Condition> conditions = List.of(
                    new Condition.High(Rules.LEVEL, 80, 2),
                    new Condition.Levels(Rules.LEVEL, Direction.RISING, List.of(80.0, 84.0), 1),
                    new Condition.RateOfChange(Rules.LEVEL, Direction.EITHER, 8, Duration.ofSeconds(60), 1),
                    new Condition.Count(Rules.LEVEL, 80, Counting.CROSSINGS, 3, Duration.ofSeconds(120)),
                    new Condition.Missing(Rules.LEVEL, Duration.ofSeconds(20)));
            for (int i = 0; i < conditions.size(); i++) {
                Rules rules = Rules.of(conditions.get(i))
                        .delays(pick.nextInt(3) * 10, pick.nextInt(3) * 10)
                        .interval(10);
                DeviceId device = DeviceId.of("tram-" + i);
                Binding given = rules.binding(device);
                Map<InputName, Binding.Source> sources = new HashMap<>();
                given.sources()
                        .forEach((name, source) -> sources.put(
                                name, new Binding.Source(Rules.DEVICE, source.series(), source.interval())));
                Binding binding = new Binding(given.rule(), given.subject(), sources);
                bindings.add(binding);
                book.begin(binding, Desk.at(0));
            }
            saves();
        }

        void takes(List<Reading> readings, int now) {
            stored.addAll(readings);
            boolean dies = every > 0 && random.nextInt(every) == 0;
            if (!dies || random.nextBoolean()) {
                book.readings(Rules.DEVICE, readings, Desk.at(now));
                book.tick(Desk.at(now));
                if (!dies) {
                    saves();
                }
            }
            if (dies) {
                kills++;
                restarts(now);
            }
        }

        List<String> of(Binding binding) {
            return journal.stream()
                    .filter(row -> row.startsWith(binding.subject()))
                    .toList();
        }

        private void saves() {
            rows.rows.forEach(row -> journal.add(row.alarm().subject() + " " + row.event() + " "
                    + Duration.between(Desk.START, row.at()) + " " + row.level() + " " + row.occurrence()));
            rows.rows.clear();
            book.drainChanged(alarm -> states.put(alarm.key(), alarm.state()));
            evaluated = stored.size();
        }

        private void restarts(int now) {
            rows = new Rows();
            book = new AlarmBook(rows);
            for (Binding binding : bindings) {
                byte[] state = Objects.requireNonNull(states.get(binding.key()));
                book.restore(binding, state, Desk.at(now));
            }
            stored.subList(0, evaluated).forEach(reading -> book.recall(Rules.DEVICE, reading));
            stored.subList(evaluated, stored.size()).forEach(reading -> book.retell(Rules.DEVICE, reading));
            book.tick(Desk.at(now));
            saves();
        }
    }

    /** A journal in memory. */
    private static final class Rows implements Journal {
        private final List<Transition> rows = new ArrayList<>();

        @Override
        public UUID occurrence(AlarmKey key, Instant at) {
            return UUID.nameUUIDFromBytes((key + "/" + at).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void record(Transition transition) {
            rows.add(transition);
        }

        List<String> told() {
            return rows.stream()
                    .map(row -> row.alarm().subject() + " " + row.event() + "@"
                            + Duration.between(Desk.START, row.at()).toSeconds())
                    .toList();
        }
    }
}
