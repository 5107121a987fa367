package org.kenh.operations.irrigation.execution;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What all events of one turn together say. The same events give the same, in whatever order and however often they came.
 *
 * @param volume m³, as the device told it at the end
 */
record Progress(Told told, TurnAccount.Course course, OptionalDouble volume) {
    static final Progress NOTHING = new Progress(Told.NOTHING, TurnAccount.Course.NONE, OptionalDouble.empty());

    static Progress of(Collection<TurnEvent> events) {
        List<TurnEvent> ordered =
                events.stream().distinct().sorted(TurnEvent.ORDER).toList();
        Progress progress = NOTHING;
        for (TurnEvent event : ordered) {
            progress = progress.after(event);
        }
        return progress;
    }

    private Progress after(TurnEvent event) {
        return switch (event.kind()) {
            case STARTED -> running(course.started().orElse(event.at()), course.confirmed());
            case CONFIRMED ->
                running(
                        course.started().orElse(event.at()),
                        Optional.of(course.confirmed().orElse(event.at())));
            case ENDED -> ended(event);
            // After a power cut a turn that had begun is given up with these words.
            case SKIPPED, MISSED ->
                switch (told) {
                    case NOTHING, NOT_RUN -> notRun(event);
                    case RUNNING -> event.kind() == TurnEvent.Kind.SKIPPED ? ended(event) : this;
                    case ENDED -> this;
                };
        };
    }

    private static Progress running(Instant started, Optional<Instant> confirmed) {
        return new Progress(
                Told.RUNNING,
                new TurnAccount.Course(Optional.of(started), confirmed, Optional.empty(), "", Optional.empty()),
                OptionalDouble.empty());
    }

    private Progress ended(TurnEvent event) {
        return new Progress(
                Told.ENDED,
                new TurnAccount.Course(
                        course.started(), course.confirmed(), Optional.of(event.at()), event.reason(), event.atRest()),
                event.volume());
    }

    private static Progress notRun(TurnEvent event) {
        return new Progress(
                Told.NOT_RUN,
                new TurnAccount.Course(
                        Optional.empty(), Optional.empty(), Optional.empty(), event.reason(), Optional.empty()),
                OptionalDouble.empty());
    }

    /** What was told last. */
    enum Told {
        NOTHING,
        NOT_RUN,
        RUNNING,
        ENDED
    }
}
