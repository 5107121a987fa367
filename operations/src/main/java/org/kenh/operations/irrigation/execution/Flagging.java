package org.kenh.operations.irrigation.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kenh.operations.alarmdesk.DeviceFlags;
import org.kenh.operations.alarmdesk.DeviceFlags.Flag;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.field.Field;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.Target;
import org.kenh.telemetry.DeviceId;

/** Says of each pump's and valve's device how irrigation goes with it, for the alarm desk. Blocks on the database. */
final class Flagging {
    /** A turn that failed is of interest until the next one, but for a day at most. */
    private static final Duration SIGHT = Duration.ofDays(1);

    private static final int MOST = 5_000;

    private final DeviceFlags flags;
    private final AccountStore accounts;
    private final LockoutStore lockouts;
    private final StopStore stops;

    Flagging(DeviceFlags flags, AccountStore accounts, LockoutStore lockouts, StopStore stops) {
        this.flags = flags;
        this.accounts = accounts;
        this.lockouts = lockouts;
        this.stops = stops;
    }

    void tick(Waterways ways, Instant now) {
        Map<String, TurnAccount> newest = newest(now);
        List<Lockout> locked = lockouts.open();
        Set<Target> stopped = new HashSet<>();
        stops.open().forEach(stop -> stop.devices().forEach(device -> stopped.add(device.target())));
        ways.pumps()
                .forEach(pump -> flags.set(pump.control().device(), Flag.IRRIGATION_SHORT, isShort(newest, pump.id())));
        ways.pumps()
                .forEach(pump -> say(
                        Waterways.target(pump.control()),
                        hasFailed(newest, SubjectKind.PUMP, pump.id()),
                        locked.stream()
                                .anyMatch(lockout ->
                                        Holds.subjects(lockout, locked, ways).has(SubjectKind.PUMP, pump.id())),
                        stopped));
        for (Field field : ways.fields()) {
            Optional<Target> valve = field.inlet().valve().map(Waterways::target);
            valve.ifPresent(target -> say(target, hasFailed(newest, SubjectKind.FIELD, field.id()), false, stopped));
        }
    }

    private void say(Target target, boolean missed, boolean lockedOut, Set<Target> stopped) {
        DeviceId device = DeviceId.of(target.device());
        flags.set(device, Flag.IRRIGATION_MISSED, missed);
        flags.set(device, Flag.IRRIGATION_LOCKOUT, lockedOut);
        flags.set(device, Flag.IRRIGATION_STOPPED, stopped.contains(target));
    }

    private static boolean hasFailed(Map<String, TurnAccount> newest, SubjectKind kind, String subject) {
        TurnAccount last = newest.get(kind + " " + subject);
        return last != null && last.state().isFailure();
    }

    private static boolean isShort(Map<String, TurnAccount> newest, String pump) {
        TurnAccount last = newest.get(SubjectKind.PUMP + " " + pump);
        return last != null && last.isShort();
    }

    /** Of each subject the last turn that has come to an end, one way or the other. */
    private Map<String, TurnAccount> newest(Instant now) {
        Map<String, TurnAccount> newest = new HashMap<>();
        for (TurnAccount account : accounts.within(new Period(now.minus(SIGHT), now), Optional.empty(), MOST)) {
            boolean over =
                    account.state() == AccountState.DONE || account.state().isFailure();
            if (over && !account.isManual()) {
                newest.put(account.kind() + " " + account.subject(), account);
            }
        }
        return newest;
    }
}
