package org.kenh.operations.loudspeaker.report;

import java.util.List;
import java.util.OptionalDouble;
import org.kenh.operations.loudspeaker.judge.Cause;

/**
 * One line of the report. All seconds: {@code planned = heard + lost + excused + undecided}; to the millisecond.
 *
 * @param corrected verdicts of which something else was said before
 * @param availability share of the expected reports that came, 0 to 1; empty where it cannot be told
 * @param causes why slots were not verified, most lost time first
 */
public record Line(
        String key,
        String name,
        String area,
        int clusters,
        long population,
        Slots slots,
        Seconds seconds,
        int unplanned,
        double unplannedSeconds,
        int unplannedOpen,
        int corrected,
        OptionalDouble availability,
        List<Why> causes) {
    public Line {
        causes = List.copyOf(causes);
    }

    /** Of what was due and not excused, the share that was verified; empty when nothing was due. */
    public OptionalDouble compliance() {
        int due = slots.planned() - slots.excused() - slots.undecided();
        return due <= 0 ? OptionalDouble.empty() : OptionalDouble.of((double) slots.verified() / due);
    }

    /** How many slots; those undecided have no verdict yet. */
    public record Slots(int planned, int verified, int partial, int missed, int excused, int undecided) {}

    /**
     * How long.
     *
     * @param heard of slots that were verified or partial
     * @param lost of these and of missed ones what did not sound
     */
    public record Seconds(double planned, double heard, double lost, double excused, double undecided) {}

    /** A cause, with the slots and the seconds that it cost. */
    public record Why(Cause cause, int count, double seconds) {}
}
