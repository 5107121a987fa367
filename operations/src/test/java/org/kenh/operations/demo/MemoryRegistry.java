package org.kenh.operations.demo;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.kenh.ingest.registry.Area;
import org.kenh.ingest.registry.Device;
import org.kenh.ingest.registry.Registry;
import org.kenh.ingest.registry.Site;
import org.kenh.telemetry.DeviceId;

/** A registry that forgets at the end, strict about references like the real one. */
final class MemoryRegistry implements Registry {
    private final Map<String, Area> areas = new LinkedHashMap<>();
    private final Map<String, Site> sites = new LinkedHashMap<>();
    private final Map<DeviceId, Device> devices = new LinkedHashMap<>();
    private final Map<DeviceId, String> secrets = new LinkedHashMap<>();
    private int issued;

    @Override
    public List<Area> areas() {
        return List.copyOf(areas.values());
    }

    @Override
    public Optional<Area> area(String id) {
        return Optional.ofNullable(areas.get(id));
    }

    @Override
    public Outcome createArea(Area area) {
        if (area.parent().isPresent() && !areas.containsKey(area.parent().get())) {
            return new Outcome.UnknownReference("parent", area.parent().get());
        }
        return areas.putIfAbsent(area.id(), area) == null ? Outcome.DONE : new Outcome.Exists(area.id());
    }

    @Override
    public List<Site> sites() {
        return List.copyOf(sites.values());
    }

    @Override
    public Optional<Site> site(String id) {
        return Optional.ofNullable(sites.get(id));
    }

    @Override
    public Outcome createSite(Site site) {
        if (!areas.containsKey(site.area())) {
            return new Outcome.UnknownReference("area", site.area());
        }
        return sites.putIfAbsent(site.id(), site) == null ? Outcome.DONE : new Outcome.Exists(site.id());
    }

    @Override
    public List<Device> devices() {
        return List.copyOf(devices.values());
    }

    @Override
    public Optional<Device> device(DeviceId id) {
        return Optional.ofNullable(devices.get(id));
    }

    @Override
    public DeviceCreation createDevice(NewDevice device) {
        if (!sites.containsKey(device.site())) {
            return new DeviceCreation.NotCreated(new Outcome.UnknownReference("site", device.site()));
        }
        if (secrets.containsKey(device.id())) {
            return new DeviceCreation.NotCreated(new Outcome.Exists(device.id().value()));
        }
        devices.put(
                device.id(),
                new Device(
                        device.id(),
                        device.site(),
                        device.kind(),
                        device.name(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Instant.EPOCH));
        return new DeviceCreation.Created(device.id(), issue(device.id()));
    }

    @Override
    public Outcome changeDevice(DeviceId id, Optional<String> site, Optional<String> kind, Optional<String> name) {
        throw new AssertionError("seeding changes no device, but changed " + id);
    }

    @Override
    public Outcome deleteDevice(DeviceId id) {
        return devices.remove(id) == null ? new Outcome.NotFound() : Outcome.DONE;
    }

    @Override
    public Optional<String> renewSecret(DeviceId id) {
        return devices.containsKey(id) ? Optional.of(issue(id)) : Optional.empty();
    }

    @Override
    public void onRevoked(Consumer<DeviceId> listener) {
        throw new AssertionError("seeding needs no revocations");
    }

    Map<DeviceId, String> secrets() {
        return secrets;
    }

    private String issue(DeviceId id) {
        issued++;
        String secret = "1e" + issued;
        secrets.put(id, secret);
        return secret;
    }
}
