package org.kenh.edge.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the plant, the people and the machine do, the pump is never run as it must not be. */
class ControlPropertiesTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long ANTI_RESTART = 30 * SECOND;
    private static final long MINIMUM_RUN = 20 * SECOND;
    private static final long GRACE = 10 * SECOND;
    private static final int STARTS_PER_HOUR = 4;
    private static final String SITE = """
            antiRestart: PT30S
                startsPerHour: 4
                interlocks:
                  - {type: dry-run, below: 0.8}
                  - {type: high-level, series: level.discharge, above: 3.2, delay: PT3S}
            """;

    @Property(tries = 60)
    void anything_neverRunsAsItMustNot(@ForAll("happenings") List<Happening> happenings) throws IOException {
        Path directory = Files.createTempDirectory("kenh-control");
        String pump = Rig.PUMP.replace("minimumRun: PT1M", "minimumRun: PT20S") + "    " + SITE;
        Rig rig = new Rig(directory, "grace: PT10S\nmaxAge: PT5S\npumps:\n" + pump + Rig.VALVE);
        Observer observer = new Observer(rig);
        rig.run(Duration.ofSeconds(16));
        for (Happening happening : happenings) {
            observer.happens(happening);
            for (int i = 0; i < happening.seconds() * 2; i++) {
                rig.run(Rig.CYCLE);
                observer.look();
            }
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    @Provide
    Arbitrary<List<Happening>> happenings() {
        Arbitrary<Happening> one = Arbitraries.of(What.values())
                .flatMap(what -> Arbitraries.integers().between(1, 90).map(seconds -> new Happening(what, seconds)));
        return one.list().ofMinSize(5).ofMaxSize(60);
    }

    enum What {
        START,
        START_AGAIN,
        START_SHORT,
        STOP,
        STOP_NOW,
        RESET,
        LEVEL_LOW,
        LEVEL_WELL,
        DISCHARGE_HIGH,
        DISCHARGE_WELL,
        SENSOR_DEAD,
        SENSOR_WELL,
        MOTOR_DEAD,
        MOTOR_WELL,
        CLOCK_BACK,
        CLOCK_FORWARD,
        RESTART,
        POWER_CUT
    }

    /** Something happens, and then so many seconds go by. */
    record Happening(What what, int seconds) {}

    /** Knows only what was commanded and measured, and what the contactor did. */
    private static final class Observer {
        private final Rig rig;
        private final Deque<Long> starts = new ArrayDeque<>();
        private boolean wasOn;
        private long onSince;
        private long offSince = Long.MIN_VALUE / 2;
        private long leaseEnd = Long.MIN_VALUE / 2;
        private long badSince = Long.MAX_VALUE / 2;
        private long deadSince = Long.MAX_VALUE / 2;
        private boolean excused;

        Observer(Rig rig) {
            this.rig = rig;
        }

        void happens(Happening happening) {
            excused = false;
            switch (happening.what()) {
                case START, START_AGAIN -> start(300);
                case START_SHORT -> start(25);
                case STOP -> rig.command("pump.stop", "{}");
                case STOP_NOW -> {
                    rig.command("pump.stop", "{\"now\":true}");
                    excused = true;
                }
                case RESET -> rig.command("pump.reset", "{\"by\":\"An\"}");
                case LEVEL_LOW -> rig.overrides.put("level.suction", 0.5);
                case LEVEL_WELL -> rig.overrides.remove("level.suction");
                case DISCHARGE_HIGH -> rig.overrides.put("level.discharge", 3.5);
                case DISCHARGE_WELL -> rig.overrides.remove("level.discharge");
                case SENSOR_DEAD -> rig.bad.add("level.discharge");
                case SENSOR_WELL -> rig.bad.clear();
                case MOTOR_DEAD -> rig.motorWorks = false;
                case MOTOR_WELL -> rig.motorWorks = true;
                case CLOCK_BACK -> rig.wall = rig.wall.minusSeconds(7_200);
                case CLOCK_FORWARD -> rig.wall = rig.wall.plusSeconds(86_400);
                case RESTART -> {
                    rig.boot();
                    off();
                }
                case POWER_CUT -> cut(happening.seconds());
            }
            note();
        }

        /** Holds what the contactor does against what is allowed. */
        void look() {
            note();
            if (rig.pumpIsOn() && !wasOn) {
                assertThat(rig.nanos - offSince).as("pause before a restart").isGreaterThanOrEqualTo(ANTI_RESTART);
                assertThat(badSince).as("nothing is started into a cause").isGreaterThan(rig.nanos);
                assertThat(deadSince).as("nor without knowing").isGreaterThan(rig.nanos);
                onSince = rig.nanos;
                starts.addLast(rig.nanos);
                starts.removeIf(start -> rig.nanos - start >= 3_600 * SECOND);
                assertThat(starts).as("starts in an hour").hasSizeLessThanOrEqualTo(STARTS_PER_HOUR);
            }
            if (rig.pumpIsOn()) {
                assertThat(rig.nanos - badSince).as("runs into a cause").isLessThan(5 * SECOND + 1);
                assertThat(rig.nanos - deadSince).as("runs blindly").isLessThan(GRACE + 1);
                assertThat(rig.nanos).as("outlives its lease").isLessThan(leaseEnd);
            }
            if (!rig.pumpIsOn() && wasOn) {
                boolean cause = badSince <= rig.nanos || deadSince <= rig.nanos || !rig.motorWorks || excused;
                assertThat(cause || rig.nanos - onSince >= MINIMUM_RUN)
                        .as("shortest run")
                        .isTrue();
                offSince = rig.nanos;
            }
            wasOn = rig.pumpIsOn();
        }

        private void start(int seconds) {
            long end = rig.nanos + seconds * SECOND;
            String state = rig.command("pump.start", "{\"for\":\"PT" + seconds + "S\"}")
                    .state()
                    .word();
            if (state.equals("accepted") || state.equals("done")) {
                leaseEnd = end;
            }
        }

        /** The monotonic clock begins anew, so that all times move; the motor rested at least as long as the cut. */
        private void cut(int seconds) {
            long before = rig.nanos;
            rig.powerCut(Duration.ofSeconds(seconds), seconds % 2 == 0);
            rig.trusted = true;
            long shift = before + seconds * SECOND - rig.nanos;
            List<Long> shifted = starts.stream().map(start -> start - shift).toList();
            starts.clear();
            starts.addAll(shifted);
            offSince -= shift;
            off();
        }

        private void off() {
            offSince = wasOn ? rig.nanos : offSince;
            wasOn = false;
            leaseEnd = Long.MIN_VALUE / 2;
            badSince = badSince > rig.nanos ? badSince : rig.nanos;
            deadSince = deadSince > rig.nanos ? deadSince : rig.nanos;
        }

        private void note() {
            boolean causes = rig.overrides.containsKey("level.suction")
                    || (rig.overrides.containsKey("level.discharge") && rig.bad.isEmpty());
            badSince = causes ? Math.min(badSince, rig.nanos) : Long.MAX_VALUE / 2;
            deadSince = rig.bad.isEmpty() ? Long.MAX_VALUE / 2 : Math.min(deadSince, rig.nanos);
        }
    }
}
