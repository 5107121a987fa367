package org.kenh.edge.clock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The machine's own clock, once NTP has set it: systemd-timesyncd says so by a file that exists since it has; for
 * chrony and ntpd the kernel's flag is asked through {@code timedatectl}, else chrony itself. No native code is needed.
 */
public final class NtpState implements TimeSource {
    private static final Path TIMESYNCD = Path.of("/run/systemd/timesync/synchronized");
    private static final List<List<String>> QUESTIONS = List.of(
            List.of("timedatectl", "show", "--property=NTPSynchronized", "--value"),
            List.of("chronyc", "-n", "-c", "tracking"));

    private static final long PATIENCE_SECONDS = 5;
    private static final long ERROR_MICROS = 100_000;

    private final MonotonicClock monotonic;
    private final InstantSource wall;
    private final Path mark;

    public NtpState(MonotonicClock monotonic, InstantSource wall) {
        this(monotonic, wall, TIMESYNCD);
    }

    NtpState(MonotonicClock monotonic, InstantSource wall, Path mark) {
        this.monotonic = monotonic;
        this.wall = wall;
        this.mark = mark;
    }

    @Override
    public Optional<Observation> ask() {
        return Files.exists(mark) || QUESTIONS.stream().anyMatch(NtpState::isSynchronized)
                ? Optional.of(observe(monotonic, wall, ERROR_MICROS))
                : Optional.empty();
    }

    static Observation observe(MonotonicClock monotonic, InstantSource wall, long errorMicros) {
        long nanos = monotonic.nanos();
        return new Observation(nanos, ChronoUnit.MICROS.between(Instant.EPOCH, wall.instant()), errorMicros);
    }

    /** What the answers of the two programs mean; chrony's last field is the leap status. */
    static boolean meansSynchronized(String answer) {
        String last = answer.strip();
        return last.equals("yes")
                || last.endsWith(",Normal")
                || last.endsWith(",Insert second")
                || last.endsWith(",Delete second");
    }

    private static boolean isSynchronized(List<String> question) {
        try {
            Process process = new ProcessBuilder(question)
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .start();
            try {
                boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
                return ended
                        && process.exitValue() == 0
                        && meansSynchronized(
                                new String(process.getInputStream().readNBytes(4_096), StandardCharsets.UTF_8));
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
