package org.kenh.operations.loudspeaker.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The pieces that a slot was played in at a cluster, as one.
 *
 * @param played of all together, what overlaps once
 * @param open its last piece may go on
 * @param done the cluster says of its last piece that it played to its end
 * @param audio what was played; of several pieces what was told of the last, and other audio than planned before the right one
 * @param single nothing else was played for the slot, also not farther apart
 * @param heard wrong if one of them was, else as its longest piece
 */
record Sounding(
        Instant start,
        Instant until,
        Duration played,
        boolean open,
        Measured measured,
        Optional<Hearing> heard,
        Audio audio,
        boolean isMuted,
        boolean done,
        boolean single) {
    /** Pieces so far apart still count together. */
    private static final Duration GAP = Duration.ofMinutes(2);

    private static final Comparator<Play> BY_END =
            Comparator.comparing(Play::until).thenComparing(Play.ORDER);

    /** Of pieces that lie too far apart the longest counts. Empty without pieces. */
    static Optional<Sounding> of(DueSlot slot, List<Play> pieces) {
        List<List<Play>> chains = new ArrayList<>();
        Instant reached = Instant.MIN;
        for (Play piece : pieces) {
            if (chains.isEmpty() || piece.start().isAfter(reached.plus(GAP))) {
                chains.add(new ArrayList<>());
            }
            chains.getLast().add(piece);
            reached = piece.until().isAfter(reached) ? piece.until() : reached;
        }
        return chains.stream()
                .map(chain -> of(slot.sha256(), chain, pieces.size() == 1))
                .max(Comparator.comparing(Sounding::played).thenComparing(Sounding::start, Comparator.reverseOrder()));
    }

    private static Sounding of(Optional<String> wanted, List<Play> chain, boolean single) {
        Play longest = chain.stream()
                .max(Comparator.comparingDouble(Play::played).thenComparing(Play.ORDER.reversed()))
                .orElseThrow();
        Measured measured = longest.measured();
        for (Play piece : chain) {
            measured = measured.withLouder(piece.measured());
        }
        Play last = chain.stream().max(BY_END).orElseThrow();
        return new Sounding(
                chain.getFirst().start(),
                last.until(),
                Stretch.union(chain.stream().map(Play::stretch).toList()),
                chain.getLast().open(),
                measured,
                chain.stream()
                        .flatMap(piece -> piece.heard().stream())
                        .filter(Hearing.WRONG::equals)
                        .findFirst()
                        .or(longest::heard),
                Audio.of(wanted, chain.stream().sorted(BY_END).toList()),
                chain.stream().anyMatch(piece -> piece.reason().equals("muted")),
                last.whole(),
                single);
    }

    /** When its last piece ended; empty while that goes on, and where its end was never told. */
    Optional<Instant> end() {
        return open ? Optional.empty() : Optional.of(until);
    }
}
