package org.kenh.edge.clock;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The boots of which there are still readings, and their times. The present one may get anchors; those before it that
 * never got one are estimated as soon as the present one is known: right after the last time known before them or, if
 * there is none, right before the boot after them. Thread-safe.
 */
public final class Boots {
    private static final long PAUSE_MICROS = 1_000_000;

    private final Map<BootId, BootTime> times = new LinkedHashMap<>();
    private final BootId present;
    private final BootStore store;

    /** The known ones oldest first, with or without the present one. */
    public Boots(List<BootTime> known, BootId present, BootStore store) {
        this.present = present;
        this.store = store;
        known.forEach(boot -> times.put(boot.id(), boot));
        if (!times.containsKey(present)) {
            long after = end();
            times.put(present, new BootTime(present, after, 0, List.of()));
            store.began(present, after);
        }
    }

    public BootId present() {
        return present;
    }

    /** The wall-clock time of a monotonic time; empty as long as it is not known. */
    public synchronized Optional<Stamp> stamp(BootId boot, long nanos) {
        return Optional.ofNullable(times.get(boot)).flatMap(time -> time.stamp(nanos));
    }

    /** What is known best of the wall-clock time of a monotonic time, in microseconds; for texts, not for stamps. */
    public synchronized Optional<Long> truest(BootId boot, long nanos) {
        return Optional.ofNullable(times.get(boot)).flatMap(time -> time.truest(nanos));
    }

    /** The newest anchor of the present boot. */
    synchronized Optional<Anchor> anchor() {
        List<Anchor> anchors = now().anchors();
        return anchors.isEmpty() ? Optional.empty() : Optional.of(anchors.get(anchors.size() - 1));
    }

    /** The last wall-clock time known of the boots before the present one, or {@link Anchor#NO_FLOOR}. */
    synchronized long after() {
        return times.values().stream()
                .filter(boot -> !boot.id().equals(present))
                .mapToLong(BootTime::endMicros)
                .reduce(now().afterMicros(), Math::max);
    }

    /** From {@code nanos} on the wall clock is {@code offsetMicros} ahead of the monotonic one. */
    synchronized void adopt(long nanos, long offsetMicros, boolean trusted) {
        Optional<Stamp> before = now().stamp(nanos);
        if (before.isPresent()) {
            keep(now(), new Anchor(nanos, before.get().micros() + 1, offsetMicros, trusted));
        } else {
            estimateEarlier(offsetMicros);
            long after = after();
            long floor = after == Anchor.NO_FLOOR ? after : after + 1;
            keep(now(), new Anchor(0, floor, offsetMicros, trusted));
        }
    }

    private void estimateEarlier(long presentStartMicros) {
        List<BootTime> unknown = new ArrayList<>(times.values());
        unknown.removeIf(boot -> boot.isKnown() || boot.id().equals(present));
        List<BootTime> first = new ArrayList<>();
        for (BootTime boot : unknown) {
            long after = endBefore(boot);
            if (after == Anchor.NO_FLOOR) {
                first.add(boot);
            } else {
                keep(boot, new Anchor(0, after + 1, after + PAUSE_MICROS, false));
            }
        }
        estimateBackwards(first, presentStartMicros);
    }

    private void estimateBackwards(List<BootTime> boots, long presentStartMicros) {
        long next = presentStartMicros;
        for (int i = boots.size() - 1; i >= 0; i--) {
            BootTime boot = boots.get(i);
            next -= PAUSE_MICROS + boot.lastNanos() / 1_000;
            keep(boot, new Anchor(0, Anchor.NO_FLOOR, next, false));
        }
    }

    private long endBefore(BootTime boot) {
        long end = boot.afterMicros();
        for (BootTime earlier : times.values()) {
            if (earlier.id().equals(boot.id())) {
                break;
            }
            end = Math.max(end, earlier.endMicros());
        }
        return end;
    }

    private void keep(BootTime boot, Anchor anchor) {
        // On disk first: a pack stamped by an anchor that a power cut takes away would get another time when sent
        // again.
        store.anchored(boot.id(), anchor);
        times.put(boot.id(), boot.with(anchor));
    }

    private BootTime now() {
        return Objects.requireNonNull(times.get(present));
    }

    private long end() {
        return times.values().stream().mapToLong(BootTime::endMicros).reduce(Anchor.NO_FLOOR, Math::max);
    }
}
