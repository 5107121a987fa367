package org.kenh.operations.irrigation.field;

import java.util.List;
import java.util.Optional;

/**
 * Keeps the works of one kind. All calls block on the database; {@link org.kenh.operations.OperationsException}: it
 * failed.
 */
public interface Register<T extends Work> {
    /** All that are not removed, by id. */
    List<T> all();

    /** Empty also when it was removed. */
    Optional<T> find(String id);

    /** Keeps a new one, whose revision is 0. */
    Saved add(T work, String by);

    /** Keeps a change of the revision that the work names. */
    Saved replace(T work, String by);

    Saved remove(String id, int revision, String by);
}
