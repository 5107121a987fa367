package org.kenh.operations.api;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kenh.ingest.IngestException;
import org.kenh.ingest.registry.Device;
import org.kenh.ingest.registry.Registry;
import org.kenh.ingest.registry.Site;
import org.kenh.telemetry.DeviceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where devices stand, kept for some seconds, because live events come faster than devices move. For one thread. */
final class Placements {
    private static final Logger LOG = LoggerFactory.getLogger(Placements.class);
    private static final long KEEP_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long KEEP_AFTER_MISS_NANOS = Duration.ofSeconds(1).toNanos();

    private static final int MOST_MISSING = 10_000;

    private final Registry registry;
    private final BooleanSupplier closing;
    private Map<DeviceId, Site> sites = Map.of();
    private final Set<DeviceId> missing = new HashSet<>();
    private long readAt;
    private boolean read;

    /** @param closing whether it does not matter any more that the database is gone */
    Placements(Registry registry, BooleanSupplier closing) {
        this.registry = registry;
        this.closing = closing;
    }

    /** The device's site; empty for one that is in service no more. */
    Optional<Site> of(DeviceId device) {
        long age = System.nanoTime() - readAt;
        // A device that nobody has asked for yet may have been created a moment ago.
        boolean maybeNew = !sites.containsKey(device) && (!missing.contains(device) || age > KEEP_AFTER_MISS_NANOS);
        if (!read || age > KEEP_NANOS || maybeNew) {
            refresh();
        }
        Optional<Site> site = Optional.ofNullable(sites.get(device));
        if (site.isEmpty()) {
            missing.add(device);
        }
        return site;
    }

    private void refresh() {
        readAt = System.nanoTime();
        if (missing.size() > MOST_MISSING) {
            missing.clear();
        }
        read = true;
        try {
            Map<String, Site> byId = registry.sites().stream().collect(Collectors.toMap(Site::id, Function.identity()));
            sites = registry.devices().stream()
                    .filter(device -> byId.containsKey(device.site()))
                    .collect(Collectors.toMap(Device::id, device -> byId.get(device.site())));
        } catch (IngestException e) {
            if (closing.getAsBoolean()) {
                LOG.debug("no more looking up where devices stand: stopping");
            } else {
                LOG.warn("cannot look up where devices stand, going on with what is known: {}", e.getMessage());
            }
        }
    }
}
