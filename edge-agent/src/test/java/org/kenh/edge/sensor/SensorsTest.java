package org.kenh.edge.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.kenh.edge.config.ConfigNode;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.SeriesName;

class SensorsTest {
    private final Recorder recorder = new Recorder();

    @Test
    void read_oneDriverHangsAndOneFails_othersGoOnAndTheDeadAreReportedBad() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        FakeDriver hanging = new FakeDriver("hanging", readings -> awaitIgnoringInterrupts(never));
        FakeDriver failing = new FakeDriver("failing", readings -> {
            throw new IOException("cable cut");
        });
        FakeDriver well = new FakeDriver("well", readings -> readings.value("a", 7));
        try (Sensors sensors = new Sensors(List.of(hanging, failing, well), recorder, System::nanoTime)) {
            sensors.start();

            recorder.await("hanging/a", Quality.BAD);
            recorder.await("failing/a", Quality.BAD);
            assertThat(recorder.await("failing/fault").text()).contains("cable cut");
            assertThat(recorder.await("hanging/fault").text()).contains("no answer within 0.4 s");
            assertThat(recorder.await("failing/fault").urgent()).isTrue();
            // While it still hangs: once per interval it is reported bad, and nobody else waits for it.
            recorder.clear();
            int before = well.reads.get();
            recorder.await("hanging/a", Quality.BAD);
            recorder.await("failing/a", Quality.BAD);
            recorder.await(sent -> well.reads.get() >= before + 10);
            assertThat(gaps(recorder, "well/a")).allMatch(gap -> gap.compareTo(Duration.ofMillis(700)) < 0);
            assertThat(hanging.reads.get()).isEqualTo(1);
            assertThat(sensors.status().stream().map(status -> status.fault().isPresent()))
                    .containsExactly(true, true, false);
            assertThat(sensors.board()
                            .get(SeriesName.of("well/a"))
                            .orElseThrow()
                            .measurement()
                            .quality())
                    .isEqualTo(Quality.GOOD);
            never.countDown();
        }
    }

    @Test
    void read_failsAndRecovers_lastKnownValueIsBadAndBothAreEvents() {
        AtomicBoolean broken = new AtomicBoolean();
        FakeDriver driver = new FakeDriver("level", readings -> {
            if (broken.get()) {
                throw new IOException("gone");
            }
            readings.value("a", 1.5);
        });
        try (Sensors sensors = new Sensors(List.of(driver), recorder, System::nanoTime)) {
            sensors.start();
            recorder.await("level/a", Quality.GOOD);
            broken.set(true);

            assertThat(recorder.await("level/a", Quality.BAD).value()).isEqualTo(1.5);
            assertThat(recorder.await("level/fault").text()).isEqualTo("hỏng / fault: gone");
            broken.set(false);
            recorder.clear();
            Recorder.Sent recovered = recorder.await("level/fault");

            assertThat(recovered.text()).isEqualTo(DriverFault.RECOVERED);
            assertThat(recovered.urgent()).isTrue();
            recorder.await("level/a", Quality.GOOD);
            assertThat(driver.opens.get()).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void read_neverGotAValue_isBadZero() {
        FakeDriver driver = new FakeDriver("dead", readings -> readings.bad("a", "no such register"));
        try (Sensors sensors = new Sensors(List.of(driver), recorder, System::nanoTime)) {
            sensors.start();

            assertThat(recorder.await("dead/a", Quality.BAD).value()).isZero();
            assertThat(recorder.await("dead/fault").text()).contains("a: no such register");
        }
    }

    @Test
    void read_throwsARuntimeException_isAFaultAndTriedAgain() {
        AtomicInteger tries = new AtomicInteger();
        FakeDriver driver = new FakeDriver("odd", readings -> {
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("a bug");
            }
            readings.value("a", 2);
        });
        try (Sensors sensors = new Sensors(List.of(driver), recorder, System::nanoTime)) {
            sensors.start();

            assertThat(recorder.await("odd/fault").text()).contains("IllegalStateException: a bug");
            assertThat(recorder.await("odd/a", Quality.GOOD).value()).isEqualTo(2);
        }
    }

    @Test
    void push_unknownPoint_becomesASeriesUpToABound() {
        FakeDriver driver = new FakeDriver("talk", readings -> readings.value("a", 0));
        try (Sensors sensors = new Sensors(List.of(driver), recorder, System::nanoTime)) {
            sensors.start();
            recorder.await("talk/a");
            for (int i = 0; i < DriverThread.MOST_POINTS + 50; i++) {
                driver.push(new Sample("p" + i, i, "bar", Quality.GOOD));
            }
            driver.push(new Sample("not a name", 1, "", Quality.GOOD));

            Recorder.Sent first = recorder.await("talk/p1");
            assertThat(first.value()).isEqualTo(1e5);
            assertThat(first.unit()).isEqualTo("Pa");
            assertThat(sensors.board().all()).hasSize(DriverThread.MOST_POINTS);
        }
    }

    private static List<Duration> gaps(Recorder recorder, String series) {
        List<Long> times = recorder.all().stream()
                .filter(sent -> sent.series().equals(series))
                .map(sent -> sent.measurement().monotonicNanos())
                .toList();
        return java.util.stream.IntStream.range(1, times.size())
                .mapToObj(i -> Duration.ofNanos(times.get(i) - times.get(i - 1)))
                .toList();
    }

    private static void awaitIgnoringInterrupts(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                latch.await();
                done = true;
            } catch (InterruptedException e) {
                // A driver that is stuck in the kernel does not hear it either.
                done = false;
            }
        }
    }

    private interface Reading {
        void into(Readings readings) throws IOException;
    }

    private static final class FakeDriver implements Driver {
        private final DriverSettings settings;
        private final Point point;
        private final Reading reading;
        private final AtomicInteger reads = new AtomicInteger();
        private final AtomicInteger opens = new AtomicInteger();
        private volatile Intake intake = samples -> {};

        FakeDriver(String name, Reading reading) {
            this.settings = new DriverSettings(name, "fake", Duration.ofMillis(100), Duration.ofMillis(100));
            this.point = Point.of(ConfigNode.parse("{name: a}", "fake"), settings);
            this.reading = reading;
        }

        void push(Sample sample) {
            intake.push(List.of(sample));
        }

        @Override
        public DriverSettings settings() {
            return settings;
        }

        @Override
        public List<Point> points() {
            return List.of(point);
        }

        @Override
        public String place() {
            return "nowhere";
        }

        @Override
        public void open(Intake opened) {
            intake = opened;
            opens.incrementAndGet();
        }

        @Override
        public void read(List<Point> due, Readings readings) throws IOException {
            reads.incrementAndGet();
            reading.into(readings);
        }

        @Override
        public void close() {
            // Nothing to end; a hanging read goes on.
        }

        @Override
        public Duration longestRead() {
            return Duration.ofMillis(400);
        }
    }
}
