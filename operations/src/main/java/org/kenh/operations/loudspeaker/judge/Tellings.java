package org.kenh.operations.loudspeaker.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.kenh.operations.loudspeaker.judge.PlayEvent.Kind;

/**
 * Sorts what was told by what it was told of. Some devices count their plays anew after a restart, so an id alone does not name
 * one; and some had a wrong clock when they wrote their words, which were given the right time when they were sent.
 */
final class Tellings {
    /** Starts of one and the same play differ by no more. */
    private static final Duration SAME = Duration.ofMinutes(2);

    /** First evidence does not say of which start it is; it comes soon. */
    private static final Duration SOON = Duration.ofMinutes(8);

    /** A clock so far off is a wrong one. */
    private static final Duration WRONG_CLOCK = Duration.ofMinutes(1);

    /** Words of shorter plays may have come together out of a store. */
    private static final Duration TELLING = Duration.ofSeconds(30);

    private static final Duration LIVE = Duration.ofSeconds(15);
    private static final double MILLIS = 1e3;

    private Tellings() {}

    /** The words of each play. */
    static List<NavigableSet<PlayEvent>> plays(Collection<PlayEvent> words) {
        Map<String, List<PlayEvent>> byId = new TreeMap<>();
        words.forEach(word ->
                byId.computeIfAbsent(word.play(), id -> new ArrayList<>()).add(word));
        List<NavigableSet<PlayEvent>> plays = new ArrayList<>();
        byId.values().forEach(ofId -> plays.addAll(apart(inRightTime(ofId))));
        return plays;
    }

    private static List<NavigableSet<PlayEvent>> apart(List<PlayEvent> ofId) {
        List<PlayEvent> ordered = new ArrayList<>(ofId);
        ordered.sort(Comparator.comparing(Tellings::begun).thenComparing(Comparator.naturalOrder()));
        List<NavigableSet<PlayEvent>> plays = new ArrayList<>();
        Instant reached = Instant.EPOCH;
        for (PlayEvent word : ordered) {
            Instant until = word.kind() == Kind.HEARD ? reached.plus(SOON) : reached;
            if (plays.isEmpty() || begun(word).isAfter(until)) {
                plays.add(new TreeSet<>());
                reached = begun(word);
            }
            plays.getLast().add(word);
            reached = later(reached, later(begun(word).plus(SAME), word.end().orElse(reached)));
        }
        return plays;
    }

    private static Instant begun(PlayEvent word) {
        return word.start().orElse(word.at());
    }

    private static List<PlayEvent> inRightTime(List<PlayEvent> ofId) {
        List<PlayEvent> live = ofId.stream()
                .filter(word -> word.kind() == Kind.START && isOff(word.at(), word.start()))
                .filter(start -> ofId.stream().anyMatch(end -> areLive(start, end)))
                .sorted()
                .toList();
        return live.isEmpty()
                ? ofId
                : ofId.stream()
                        .map(word -> live.stream()
                                .filter(start -> areOfOne(start, word))
                                .findFirst()
                                .map(start -> word.during(start.at(), word.at()))
                                .orElse(word))
                        .toList();
    }

    /** They were told as far apart as the play was long: both when it happened, and not out of a store. */
    private static boolean areLive(PlayEvent start, PlayEvent end) {
        if (end.kind() != Kind.END || end.played().isEmpty() || !areOfOne(start, end)) {
            return false;
        }
        Duration played = Duration.ofMillis((long) (Math.min(end.played().getAsDouble(), 1e6) * MILLIS));
        Duration apart = Duration.between(start.at(), end.at());
        return played.compareTo(TELLING) >= 0 && apart.minus(played).abs().compareTo(LIVE) <= 0;
    }

    private static boolean areOfOne(PlayEvent start, PlayEvent word) {
        return word.start().isPresent() && !isOff(start.start().orElseThrow(), word.start());
    }

    private static boolean isOff(Instant right, Optional<Instant> told) {
        return told.filter(at -> Duration.between(right, at).abs().compareTo(WRONG_CLOCK) > 0)
                .isPresent();
    }

    /** What was told last of each sound. */
    static List<SoundEvent> sounds(Collection<SoundEvent> words) {
        Map<String, List<SoundEvent>> byId = new HashMap<>();
        words.forEach(word ->
                byId.computeIfAbsent(word.sound(), id -> new ArrayList<>()).add(word));
        List<SoundEvent> newest = new ArrayList<>();
        byId.values().forEach(ofId -> newest.addAll(newest(ofId)));
        return newest;
    }

    private static List<SoundEvent> newest(List<SoundEvent> ofId) {
        List<SoundEvent> ordered = new ArrayList<>(ofId);
        ordered.sort(Comparator.comparing(SoundEvent::start).thenComparing(Comparator.naturalOrder()));
        List<SoundEvent> newest = new ArrayList<>();
        Instant reached = Instant.EPOCH;
        for (SoundEvent word : ordered) {
            boolean same = !newest.isEmpty() && !word.start().isAfter(reached);
            SoundEvent before = same ? newest.removeLast() : word;
            newest.add(before.compareTo(word) >= 0 ? before : word);
            reached = later(
                    same ? reached : Instant.EPOCH,
                    later(word.start().plus(SAME), word.end().orElse(reached)));
        }
        return newest;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
