package org.kenh.operations.api;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kenh.ingest.presence.Presence;
import org.kenh.ingest.presence.PresenceBoard;
import org.kenh.ingest.registry.Device;
import org.kenh.ingest.registry.Registry;
import org.kenh.ingest.registry.Site;
import org.kenh.telemetry.DeviceId;

/** Places with devices, and how many of those are there. */
final class SiteResource {
    private final Registry registry;
    private final PresenceBoard presence;
    private final Places places;
    private final AuditTrail audit;

    SiteResource(Backend backend, Places places, AuditTrail audit) {
        this.registry = backend.telemetry().registry();
        this.presence = backend.telemetry().presence();
        this.places = places;
        this.audit = audit;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/sites", Endpoint.Access.SIGNED_IN, this::list),
                Endpoint.post("/sites", Endpoint.Access.ADMINISTRATOR, this::create),
                Endpoint.get("/sites/{id}", Endpoint.Access.SIGNED_IN, this::one));
    }

    private Answer list(Call call) {
        Query query = call.query();
        Optional<String> area = query.parsed("area", Inputs::isId, id -> id);
        query.finish();
        return Answer.ok(views(places.sites(call, area).values()));
    }

    private Answer one(Call call) {
        call.query().finish();
        return Answer.ok(views(List.of(places.site(call, call.path("id")))).getFirst());
    }

    private Answer create(Call call) {
        JsonBody body = call.body();
        Site site = new Site(
                body.formed("id", Inputs::isId),
                body.text("name", 200),
                body.formed("kind", Inputs::isKind),
                body.formed("area", Inputs::isId),
                body.number("lat", -90, 90),
                body.number("lon", -180, 180));
        if (body.has("area") && !call.scope().contains(site.area())) {
            body.error("area", "field.reference", site.area());
        }
        body.finish();
        Outcomes.requireDone(registry.createSite(site), site.id());
        audit.write(call, "site.create", site.id(), site.kind() + " " + site.name());
        return Answer.created(views(List.of(site)).getFirst(), "/api/v1/sites/" + site.id());
    }

    private List<SiteView> views(Collection<Site> sites) {
        Map<String, List<DeviceId>> devices = registry.devices().stream()
                .collect(Collectors.groupingBy(Device::site, Collectors.mapping(Device::id, Collectors.toList())));
        return sites.stream()
                .sorted(java.util.Comparator.comparing(Site::id))
                .map(site -> view(site, devices.getOrDefault(site.id(), List.of())))
                .toList();
    }

    private SiteView view(Site site, List<DeviceId> devices) {
        Map<Presence.State, Long> counts = devices.stream()
                .map(device -> presence.of(device).state())
                .collect(Collectors.groupingBy(state -> state, Collectors.counting()));
        return new SiteView(
                site.id(),
                site.name(),
                site.kind(),
                site.area(),
                site.lat(),
                site.lon(),
                devices.size(),
                counts.getOrDefault(Presence.State.ONLINE, 0L),
                counts.getOrDefault(Presence.State.SILENT, 0L),
                counts.getOrDefault(Presence.State.OFFLINE, 0L));
    }

    /** Devices that were never heard of are in none of the three counts. */
    record SiteView(
            String id,
            String name,
            String kind,
            String area,
            double lat,
            double lon,
            int devices,
            long online,
            long silent,
            long offline) {}
}
