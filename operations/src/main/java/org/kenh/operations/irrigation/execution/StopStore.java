package org.kenh.operations.irrigation.execution;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.kenh.operations.irrigation.desk.Step;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.Target;

/** Keeps emergency stops. All calls block on the database; {@link org.kenh.operations.OperationsException}: it failed. */
public interface StopStore {
    /** Those that hold, by their beginning. */
    List<Stop> open();

    /** Newest first. */
    List<Stop> list(int limit);

    /** Those that began in the period, oldest first. */
    List<Stop> within(Period period, int limit);

    Optional<Stop> find(long id);

    /** Keeps a new one with its devices; empty if the canal is stopped already. */
    Optional<Stop> add(Stop stop);

    /** More devices belong to it; those that do already are left as they are. */
    void join(long id, List<Stop.Device> devices);

    /** The device was told (again). */
    void asked(long id, Target target, String command, Instant at);

    /** The release is proposed; false if the stop is not in state active. */
    boolean propose(long id, Step step, String reason);

    /** Nobody has confirmed a proposal made before then: it is active again. */
    int lapse(Instant before);

    /** Another person releases what was proposed; false if it is not, or if it is the same person. */
    boolean release(long id, Step step, String reason);
}
