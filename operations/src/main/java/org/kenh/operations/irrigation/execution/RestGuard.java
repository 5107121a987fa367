package org.kenh.operations.irrigation.execution;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.field.Field;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.irrigation.field.Pump;
import org.kenh.operations.irrigation.plan.Target;
import org.kenh.telemetry.DeviceId;

/**
 * Keeps people from starting by a command what a stop or a lockout holds at rest. What stops or closes always passes. Safe for any thread;
 * blocks on the database.
 */
public final class RestGuard {
    private final LockoutStore lockouts;
    private final StopStore stops;
    private final IrrigationRegistry registry;

    RestGuard(LockoutStore lockouts, StopStore stops, IrrigationRegistry registry) {
        this.lockouts = lockouts;
        this.stops = stops;
        this.registry = registry;
    }

    /** What stands against the command; empty: nothing. */
    public Optional<Held> against(DeviceId device, String command, JsonNode args) {
        if (!starts(command, args)) {
            return Optional.empty();
        }
        List<Stop> stopped = stops.open();
        List<Lockout> locked = lockouts.open();
        if (stopped.isEmpty() && locked.isEmpty()) {
            return Optional.empty();
        }
        Waterways ways = Waterways.of(registry);
        Predicate<Target> meant = meant(device, named(command, args), known(device, ways, stopped));
        for (Stop stop : stopped) {
            if (stop.devices().stream().map(Stop.Device::target).anyMatch(meant)
                    || isOn(ways.on(ways.below(stop.canal())), ways, meant)) {
                return Optional.of(new Held.Stopped(stop.canal()));
            }
        }
        return locked.stream()
                .filter(lockout -> isOn(Holds.subjects(lockout, locked, ways), ways, meant))
                .findFirst()
                .map(lockout -> new Held.LockedOut(lockout.subject()));
    }

    /** A position or a value that is not plainly zero may open something. */
    private static boolean starts(String command, JsonNode args) {
        return switch (command) {
            case "pump.start", "valve.open", "schedule.put" -> true;
            case "gate.set" -> !isZero(args.path(args.has("opening") ? "opening" : "position"));
            case "output.set" -> !isZero(args.path("value"));
            default -> false;
        };
    }

    private static boolean isZero(JsonNode value) {
        return (value.isNumber() && value.doubleValue() == 0) || (value.isBoolean() && !value.booleanValue());
    }

    /** Of the machines of the device; empty: all of them. */
    private static Optional<String> named(String command, JsonNode args) {
        String key = command.substring(0, command.indexOf('.'));
        return command.equals("schedule.put") || !args.has(key)
                ? Optional.empty()
                : Optional.of(args.path(key).asText());
    }

    /** A name that nobody knows may mean any machine of the device; people say "1" for pump-1. */
    private static Predicate<Target> meant(DeviceId device, Optional<String> named, Set<String> known) {
        Optional<String> one = named.filter(
                name -> known.contains(name) || known.stream().anyMatch(other -> other.endsWith("-" + name)));
        return target -> target.device().equals(device.value())
                && one.filter(name ->
                                !target.name().equals(name) && !target.name().endsWith("-" + name))
                        .isEmpty();
    }

    private static Set<String> known(DeviceId device, Waterways ways, List<Stop> stopped) {
        Set<Target> all = new HashSet<>();
        ways.pumps().forEach(pump -> all.add(Waterways.target(pump.control())));
        ways.fields()
                .forEach(field -> field.inlet().valve().map(Waterways::target).ifPresent(all::add));
        stopped.forEach(stop -> stop.devices().forEach(one -> all.add(one.target())));
        Set<String> names = new HashSet<>();
        all.stream()
                .filter(target -> target.device().equals(device.value()))
                .forEach(target -> names.add(target.name()));
        return names;
    }

    private static boolean isOn(Waterways.Subjects held, Waterways ways, Predicate<Target> meant) {
        for (Pump pump : ways.pumps()) {
            if (held.has(SubjectKind.PUMP, pump.id()) && meant.test(Waterways.target(pump.control()))) {
                return true;
            }
        }
        for (Field field : ways.fields()) {
            if (held.has(SubjectKind.FIELD, field.id())
                    && field.inlet()
                            .valve()
                            .map(Waterways::target)
                            .filter(meant)
                            .isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Why a machine must rest. */
    public sealed interface Held {
        /** An emergency stop of that canal. */
        record Stopped(String canal) implements Held {}

        /** That pump or canal is locked out. */
        record LockedOut(String subject) implements Held {}
    }
}
