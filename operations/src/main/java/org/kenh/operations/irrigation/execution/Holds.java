package org.kenh.operations.irrigation.execution;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.kenh.operations.irrigation.desk.Blocked;
import org.kenh.operations.irrigation.desk.Blocks;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.irrigation.plan.Block;
import org.kenh.operations.irrigation.plan.BlockReason;
import org.kenh.operations.irrigation.plan.Period;

/**
 * What stops and lockouts keep at rest. Nobody knows when a stop, bad water or a flood will be over, so those last; an intake that is
 * too low is expected to fill within six hours. Blocks on the database; safe for any thread.
 */
public final class Holds implements Blocks {
    static final Duration LOW_INTAKE = Duration.ofHours(6);

    private final LockoutStore lockouts;
    private final StopStore stops;
    private final IrrigationRegistry registry;
    private final InstantSource clock;

    public Holds(LockoutStore lockouts, StopStore stops, IrrigationRegistry registry, InstantSource clock) {
        this.lockouts = lockouts;
        this.stops = stops;
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    public List<Blocked> within(Period period) {
        Waterways ways = Waterways.of(registry);
        List<Blocked> found = new ArrayList<>();
        for (Stop stop : stops.open()) {
            canal(found, ways, stop.canal(), new Block(BlockReason.EMERGENCY_STOP, period));
        }
        for (Lockout lockout : lockouts.open()) {
            switch (lockout.kind()) {
                case DRAINAGE -> canal(found, ways, lockout.subject(), new Block(BlockReason.DRAINAGE, period));
                case WATER_QUALITY ->
                    found.add(new Blocked(
                            SubjectKind.PUMP, lockout.subject(), new Block(BlockReason.WATER_QUALITY, period)));
                case SUCTION -> {
                    Instant end = clock.instant().plus(LOW_INTAKE);
                    if (end.isAfter(period.from())) {
                        Instant to = end.isBefore(period.to()) ? end : period.to();
                        Block block = new Block(BlockReason.SUCTION, new Period(period.from(), to));
                        found.add(new Blocked(SubjectKind.PUMP, lockout.subject(), block));
                    }
                }
            }
        }
        return List.copyOf(found);
    }

    /** The canal with all below it, and the pumps that feed those. */
    private static void canal(List<Blocked> found, Waterways ways, String canal, Block block) {
        Set<String> below = ways.below(canal);
        new TreeSet<>(below).forEach(one -> found.add(new Blocked(SubjectKind.CANAL, one, block)));
        new TreeSet<>(ways.on(below).pumps()).forEach(pump -> found.add(new Blocked(SubjectKind.PUMP, pump, block)));
    }

    /** What a lockout keeps at rest. */
    static Waterways.Subjects subjects(Lockout lockout, List<Lockout> open, Waterways ways) {
        if (lockout.subjectKind() == SubjectKind.CANAL) {
            return ways.on(ways.below(lockout.subject()));
        }
        Set<String> resting = open.stream()
                .filter(other -> other.subjectKind() == SubjectKind.PUMP)
                .map(Lockout::subject)
                .collect(Collectors.toCollection(HashSet::new));
        resting.add(lockout.subject());
        return new Waterways.Subjects(
                Set.of(lockout.subject()), ways.without(resting).fields());
    }
}
