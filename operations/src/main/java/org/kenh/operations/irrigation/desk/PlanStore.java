package org.kenh.operations.irrigation.desk;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.PlanProblem;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.DeviceId;

/** Keeps plans and what was published. All calls block on the database; {@link org.kenh.operations.OperationsException}: it failed. */
public interface PlanStore {
    /** Keeps a plan that is going to be solved; empty while another one is. */
    Optional<PlanHead> begin(NewPlan plan);

    /** The plan is solved; false if it does not wait for that any more. */
    boolean solved(long id, Solved solved);

    /** Moves a plan on, if it is in one of these states. Publishing has a call of its own. */
    Optional<PlanHead> move(long id, Set<PlanState> from, Moved moved);

    /** Plans that were being solved when the server stopped. */
    int failUnfinished(Moved failed);

    Optional<PlanHead> find(long id);

    /** The one that is published. */
    Optional<PlanHead> current();

    /** Newest first. */
    List<PlanHead> list(Optional<PlanState> state, int limit);

    /** Empty also for one that is forgotten. */
    Optional<PlanContent> content(long id);

    /**
     * Forgets what plans were made from that ended, or were left as drafts, before the moment. Turns stay, but for those of plans that were
     * given up. Says how many.
     */
    int forget(Instant before);

    /**
     * Turns of all plans that stood when they were to begin, each once, by their start.
     *
     * @param subjects fields and pumps whose turns are wanted; empty: all
     * @param limit of those
     */
    List<StandingTurn> turns(Period period, Optional<Set<String>> subjects, int limit);

    /**
     * Makes an accepted plan the one that stands: supersedes the one before, puts requests into it, and queues a new version for every device
     * of the turns of either. Turns that it keeps and that were withdrawn since it was made stay withdrawn. All or nothing.
     */
    Published publish(long id, Step step, DocumentWriter writer);

    /** Marks turns of the plan that stands as no longer wanted, and queues new versions without them; those that were wanted. */
    Published withdraw(Collection<String> turns, Withdrawal withdrawal, DocumentWriter writer);

    /**
     * Queues new versions of the plan that stands.
     *
     * @param atLeast the version, for a device that has a greater one than is known here
     */
    Published resend(DeviceId device, long atLeast, Step step, DocumentWriter writer);

    /** Newest first; of one plan if it is given. */
    List<Publication> publications(Optional<Long> plan, int limit);

    /**
     * The newest of each device that was ever told of a turn that has not ended at the moment, whatever plan it belongs to: what a device
     * was told it runs until it learns otherwise, though neither the plan that stands nor the one before has anything for it.
     */
    List<Publication> standing(Instant at);

    /** Plan and what it was made from. */
    record NewPlan(
            PlanProblem problem, Optional<Long> base, Optional<Long> parent, List<Constraint> constraints, Step made) {
        public NewPlan {
            constraints = List.copyOf(constraints);
        }
    }

    /** A new state, by whom, and why. */
    record Moved(PlanState state, Step step, String note) {}

    /** A turn and the newest plan that had it. */
    record StandingTurn(long plan, PlannedTurn turn) {}

    /** Why turns are withdrawn. */
    record Withdrawal(Step step, String reason) {}

    /** What a device is to be told; the turns are wanted and have not ended. */
    record Outgoing(long plan, DeviceId device, long version, Instant at, List<PlannedTurn> turns) {
        public Outgoing {
            turns = List.copyOf(turns);
        }
    }

    /** Signs a schedule. Called within a transaction: does not block. */
    @FunctionalInterface
    interface DocumentWriter {
        Command write(Outgoing outgoing);
    }

    /** What became of it. */
    sealed interface Published {
        /** Queued for these devices. */
        record Done(PlanHead plan, List<DeviceId> devices) implements Published {
            public Done {
                devices = List.copyOf(devices);
            }
        }

        /** The plan is not, or no longer, in the state for it, or another one stands than it was made on. */
        record Outrun() implements Published {}
    }
}
