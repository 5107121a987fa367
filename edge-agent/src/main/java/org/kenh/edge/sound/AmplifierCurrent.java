package org.kenh.edge.sound;

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

    private final Optional<SeriesName> series;
    private final Inputs inputs;
    private final SpeakerState state;

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

    /** Nothing plays: less than what was thought idle counts at once, a little more only slowly, much more not at all. */
    void idle(long now) {
        series.flatMap(inputs::of)
                .filter(input -> now - input.monotonicNanos() <= OLDEST)
                .flatMap(AmplifierCurrent::number)
                .ifPresent(ampere -> {
                    double idle = state.idleCurrent().orElse(ampere);
                    boolean near = Math.abs(ampere - idle) < RISEN;
                    state.idleCurrent(ampere < idle ? ampere : near ? idle + LEARNING * (ampere - idle) : idle);
                });
    }

    /** The value of a reading that is no bad one. */
    static Optional<Double> number(Input input) {
        return input.quality() != Quality.BAD && input.value() instanceof Value.Numeric numeric
                ? Optional.of(numeric.value())
                : Optional.empty();
    }
}
