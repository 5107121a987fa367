package org.kenh.operations.alarmdesk;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.SeriesName;

/** What other desks say of devices until the engine takes it. Safe for any thread. */
final class FlagBoard implements DeviceFlags {
    private final Map<DeviceId, Map<SeriesName, Double>> flags = new HashMap<>();
    private final Runnable wake;
    private boolean news;

    FlagBoard(Runnable wake) {
        this.wake = wake;
    }

    @Override
    public void set(DeviceId device, Flag flag, boolean on) {
        double value = on ? 1 : 0;
        synchronized (this) {
            Double before = flags.computeIfAbsent(device, id -> new HashMap<>()).put(flag.series(), value);
            if (before != null && before == value) {
                return;
            }
            news = true;
        }
        wake.run();
    }

    /** All of it, if anything has changed since it was last taken. */
    synchronized Optional<Map<DeviceId, Map<SeriesName, Double>>> take() {
        if (!news) {
            return Optional.empty();
        }
        news = false;
        Map<DeviceId, Map<SeriesName, Double>> copy = new HashMap<>();
        flags.forEach((device, values) -> copy.put(device, Map.copyOf(values)));
        return Optional.of(Map.copyOf(copy));
    }
}
