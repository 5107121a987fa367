package org.kenh.operations.irrigation.execution;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.kenh.operations.OperationsException;
import org.kenh.operations.command.Commands;
import org.kenh.operations.command.Commands.NewCommand;
import org.kenh.operations.command.IssuedCommand;
import org.kenh.operations.irrigation.desk.PlanStore.StandingTurn;
import org.kenh.operations.irrigation.desk.PlannedTurn;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.execution.Waterways.Subjects;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.Target;
import org.kenh.telemetry.DeviceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings pumps and valves to rest: by a command now, and by a schedule without their turns, so that they stay at rest also when the
 * link is lost. Blocks on the database.
 */
final class Resting {
    static final Duration AHEAD = Duration.ofDays(15);
    /** So long a command waits for its device; then it is given again while it is wanted. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(Resting.class);
    private static final Duration AGAIN = Duration.ofMinutes(5);

    private final Function<Period, List<StandingTurn>> plans;
    private final Withdrawer withdrawer;
    private final Commands commands;
    private final InstantSource clock;
    private final Map<Target, Instant> asked = new HashMap<>();

    Resting(Function<Period, List<StandingTurn>> plans, Withdrawer withdrawer, Commands commands, InstantSource clock) {
        this.plans = plans;
        this.withdrawer = withdrawer;
        this.commands = commands;
        this.clock = clock;
    }

    /** Tells the device now; empty if too much waits for it already. */
    Optional<IssuedCommand> stop(SubjectKind kind, Target target, String by) {
        boolean pump = kind == SubjectKind.PUMP;
        String name = pump ? "pump.stop" : "valve.close";
        String args =
                pump ? "{\"pump\":\"" + target.name() + "\",\"now\":true}" : "{\"valve\":\"" + target.name() + "\"}";
        Instant now = clock.instant();
        Optional<IssuedCommand> issued =
                commands.issue(DeviceId.of(target.device()), new NewCommand(name, args, by, now.plus(PATIENCE)));
        if (issued.isEmpty()) {
            LOG.warn("device {} cannot be told to stop: too many commands wait for it", target.device());
        }
        return issued;
    }

    /** Tells the pump at most every five minutes, for as long as it is seen running. */
    synchronized void stopAgain(Target target, String by) {
        Instant now = clock.instant();
        Instant before = asked.get(target);
        if (before == null || !now.isBefore(before.plus(AGAIN))) {
            stop(SubjectKind.PUMP, target, by);
            asked.put(target, now);
        }
    }

    /** Takes their turns out of the plan that stands, those that run as well. Gives how many. */
    int withdraw(Subjects subjects, Optional<Instant> beginningBefore, Why why) {
        Instant now = clock.instant();
        List<String> turns = plans.apply(new Period(now, now.plus(AHEAD))).stream()
                .map(StandingTurn::turn)
                .filter(PlannedTurn::isWanted)
                .filter(turn -> subjects.has(turn.kind(), turn.subject()))
                .filter(turn -> beginningBefore
                        .filter(limit -> !turn.period().from().isBefore(limit))
                        .isEmpty())
                .map(PlannedTurn::id)
                .toList();
        if (!turns.isEmpty()) {
            try {
                withdrawer.withdraw(turns, why.by(), why.reason());
            } catch (OperationsException e) {
                LOG.warn("turns cannot be withdrawn yet: {}", e.getMessage());
            }
        }
        return turns.size();
    }

    /** By whom and why. */
    record Why(String by, String reason) {}

    /** Takes turns out of the plan that stands. */
    @FunctionalInterface
    interface Withdrawer {
        void withdraw(Collection<String> turns, String by, String reason);
    }
}
