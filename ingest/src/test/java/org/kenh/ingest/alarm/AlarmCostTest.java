package org.kenh.ingest.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.kenh.ingest.alarm.Condition.Direction;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/** What a reading costs that changes nothing, with five rules on its series: nearly all readings are of this kind. */
class AlarmCostTest {
    private static final int DEVICES = 100;
    private static final int ROUNDS = 200;
    private static final int REPETITIONS = 40;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final AlarmBook book = new AlarmBook(new Nothing());
    private final List<DeviceId> devices = new ArrayList<>();
    private long spent;
    private long allocated;

    @Test
    void quietReadings_withFiveRulesEach_costLittleAndAllocateNothing(TestReporter reporter) {
        for (int i = 0; i < DEVICES; i++) {
            DeviceId device = DeviceId.of("tram-" + i);
            devices.add(device);
            for (Condition condition : conditions()) {
                book.begin(binding(device, condition), Desk.at(0));
            }
        }
        long nanoseconds = Long.MAX_VALUE;
        long bytes = Long.MAX_VALUE;
        for (int repetition = 0; repetition < REPETITIONS; repetition++) {
            List<List<Reading>> rounds = readings(repetition * ROUNDS);
            spent = 0;
            allocated = 0;
            for (int round = 0; round < ROUNDS; round++) {
                takes(rounds.get(round), Desk.at(10.0 * (repetition * ROUNDS + round)));
            }
            nanoseconds = Math.min(nanoseconds, spent);
            bytes = Math.min(bytes, allocated);
        }
        long perReading = nanoseconds / (ROUNDS * DEVICES);
        reporter.publishEntry("a quiet reading with five rules", perReading + " ns");
        // What measures allocates a little, too.
        assertThat(bytes).isLessThan((long) ROUNDS * DEVICES);
        // Far more than it takes, so that a busy machine does not fail it.
        assertThat(perReading).isLessThan(20_000);
    }

    private void takes(List<Reading> readings, Instant now) {
        long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
        long timeBefore = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < DEVICES; i++) {
            book.readings(devices.get(i), readings, now);
        }
        spent += THREADS.getCurrentThreadCpuTime() - timeBefore;
        allocated += THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
        // Silence is planned for anew once a minute, which costs as much as a timer.
        book.tick(now);
    }

    /** They exist before the measurement: they are not the engine's. */
    private static List<List<Reading>> readings(int first) {
        List<List<Reading>> rounds = new ArrayList<>();
        for (int round = first; round < first + ROUNDS; round++) {
            rounds.add(List.of(reading(10L * round)));
        }
        return rounds;
    }

    private static Reading reading(long second) {
        return Reading.of(
                Rules.LEVEL.series(),
                Unit.of("m"),
                Desk.START.plusSeconds(second),
                new Value.Numeric(2 + (second % 70) * 0.01),
                Quality.GOOD);
    }

    private static List<Condition> conditions() {
        return List.of(
                new Condition.High(Rules.LEVEL, 4, 0.1),
                new Condition.Levels(Rules.LEVEL, Direction.RISING, List.of(3.0, 4.0, 5.0), 0.1),
                new Condition.RateOfChange(Rules.LEVEL, Direction.EITHER, 2, Duration.ofMinutes(10), 0.1),
                new Condition.Missing(Rules.LEVEL, Duration.ofSeconds(60)),
                new Condition.Formula(Expression.of("{level} > 3.5 and not ({level} < 1 or {level} > 9)")));
    }

    private static Binding binding(DeviceId device, Condition condition) {
        Rules rules = Rules.of(condition).delays(60, 60).interval(10).suppressed("{level} < 0.5", 15);
        AlarmRule plain = rules.rule();
        AlarmRule rule = new AlarmRule(
                condition.getClass().getSimpleName(),
                1,
                condition,
                plain.timing(),
                plain.weights(),
                plain.handling(),
                plain.suppression(),
                plain.rationalisation());
        Map<InputName, Binding.Source> sources = new HashMap<>();
        for (InputName input : rule.inputs()) {
            sources.put(input, new Binding.Source(device, input.series(), rules.interval()));
        }
        return new Binding(rule, device.value(), sources);
    }

    private static final class Nothing implements Journal {
        @Override
        public UUID occurrence(AlarmKey alarm, Instant at) {
            return new UUID(0, 1);
        }

        @Override
        public void record(Transition transition) {
            throw new AssertionError("a quiet reading has moved an alarm: " + transition);
        }
    }
}
