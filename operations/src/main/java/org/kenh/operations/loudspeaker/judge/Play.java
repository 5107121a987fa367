package org.kenh.operations.loudspeaker.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.kenh.operations.loudspeaker.judge.PlayEvent.Kind;
import org.kenh.operations.loudspeaker.judge.StateReading.State;

/**
 * One play of a cluster, made of all that was told of it.
 *
 * @param until when it ended, or until when it surely went on
 * @param open its end was not told
 * @param played seconds
 * @param volume that was told, 0 to 100
 * @param heard what the cluster made of it in the end
 * @param whole the cluster says that it played to its end
 */
record Play(
        String id,
        Optional<String> slot,
        Optional<String> bulletin,
        Instant start,
        Instant until,
        boolean open,
        double played,
        Optional<String> sha256,
        Optional<Double> volume,
        Measured measured,
        Optional<Hearing> heard,
        String reason,
        boolean whole) {
    static final Comparator<Play> ORDER = Comparator.comparing(Play::start).thenComparing(Play::id);

    /** So long after the start the first evidence comes. */
    private static final Duration HEARD_AFTER = Duration.ofSeconds(12);

    private static final double MILLIS = 1e3;

    /** By their starts. */
    static List<Play> all(Evidence evidence) {
        List<Play> plays = Tellings.plays(evidence.plays()).stream()
                .map(Play::of)
                .sorted(ORDER)
                .toList();
        return java.util.stream.IntStream.range(0, plays.size())
                .mapToObj(i -> plays.get(i)
                        .goingOn(
                                i + 1 < plays.size() ? Optional.of(plays.get(i + 1).start) : Optional.empty(),
                                evidence.states()))
                .toList();
    }

    private static Play of(NavigableSet<PlayEvent> events) {
        Optional<PlayEvent> end = events.stream()
                .filter(event -> event.kind() == Kind.END && event.end().isPresent())
                .max(Comparator.naturalOrder());
        Instant start = end.flatMap(PlayEvent::start)
                .or(() ->
                        events.stream().flatMap(event -> event.start().stream()).min(Comparator.naturalOrder()))
                .orElseGet(() -> events.first().at().minus(HEARD_AFTER));
        Instant until =
                end.flatMap(PlayEvent::end).orElseGet(() -> events.last().at());
        Instant last = until.isBefore(start) ? start : until;
        Measured measured = end.map(PlayEvent::measured).orElse(Measured.NOTHING);
        for (PlayEvent event : events.descendingSet()) {
            measured = measured.or(event.measured());
        }
        Optional<Hearing> heard = end.flatMap(PlayEvent::heard);
        // What a first look had to say does not count against what was made of the whole.
        boolean alike = heard.filter(decided -> !decided.isOfLikeness()).isEmpty();
        return new Play(
                events.first().play(),
                told(end, events, PlayEvent::slot),
                told(end, events, PlayEvent::bulletin),
                start,
                last,
                end.isEmpty(),
                end.map(event -> event.played().orElse(seconds(start, last))).orElseGet(() -> seconds(start, last)),
                told(end, events, PlayEvent::sha256),
                told(end, events, event -> number(event.volume())),
                alike ? measured : measured.withoutMatch(),
                heard,
                end.map(PlayEvent::reason).orElse(""),
                end.filter(PlayEvent::whole).isPresent());
    }

    /** Without an end it went on for as long as the cluster said that it plays, but not beyond its next play. */
    private Play goingOn(Optional<Instant> next, Collection<StateReading> states) {
        if (!open) {
            return this;
        }
        Instant stopped = states.stream()
                .filter(reading ->
                        reading.state() != State.PLAYING && reading.at().isAfter(until))
                .map(StateReading::at)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
        Instant last = states.stream()
                .filter(reading -> reading.state() == State.PLAYING)
                .map(StateReading::at)
                .filter(at -> at.isAfter(until) && at.isBefore(stopped))
                .filter(at -> next.isEmpty() || at.isBefore(next.get()))
                .max(Comparator.naturalOrder())
                .orElse(until);
        return new Play(
                id,
                slot,
                bulletin,
                start,
                last,
                true,
                seconds(start, last),
                sha256,
                volume,
                measured,
                heard,
                reason,
                false);
    }

    private static <T> Optional<T> told(
            Optional<PlayEvent> end, NavigableSet<PlayEvent> events, Function<PlayEvent, Optional<T>> member) {
        return end.flatMap(member)
                .or(() -> events.stream()
                        .flatMap(event -> member.apply(event).stream())
                        .findFirst());
    }

    private static Optional<Double> number(OptionalDouble told) {
        return told.isPresent() ? Optional.of(told.getAsDouble()) : Optional.empty();
    }

    static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / MILLIS;
    }

    /** It surely sounded so long. */
    Stretch stretch() {
        Instant heard = start.plusMillis((long) (played * MILLIS));
        return new Stretch(start, heard.isBefore(until) ? heard : until);
    }
}
