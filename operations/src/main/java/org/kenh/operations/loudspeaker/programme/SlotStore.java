package org.kenh.operations.loudspeaker.programme;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Keeps slots. All calls block; {@link org.kenh.operations.OperationsException}: it failed. */
public interface SlotStore {
    /** Those that start in the time, from included, to excluded, cancelled ones as well; by start and id. */
    List<Slot> within(Instant from, Instant to);

    Optional<Slot> find(String id);

    /** Of one bulletin, newest first. */
    List<Slot> ofBulletin(long bulletin, int limit);

    /** Of one bulletin, those that start after the moment and are not cancelled. */
    List<Slot> ahead(long bulletin, Instant moment);

    /** New ones, and those that differ from what is kept. */
    void keep(Collection<Slot> slots);
}
