package org.kenh.gateway.session;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.kenh.telemetry.DeviceId;

/**
 * One {@link DeviceRate} for each device, shared by all doors, so that nobody sends more by speaking several protocols
 * or by connecting again. To be asked for authenticated devices only: that bounds their number.
 */
public final class DeviceRates {
    private final RateLimit limit;
    private final LongSupplier nanoTime;
    private final ConcurrentMap<DeviceId, DeviceRate> rates = new ConcurrentHashMap<>();

    /** The clock is one like {@link System#nanoTime}. */
    public DeviceRates(RateLimit limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    public DeviceRate of(DeviceId device) {
        return rates.computeIfAbsent(device, id -> new DeviceRate(limit, nanoTime));
    }
}
