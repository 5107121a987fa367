package org.kenh.operations.loudspeaker.programme;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Keeps the orders of communes. All calls block; {@link org.kenh.operations.OperationsException}: it failed. */
public interface OrderStore {
    /** Of all areas in which somebody decided something; without bulletins that are cancelled or over by that day. */
    List<AreaOrder> all(LocalDate day);

    /** As {@link #all}, of one area; without turns where nobody decided anything. */
    AreaOrder of(String area, LocalDate day);

    /** As {@link AreaOrder#with}; what is cancelled or over by that day drops out. Several at once wait for each other. */
    AreaOrder decide(String area, List<Long> bulletins, LocalDate day, Decision decision);

    /** One that is left alone goes as well. False: it was not there. */
    boolean remove(String area, long bulletin, LocalDate day);

    /** Who decided, and when. */
    record Decision(String by, Instant at) {}
}
