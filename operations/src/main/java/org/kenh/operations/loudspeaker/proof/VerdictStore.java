package org.kenh.operations.loudspeaker.proof;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.kenh.operations.loudspeaker.judge.Verdict;

/**
 * Keeps verdicts and what was unplanned. A slot that is merely due at a cluster has no verdict. All calls block;
 * {@link org.kenh.operations.OperationsException}: it failed.
 */
public interface VerdictStore {
    /** Of these clusters on a day. */
    List<KeptVerdict> verdicts(LocalDate day, Collection<String> devices);

    /** Of all clusters on a day. */
    List<KeptVerdict> verdicts(LocalDate day);

    List<KeptVerdict> ofSlot(LocalDate day, String slot);

    /** Of a cluster, both days included. */
    List<KeptVerdict> ofDevice(String device, LocalDate from, LocalDate to);

    /** Streams the verdicts of days, both included, by day, in constant memory: for reports. */
    void each(LocalDate from, LocalDate to, Consumer<KeptVerdict> taker);

    /** How many of each verdict each slot of a day has, at these clusters; empty: at all of them. */
    List<SlotCount> countsBySlot(LocalDate day, Optional<Collection<String>> devices);

    /** How many of each verdict each cluster has on a day. */
    List<DeviceCount> countsByDevice(LocalDate day);

    /** Of all clusters on a day, those with one of these verdicts, oldest slots first. */
    List<KeptVerdict> verdicts(LocalDate day, Set<Verdict> wanted);

    /** When each cluster was last heard, since the day. */
    Map<String, Instant> lastHeard(LocalDate since);

    void keep(Collection<KeptVerdict> verdicts);

    /** Takes back verdicts of slots that have become due again, as when they were moved. */
    void forget(LocalDate day, String device, Collection<String> slots);

    /** Of days, both included, without those that are explained. */
    List<KeptUnplanned> unplanned(LocalDate from, LocalDate to);

    /** Of these clusters on a day, with those that are explained. */
    List<KeptUnplanned> unplanned(LocalDate day, Collection<String> devices);

    List<KeptUnplanned> unplannedOf(String device, LocalDate from, LocalDate to);

    void keepUnplanned(Collection<KeptUnplanned> unplanned);

    /**
     * Removes what is from before the day, at most so many rows of each kind: verdicts, unplanned audio, self-tests, slots, and
     * bulletins that are over and have no slot left. Says how many those were.
     */
    int removeBefore(LocalDate day, int most);

    /**
     * A number of verdicts of a slot.
     *
     * @param population people who live where it was so
     */
    record SlotCount(String slot, Verdict verdict, int count, long population) {}

    /** A number of verdicts of a cluster. */
    record DeviceCount(String device, Verdict verdict, int count) {}
}
