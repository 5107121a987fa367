package org.kenh.operations.api;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kenh.ingest.registry.Device;
import org.kenh.ingest.registry.Registry;
import org.kenh.ingest.registry.Site;
import org.kenh.operations.account.AreaScope;
import org.kenh.telemetry.DeviceId;

/** Finds sites and devices for a person; what lies outside the person's area is not found. */
final class Places {
    private final Registry registry;

    Places(Registry registry) {
        this.registry = registry;
    }

    Site site(Call call, String id) {
        return registry.site(id)
                .filter(site -> call.scope().contains(site.area()))
                .orElseThrow(() -> Problem.notFound(org.kenh.telemetry.Excerpt.of(id)));
    }

    Device device(Call call, DeviceId id) {
        return registry.device(id)
                .filter(device -> isVisible(call.scope(), device))
                .orElseThrow(() -> Problem.notFound(id.value()));
    }

    /** Sites of the person's area, and of the given area if there is one, by id. */
    Map<String, Site> sites(Call call, Optional<String> area) {
        AreaScope scope = narrowed(call, area);
        return registry.sites().stream()
                .filter(site -> scope.contains(site.area()))
                .collect(Collectors.toMap(Site::id, Function.identity()));
    }

    /** Whether there is such an area and it lies in the person's. */
    boolean isOwnArea(Call call, String area) {
        return call.scope().contains(area) && registry.area(area).isPresent();
    }

    /** The person's scope, narrowed to an area if one is asked for. */
    AreaScope narrowed(Call call, Optional<String> area) {
        return area.isEmpty()
                ? call.scope()
                : AreaScope.of(area, registry.areas()).within(call.scope());
    }

    private boolean isVisible(AreaScope scope, Device device) {
        return scope.isEverything()
                || registry.site(device.site())
                        .filter(site -> scope.contains(site.area()))
                        .isPresent();
    }
}
