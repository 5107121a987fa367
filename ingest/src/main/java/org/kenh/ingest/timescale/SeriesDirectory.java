package org.kenh.ingest.timescale;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;

/** What of the table {@code series} is known in memory: whole devices or nothing of them. Bounded by series. */
final class SeriesDirectory {
    private final int most;
    private final Map<DeviceId, Map<SeriesName, Known>> devices = new LinkedHashMap<>(16, 0.75f, true);
    private int count;

    SeriesDirectory(int most) {
        this.most = most;
    }

    /** All series of the device; empty when they are not in memory. */
    synchronized Optional<Map<SeriesName, Known>> of(DeviceId device) {
        return Optional.ofNullable(devices.get(device));
    }

    /** Takes up all series of a device, as read or as committed. The map must not change afterwards. */
    synchronized void put(DeviceId device, Map<SeriesName, Known> series) {
        Map<SeriesName, Known> before = devices.put(device, series);
        count += series.size() - (before == null ? 0 : before.size());
        Iterator<Map<SeriesName, Known>> eldest = devices.values().iterator();
        while (count > most && devices.size() > 1) {
            count -= eldest.next().size();
            eldest.remove();
        }
    }

    /** A series as it is in the table. */
    record Known(int id, Unit unit) {}
}
