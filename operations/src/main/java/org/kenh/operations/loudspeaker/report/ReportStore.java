package org.kenh.operations.loudspeaker.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.kenh.operations.loudspeaker.judge.BulletinClass;
import org.kenh.operations.loudspeaker.judge.Cause;
import org.kenh.operations.loudspeaker.judge.Verdict;

/** Adds up days. All calls block; {@link org.kenh.operations.OperationsException}: it failed. */
public interface ReportStore {
    /** So many days after its own a verdict may be corrected by what clusters tell late. */
    int DAYS_CORRECTED = 31;

    /** What became, as seen at the moment, of the slots of a day that began before it. */
    List<Sum> sums(LocalDate day, Instant before);

    /** What sounded although nobody scheduled it, by its start. */
    List<Stray> strays(LocalDate day);

    /** Where clusters were, from when on. */
    List<Place> places();

    /** Those of the same cluster and day are replaced. */
    void keep(Collection<Place> places);

    /**
     * Where a cluster is from a day on, until the next one says otherwise.
     *
     * @param population of those who hear it
     */
    record Place(String device, LocalDate since, String area, String name, long population) {
        boolean isLike(Place other) {
            return area.equals(other.area) && name.equals(other.name) && population == other.population;
        }
    }

    /**
     * Slots of a cluster that ended alike; of an emergency only the best of its rounds.
     *
     * @param planned seconds
     * @param played seconds, of each slot at most what was planned
     * @param corrected of how many something else was said before
     * @param unsettled of how many something is still waited for; none once {@link #DAYS_CORRECTED} are over
     */
    record Sum(
            String device,
            BulletinClass kind,
            Verdict verdict,
            Optional<Cause> cause,
            int count,
            long planned,
            double played,
            int corrected,
            int unsettled) {}

    /**
     * Unplanned audio of a cluster.
     *
     * @param seconds of those that have ended
     * @param open how many have no known end
     */
    record Stray(String device, int count, double seconds, int open) {}
}
