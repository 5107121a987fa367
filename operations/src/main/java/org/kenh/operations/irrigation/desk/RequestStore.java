package org.kenh.operations.irrigation.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kenh.operations.account.AreaScope;

/** Keeps requests. All calls block on the database; {@link org.kenh.operations.OperationsException}: it failed. */
public interface RequestStore {
    /** Empty if the field has one already that waits for a decision or for water. */
    Optional<WaterRequest> add(WaterRequest.Wish wish, Step asked);

    Optional<WaterRequest> find(long id);

    /** Newest first. */
    List<WaterRequest> list(AreaScope scope, Set<RequestState> states, int limit);

    /** Approved or in a plan, and wanted until later than the moment. */
    List<WaterRequest> open(Instant moment);

    /** Moves it on, if it is in one of these states; else empty. */
    Optional<WaterRequest> decide(long id, Set<RequestState> from, Decided decided);

    /** Closes those in a plan of whose turns, by their accounts, one is done and none is still to come; says which. */
    List<WaterRequest> served(Instant at);

    /** Ends what was wanted until before the moment and is still open; planned ones a day later. Says how many. */
    int lapse(Step step);

    /** A step and why. */
    record Decided(RequestState state, Step step, String reason) {}
}
