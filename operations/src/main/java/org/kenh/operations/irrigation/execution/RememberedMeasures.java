package org.kenh.operations.irrigation.execution;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.Target;
import org.kenh.operations.irrigation.plan.TariffCalendar;

/** Asks for what was measured at most every five minutes, for what comes late. For one thread. */
final class RememberedMeasures implements Measures {
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final int MOST = 5_000;

    private final Measures measures;
    private final InstantSource clock;
    private final Map<Key, Remembered<OptionalDouble>> volumes = new Memory<>();
    private final Map<Key, Remembered<Optional<TurnAccount.Energy>>> energies = new Memory<>();

    RememberedMeasures(Measures measures, InstantSource clock) {
        this.measures = measures;
        this.clock = clock;
    }

    @Override
    public OptionalDouble volume(Target target, Period period) {
        return recall(volumes, new Key(target, period), () -> measures.volume(target, period));
    }

    @Override
    public Optional<TurnAccount.Energy> energy(Target target, Period period, TariffCalendar tariff) {
        return recall(energies, new Key(target, period), () -> measures.energy(target, period, tariff));
    }

    @Override
    public List<Run> runs(Target target, Period period) {
        return measures.runs(target, period);
    }

    private <T> T recall(Map<Key, Remembered<T>> memory, Key key, Supplier<T> question) {
        Instant now = clock.instant();
        Remembered<T> known = memory.get(key);
        if (known != null && Duration.between(known.at(), now).abs().compareTo(FRESH) < 0) {
            return known.value();
        }
        T value = question.get();
        memory.put(key, new Remembered<>(value, now));
        return value;
    }

    private record Key(Target target, Period period) {}

    private record Remembered<T>(T value, Instant at) {}

    /** Forgets the oldest. */
    private static final class Memory<T> extends LinkedHashMap<Key, Remembered<T>> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Remembered<T>> eldest) {
            return size() > MOST;
        }
    }
}
