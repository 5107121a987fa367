package org.kenh.ingest.timescale;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.kenh.telemetry.DeviceId;

/**
 * The devices that are known in memory, so that a batch needs no question to the database. Bounded by series; the device
 * that has been quiet longest is forgotten first. Safe for any thread; one device is only ever changed by one lane.
 */
final class DeviceDirectory {
    private final int most;
    private final Map<DeviceId, DeviceState> devices = new LinkedHashMap<>(16, 0.75f, true);
    private int count;

    DeviceDirectory(int most) {
        this.most = most;
    }

    /** Empty when the device is not in memory. */
    synchronized Optional<DeviceState> of(DeviceId device) {
        return Optional.ofNullable(devices.get(device));
    }

    /** Takes up a device, as read or as committed. */
    synchronized void put(DeviceId device, DeviceState state) {
        DeviceState before = devices.put(device, state);
        count += weight(state) - (before == null ? 0 : weight(before));
        Iterator<DeviceState> eldest = devices.values().iterator();
        while (count > most && devices.size() > 1) {
            count -= weight(eldest.next());
            eldest.remove();
        }
    }

    /** The device is to be read again. */
    synchronized void forget(DeviceId device) {
        DeviceState before = devices.remove(device);
        count -= before == null ? 0 : weight(before);
    }

    private static int weight(DeviceState state) {
        return 1 + state.seriesCount();
    }
}
