package org.kenh.ingest.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kenh.ingest.alarm.Condition.Direction;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/** What a book spares calm alarms makes no difference: each of them tells the same as one that is told every reading. */
class AudienceTest {
    private static final int WALKS = 300;
    private static final int STEPS = 200;

    private static final List<Rules> ALARMS = List.of(
            Rules.high(80, 2),
            Rules.high(80, 2).delays(10, 30).interval(10),
            Rules.of(new Condition.Low(Rules.LEVEL, 20, 1)).delays(5, 5).latching(),
            Rules.of(new Condition.Levels(Rules.LEVEL, Direction.RISING, List.of(70.0, 85.0, 95.0), 3))
                    .interval(20),
            Rules.of(new Condition.Levels(Rules.LEVEL, Direction.FALLING, List.of(30.0, 10.0), 2))
                    .reAlarm(60),
            Rules.of(new Condition.RateOfChange(Rules.LEVEL, Direction.EITHER, 50, Duration.ofMinutes(1), 5)),
            Rules.high(60, 2).suppressed("{level} < 10", 15));

    private final Rows ofBook = new Rows();
    private final Rows alone = new Rows();

    @Test
    void calmAlarms_inABook_tellWhatTheyTellAlone() {
        int rises = 0;
        for (long seed = 0; seed < WALKS; seed++) {
            walk(new Random(seed));
            assertThat(ofBook.told).as("walk %s", seed).containsExactlyInAnyOrderElementsOf(alone.told);
            rises += ofBook.told.size();
            ofBook.told.clear();
            alone.told.clear();
        }
        assertThat(rises).isGreaterThan(WALKS * 10);
    }

    private void walk(Random random) {
        AlarmBook book = new AlarmBook(ofBook);
        List<Alarm> single = new ArrayList<>();
        Instant now = Desk.START;
        double level = 50;
        for (int step = 0; step < STEPS; step++) {
            if (single.size() < ALARMS.size() && (step == 0 || random.nextInt(20) == 0)) {
                Binding binding = binding(single.size());
                book.begin(binding, now);
                single.add(Alarm.begin(binding, alone, now));
            }
            now = now.plusMillis(random.nextInt(4) == 0 ? random.nextInt(40_000) : 1_000);
            if (random.nextInt(150) == 0) {
                now = now.minusSeconds(20 + random.nextInt(200));
            }
            Instant present = now;
            book.tick(present);
            single.forEach(alarm -> alarm.tick(present));
            level = Math.clamp(level + random.nextGaussian() * 15, 0, 100);
            Reading reading = reading(random, now, level);
            book.readings(Rules.DEVICE, List.of(reading), now);
            single.forEach(alarm -> alarm.reading(0, reading, present));
            if (random.nextInt(10) == 0) {
                assertSame(book, single, now);
            }
        }
        assertSame(book, single, now);
    }

    private static void assertSame(AlarmBook book, List<Alarm> single, Instant now) {
        for (Alarm alarm : single) {
            Alarm other = book.find(alarm.key()).orElseThrow();
            assertThat(other.status(now)).isEqualTo(alarm.status(now));
            assertThat(other.newest(0)).isEqualTo(alarm.newest(0));
        }
    }

    private static Binding binding(int place) {
        Binding binding = ALARMS.get(place).binding();
        return new Binding(binding.rule(), "alarm-" + place, binding.sources());
    }

    /** Most are good and in time. */
    private static Reading reading(Random random, Instant now, double level) {
        Instant at = switch (random.nextInt(12)) {
            case 0 -> now.minusMillis(random.nextInt(120_000));
            case 1 -> now.plusMillis(random.nextInt(5_000));
            default -> now;
        };
        Value value = random.nextInt(25) == 0 ? new Value.Text("?") : new Value.Numeric(level);
        Quality quality = random.nextInt(20) == 0 ? Quality.BAD : Quality.GOOD;
        return Reading.of(Rules.LEVEL.series(), Unit.of("m"), at, value, quality);
    }

    private static final class Rows implements Journal {
        private final List<Transition> told = new ArrayList<>();

        @Override
        public UUID occurrence(AlarmKey key, Instant at) {
            return UUID.nameUUIDFromBytes((key + "/" + at).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void record(Transition transition) {
            told.add(transition);
        }
    }
}
