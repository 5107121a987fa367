package org.kenh.operations.irrigation.field;

import java.util.List;
import java.util.Optional;

/** Keeps seasons. All calls block on the database; {@link org.kenh.operations.OperationsException}: it failed. */
public interface Seasons {
    /** All seasons that have not ended, by field. */
    List<Season> open();

    /** All of a field, newest first. */
    List<Season> of(String field);

    Optional<Season> find(long id);

    /** Keeps a new one, whose id and revision are 0; {@link Saved.InUse} when it overlaps another one of its field. */
    Kept add(Season season, String by);

    /** Keeps a change of the revision that the season names; it stays on its field. */
    Saved replace(Season season, String by);

    /**
     * What became of a new season.
     *
     * @param season its id; 0 when it is not kept
     */
    record Kept(long season, Saved saved) {}
}
