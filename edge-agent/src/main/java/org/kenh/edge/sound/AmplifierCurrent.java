package org.kenh.edge.sound;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.kenh.edge.control.Input;
import org.kenh.edge.control.Inputs;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Value;

/** How much more the amplifier takes than when it is idle, which is learned while nothing plays. Not thread-safe. */
final class AmplifierCurrent {
    /** A rise that only a driven amplifier has, A. */
    static final double RISEN = 0.5;

    private static final long SECOND = 1_000_000_000L;
    /** An older value says nothing of now. */
    private static final long OLDEST = 150 * SECOND;
    /** A value from the very beginning of a play may be one from before. */
    private static final long RUN_UP = 2 * SECOND;

    private static final double LEARNING = 0.002;
    /** Less than this is an amplifier that is off, if it takes as much as a driven one when idle. */
    private static final double OFF = 0.05;

    private static final int MEDIAN_OF = 5;

    private final Optional<SeriesName> series;
    private final Inputs inputs;
    private final SpeakerState state;
    private final double[] latest = new double[MEDIAN_OF];
    private int count;
    private long latestNanos = Long.MIN_VALUE;

    AmplifierCurrent(Optional<SeriesName> series, Inputs inputs, SpeakerState state) {
        this.series = series;
        this.inputs = inputs;
        this.state = state;
    }

    /** A; during a play only of values since its beginning. Empty while it is not known. */
    Optional<Double> rise(long now, OptionalLong begun) {
        Optional<Input> input = series.flatMap(inputs::of).filter(part -> now - part.monotonicNanos() <= OLDEST);
        boolean before =
                input.isPresent() && begun.isPresent() && input.get().monotonicNanos() - begun.getAsLong() < RUN_UP;
        return before
                ? Optional.empty()
                : input.flatMap(AmplifierCurrent::number)
                        .flatMap(ampere -> state.idleCurrent().map(idle -> ampere - idle));
    }

    /**
     * Nothing plays: less than what was thought idle counts when most of five readings say so, a little more only slowly,
     * much more not at all. One reading of nothing must not make every idle amplifier look driven for ever.
     */
    void idle(long now) {
        series.flatMap(inputs::of)
                .filter(input -> now - input.monotonicNanos() <= OLDEST && input.monotonicNanos() > latestNanos)
                .ifPresent(input -> number(input).ifPresent(ampere -> {
                    latestNanos = input.monotonicNanos();
                    latest[count % MEDIAN_OF] = ampere;
                    count++;
                    if (count >= MEDIAN_OF) {
                        learn(ampere);
                    }
                }));
    }

    private void learn(double ampere) {
        double[] sorted = latest.clone();
        Arrays.sort(sorted);
        double median = sorted[MEDIAN_OF / 2];
        double idle = state.idleCurrent().orElse(median);
        boolean off = idle >= RISEN && median < OFF;
        boolean near = Math.abs(ampere - idle) < RISEN;
        double slowly = near && ampere > idle ? idle + LEARNING * (ampere - idle) : idle;
        state.idleCurrent(median < idle && !off ? median : slowly);
    }

    /** The value of a reading that is no bad one. */
    static Optional<Double> number(Input input) {
        return input.quality() != Quality.BAD && input.value() instanceof Value.Numeric numeric
                ? Optional.of(numeric.value())
                : Optional.empty();
    }
}
