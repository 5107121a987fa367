package org.kenh.edge.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kenh.edge.clock.TimeSource.Observation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when a clock may be trusted and ties the present boot to it. The wall clock alone is never believed, so that
 * its steps change nothing. Of several sources the last one that answers wins where they disagree.
 *
 * <p>A small difference to the present anchor is followed at once; one of more than ten minutes only after three
 * observations in a row say the same. Where no source answers within the patience, the wall clock is taken, or if that
 * is absurd the last time known, and what is stamped by it is uncertain. Thread-safe.
 */
public final class Timekeeper implements InstantSource {
    private static final long BIG_STEP_MICROS = Duration.ofMinutes(10).toMillis() * 1_000;
    private static final long SMALLEST_STEP_MICROS = 200_000;
    private static final long AGREEING_MICROS = 2_000_000;
    private static final int CONFIRMATIONS = 3;
    /** No agent ran before this was written. */
    private static final long EARLIEST_MICROS = 1_735_689_600_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(Timekeeper.class);

    private final Boots boots;
    private final List<TimeSource> sources;
    private final MonotonicClock monotonic;
    private final InstantSource wall;
    private final long patienceNanos;
    private final long startNanos;
    private long doubtedOffset;
    private int doubted;

    /** The sources in order of growing trust. */
    public Timekeeper(Boots boots, List<TimeSource> sources, Clocks clocks, Duration patience) {
        this.boots = boots;
        this.sources = List.copyOf(sources);
        this.monotonic = clocks.monotonic();
        this.wall = clocks.wall();
        this.patienceNanos = patience.toNanos();
        this.startNanos = monotonic.nanos();
    }

    /** Asks the sources; may block for some seconds. Returns whether stamps were not possible before and are now. */
    public boolean check() {
        boolean before = boots.anchor().isPresent();
        Optional<Observation> observation = ask();
        if (observation.isPresent()) {
            consider(observation.get());
        } else if (!before && monotonic.nanos() - startNanos >= patienceNanos) {
            settleForLess();
        }
        return !before && boots.anchor().isPresent();
    }

    /** Whether the present time is tied to a clock that can be trusted. */
    public boolean isTrusted() {
        return boots.stamp(boots.present(), monotonic.nanos())
                .map(Stamp::certain)
                .orElse(false);
    }

    /** The best guess of the present time: by the present anchor, else by the wall clock. */
    @Override
    public Instant instant() {
        return boots.stamp(boots.present(), monotonic.nanos())
                .map(stamp -> Instant.EPOCH.plus(stamp.micros(), ChronoUnit.MICROS))
                .orElseGet(wall::instant);
    }

    private Optional<Observation> ask() {
        List<Observation> answers = new ArrayList<>();
        for (TimeSource source : sources) {
            source.ask()
                    .filter(answer -> answer.unixMicros() >= EARLIEST_MICROS)
                    .ifPresent(answers::add);
        }
        if (answers.isEmpty()) {
            return Optional.empty();
        }
        Observation best = answers.get(0);
        for (Observation answer : answers) {
            // The more precise one, unless the more trusted one contradicts it.
            boolean contradicts = Math.abs(answer.offsetMicros() - best.offsetMicros()) > AGREEING_MICROS;
            best = contradicts ? answer : best;
        }
        return Optional.of(best);
    }

    private synchronized void consider(Observation seen) {
        Optional<Anchor> anchor = boots.anchor();
        if (anchor.isEmpty() || !anchor.get().trusted()) {
            adopt(seen, "the clock can be trusted now");
            return;
        }
        long difference = seen.offsetMicros() - anchor.get().offsetMicros();
        if (Math.abs(difference) <= Math.max(SMALLEST_STEP_MICROS, 2 * seen.errorMicros())) {
            doubted = 0;
        } else if (Math.abs(difference) <= BIG_STEP_MICROS || isConfirmed(seen)) {
            adopt(seen, "the clock was off by " + Duration.of(difference, ChronoUnit.MICROS));
        }
    }

    private boolean isConfirmed(Observation seen) {
        boolean same = doubted > 0 && Math.abs(seen.offsetMicros() - doubtedOffset) <= AGREEING_MICROS;
        doubted = same ? doubted + 1 : 1;
        doubtedOffset = seen.offsetMicros();
        return doubted >= CONFIRMATIONS;
    }

    private void adopt(Observation seen, String why) {
        boots.adopt(monotonic.nanos(), seen.offsetMicros(), true);
        doubted = 0;
        LOG.info("It is {}: {}", instant(), why);
    }

    private synchronized void settleForLess() {
        Observation own = NtpState.observe(monotonic, wall, 0);
        long after = boots.after();
        if (own.unixMicros() >= Math.max(EARLIEST_MICROS, after)) {
            boots.adopt(own.nanos(), own.offsetMicros(), false);
        } else if (after >= EARLIEST_MICROS) {
            boots.adopt(own.nanos(), after, false);
        } else {
            return;
        }
        LOG.warn("No clock can be trusted; readings are stamped by {} and marked uncertain", instant());
    }

    /**
     * The two clocks of the machine.
     *
     * @param monotonic never goes back within a boot
     * @param wall may say anything
     */
    public record Clocks(MonotonicClock monotonic, InstantSource wall) {}
}
