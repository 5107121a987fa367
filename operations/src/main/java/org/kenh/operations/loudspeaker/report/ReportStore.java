package org.kenh.operations.loudspeaker.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.kenh.operations.loudspeaker.judge.BulletinClass;
import org.kenh.operations.loudspeaker.judge.Cause;
import org.kenh.operations.loudspeaker.judge.Verdict;

/** Adds up days. All calls block; {@link org.kenh.operations.OperationsException}: it failed. */
public interface ReportStore {
    /** What became of the slots of a day that began before the moment. */
    List<Sum> sums(LocalDate day, Instant before);

    /** What sounded although nobody scheduled it, by its start. */
    List<Stray> strays(LocalDate day);

    /**
     * Slots of a cluster that ended alike.
     *
     * @param planned seconds
     * @param played seconds, of each slot at most what was planned
     * @param corrected of how many something else was said before
     */
    record Sum(
            String device,
            BulletinClass kind,
            Verdict verdict,
            Optional<Cause> cause,
            int count,
            long planned,
            double played,
            int corrected) {}

    /**
     * Unplanned audio of a cluster.
     *
     * @param seconds of those that have ended
     * @param open how many have no known end
     */
    record Stray(String device, int count, double seconds, int open) {}
}
