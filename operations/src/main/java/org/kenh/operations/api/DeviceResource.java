package org.kenh.operations.api;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kenh.ingest.RawMessages;
import org.kenh.ingest.presence.PresenceBoard;
import org.kenh.ingest.registry.Device;
import org.kenh.ingest.registry.Registry;
import org.kenh.ingest.registry.Registry.DeviceCreation;
import org.kenh.ingest.registry.Registry.NewDevice;
import org.kenh.ingest.registry.Site;
import org.kenh.telemetry.DeviceId;

/** Devices, their secrets and their last raw messages. */
final class DeviceResource {
    private final Registry registry;
    private final PresenceBoard presence;
    private final RawMessages messages;
    private final Places places;
    private final AuditTrail audit;

    DeviceResource(Backend backend, Places places, AuditTrail audit) {
        this.registry = backend.telemetry().registry();
        this.presence = backend.telemetry().presence();
        this.messages = backend.telemetry().messages();
        this.places = places;
        this.audit = audit;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/devices", Endpoint.Access.SIGNED_IN, this::list),
                Endpoint.post("/devices", Endpoint.Access.ADMINISTRATOR, this::create),
                Endpoint.get("/devices/{id}", Endpoint.Access.SIGNED_IN, this::one),
                Endpoint.patch("/devices/{id}", Endpoint.Access.ADMINISTRATOR, this::change),
                Endpoint.delete("/devices/{id}", Endpoint.Access.ADMINISTRATOR, this::remove),
                Endpoint.post("/devices/{id}/secret", Endpoint.Access.ADMINISTRATOR, this::renewSecret),
                Endpoint.get("/devices/{id}/messages", Endpoint.Access.SIGNED_IN, this::messages));
    }

    private Answer list(Call call) {
        Query query = call.query();
        Optional<String> site = query.parsed("site", Inputs::isId, id -> id);
        Optional<String> area = query.parsed("area", Inputs::isId, id -> id);
        query.finish();
        Map<String, Site> sites = places.sites(call, area);
        return Answer.ok(registry.devices().stream()
                .filter(device -> sites.containsKey(device.site()))
                .filter(device -> site.isEmpty() || site.get().equals(device.site()))
                .sorted(Comparator.comparing(Device::id))
                .map(this::view)
                .toList());
    }

    private Answer one(Call call) {
        call.query().finish();
        return Answer.ok(view(places.device(call, call.device())));
    }

    private Answer create(Call call) {
        JsonBody body = call.body();
        String id = body.formed("id", DeviceId::isValid);
        String site = body.formed("site", Inputs::isId);
        String kind = body.formed("kind", Inputs::isKind);
        String name = body.text("name", 200);
        checkSite(call, body, Optional.of(site).filter(given -> !given.isEmpty()));
        body.finish();
        return switch (registry.createDevice(new NewDevice(DeviceId.of(id), site, kind, name))) {
            case DeviceCreation.Created(DeviceId device, String secret) -> {
                audit.write(call, "device.create", id, "site=" + site + " kind=" + kind);
                yield Answer.created(new SecretView(device.value(), secret), "/api/v1/devices/" + id);
            }
            case DeviceCreation.NotCreated(Registry.Outcome why) -> {
                Outcomes.requireDone(why, id);
                throw new IllegalStateException("device " + id + " was neither created nor refused");
            }
        };
    }

    private Answer change(Call call) {
        DeviceId id = places.device(call, call.device()).id();
        JsonBody body = call.body();
        Optional<String> site = body.optionalFormed("site", Inputs::isId);
        Optional<String> kind = body.optionalFormed("kind", Inputs::isKind);
        Optional<String> name = body.optionalText("name", 200);
        checkSite(call, body, site);
        body.finish();
        Outcomes.requireDone(registry.changeDevice(id, site, kind, name), id.value());
        audit.write(
                call,
                "device.change",
                id.value(),
                "site=" + site.orElse("-") + " kind=" + kind.orElse("-") + " name=" + name.orElse("-"));
        return Answer.ok(view(places.device(call, id)));
    }

    private Answer remove(Call call) {
        DeviceId id = places.device(call, call.device()).id();
        Outcomes.requireDone(registry.deleteDevice(id), id.value());
        audit.write(call, "device.delete", id.value(), "");
        return Answer.empty();
    }

    private Answer renewSecret(Call call) {
        DeviceId id = places.device(call, call.device()).id();
        String secret = registry.renewSecret(id).orElseThrow(() -> Problem.notFound(id.value()));
        audit.write(call, "device.secret", id.value(), "");
        return Answer.ok(new SecretView(id.value(), secret));
    }

    private Answer messages(Call call) {
        call.query().finish();
        return Answer.ok(messages.of(places.device(call, call.device()).id()));
    }

    private void checkSite(Call call, JsonBody body, Optional<String> site) {
        boolean known = site.isEmpty()
                || registry.site(site.get())
                        .filter(found -> call.scope().contains(found.area()))
                        .isPresent();
        if (!known) {
            body.error("site", "field.reference", site.orElse(""));
        }
    }

    private DeviceView view(Device device) {
        return DeviceView.of(device, presence.of(device.id()));
    }

    record SecretView(String id, String secret) {}
}
