package org.kenh.edge.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kenh.edge.fleet.PlayerMemory.Open;
import org.kenh.edge.fleet.SpeakerEvents.End;
import org.kenh.edge.fleet.SpeakerEvents.Evidence;
import org.kenh.edge.fleet.SpeakerEvents.Piece;
import org.kenh.edge.sensor.simulated.SpeakerPanel.Look;

/** Something that is being played, and what was measured of it. Not thread-safe. */
final class PlayRun {
    private static final double MILLIS = 1e3;
    /** Share of the time that one underrun within a minute takes. */
    private static final double PAUSE = 0.08;

    private static final double LONGEST_PAUSE = 0.9;
    /** Below it the microphone hears too little to compare, dB. */
    private static final double AUDIBLE = 3;

    private static final String STRANGE_HASH = "5".repeat(64);

    private final String id;
    private final Optional<SpeakerSlot> slot;
    private final Instant start;
    private final Instant due;
    private final boolean wrongFile;
    private final OptionalDouble volumeBefore;
    private int looks;
    private int deafLooks;
    private int mutedLooks;
    private double rises;
    private double currents;
    private double played;
    private double underruns;
    private boolean heard;

    /** The volume to go back to, if it was changed for this. */
    PlayRun(Optional<SpeakerSlot> slot, Instant start, Instant due, boolean wrongFile, OptionalDouble volumeBefore) {
        this.id = "p" + Long.toString(start.toEpochMilli(), Character.MAX_RADIX);
        this.slot = slot;
        this.start = start;
        this.due = due;
        this.wrongFile = wrongFile || slot.isEmpty();
        this.volumeBefore = volumeBefore;
    }

    static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / MILLIS;
    }

    /** So many seconds have gone by. */
    void pass(double seconds, Look look, boolean deaf) {
        looks++;
        deafLooks += deaf ? 1 : 0;
        mutedLooks += look.muted() ? 1 : 0;
        rises += look.rise();
        currents += look.current();
        underruns += look.underruns() * seconds / 60;
        played += seconds * (1 - Math.min(LONGEST_PAUSE, PAUSE * look.underruns()));
    }

    /** Whether there is first evidence to tell; once. */
    boolean isToBeHeard(Instant now, Duration after) {
        boolean due = !heard && !now.isBefore(start.plus(after));
        heard |= due;
        return due;
    }

    /** What nobody planned gives way to everything else. */
    int rank() {
        return slot.map(SpeakerSlot::rank).orElse(-1);
    }

    Optional<SpeakerSlot> slot() {
        return slot;
    }

    /** When it should end. */
    Instant due() {
        return due;
    }

    OptionalDouble volumeBefore() {
        return volumeBefore;
    }

    Piece piece() {
        return piece(id, slot, start);
    }

    static Piece piece(String id, Optional<SpeakerSlot> slot, Instant start) {
        return new Piece(id, slot.map(SpeakerSlot::slot), slot.map(SpeakerSlot::bulletin), start);
    }

    Evidence evidence() {
        if (looks == 0) {
            return Evidence.NONE;
        }
        double rise = rises / looks;
        boolean listened = 2 * deafLooks < looks;
        boolean comparable =
                listened && rise >= AUDIBLE && slot.flatMap(SpeakerSlot::sha256).isPresent();
        return new Evidence(
                listened ? OptionalDouble.of(rise) : OptionalDouble.empty(),
                comparable ? OptionalDouble.of(match()) : OptionalDouble.empty(),
                OptionalDouble.of(currents / looks));
    }

    End end(Instant at, Look look, String result, Optional<String> reason) {
        boolean muted = 2 * mutedLooks > looks;
        return new End(
                at,
                Math.min(played, seconds(start, at)),
                wrongFile ? Optional.of(STRANGE_HASH) : slot.flatMap(SpeakerSlot::sha256),
                look.volume(),
                result,
                evidence(),
                Math.round(underruns),
                reason.isPresent() || !muted ? reason : Optional.of("muted"));
    }

    Open open(Instant now) {
        return new Open(id, slot, start, now, due, Math.min(played, seconds(start, now)), volumeBefore);
    }

    private double match() {
        double random = Math.floorMod(id.hashCode() * 31L, 100) / 100.0;
        return wrongFile ? 0.05 + 0.2 * random : 0.65 + 0.3 * random;
    }
}
