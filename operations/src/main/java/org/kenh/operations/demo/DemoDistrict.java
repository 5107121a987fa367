package org.kenh.operations.demo;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kenh.ingest.registry.Area;
import org.kenh.ingest.registry.Registry;
import org.kenh.ingest.registry.Registry.DeviceCreation;
import org.kenh.ingest.registry.Registry.NewDevice;
import org.kenh.ingest.registry.Registry.Outcome;
import org.kenh.ingest.registry.Site;
import org.kenh.operations.demo.DistrictFile.PlannedDevice;
import org.kenh.telemetry.DeviceId;

/** Brings the demo district into a registry and writes the files from which its simulated field starts. */
public final class DemoDistrict {
    private DemoDistrict() {}

    /**
     * Creates what the registry does not have yet; what is there stays as it is. Device secrets are kept in the files;
     * a device whose secret is lost gets a new one. A device that was deleted by hand stays deleted. Blocks.
     */
    public static Seeded seed(Registry registry, Path demoDirectory, DemoEndpoints endpoints, DemoScenario scenario) {
        DistrictFile district = DistrictFile.bundled();
        int areas = seedAreas(registry, district);
        int sites = seedSites(registry, district);
        FieldFiles files = new FieldFiles(demoDirectory);
        Map<DeviceId, String> secrets = new HashMap<>();
        int devices = seedDevices(registry, district, files.secrets(), secrets);
        files.write(district, secrets, endpoints, scenario);
        return new Seeded(areas, sites, devices, files.fleet(), files.hostAgent());
    }

    private static int seedAreas(Registry registry, DistrictFile district) {
        Set<String> present = new HashSet<>();
        registry.areas().forEach(area -> present.add(area.id()));
        int created = 0;
        for (Area area : district.areas()) {
            if (!present.contains(area.id())) {
                created += count("area " + area.id(), registry.createArea(area));
            }
        }
        return created;
    }

    private static int seedSites(Registry registry, DistrictFile district) {
        Set<String> present = new HashSet<>();
        registry.sites().forEach(site -> present.add(site.id()));
        int created = 0;
        for (Site site : district.sites()) {
            if (!present.contains(site.id())) {
                created += count("site " + site.id(), registry.createSite(site));
            }
        }
        return created;
    }

    private static int seedDevices(
            Registry registry, DistrictFile district, Map<DeviceId, String> known, Map<DeviceId, String> secrets) {
        Set<DeviceId> present = new HashSet<>();
        registry.devices().forEach(device -> present.add(device.id()));
        int created = 0;
        for (PlannedDevice device : district.devices()) {
            boolean exists = present.contains(device.id());
            Optional<String> secret = exists ? existing(registry, device, known) : create(registry, device);
            secret.ifPresent(text -> secrets.put(device.id(), text));
            created += !exists && secret.isPresent() ? 1 : 0;
        }
        return created;
    }

    private static Optional<String> existing(Registry registry, PlannedDevice device, Map<DeviceId, String> known) {
        String secret = known.get(device.id());
        return secret == null ? registry.renewSecret(device.id()) : Optional.of(secret);
    }

    /** Empty for a device that was deleted: its id is not given again. */
    private static Optional<String> create(Registry registry, PlannedDevice device) {
        NewDevice wanted = new NewDevice(device.id(), device.site(), device.kind(), device.name());
        return switch (registry.createDevice(wanted)) {
            case DeviceCreation.Created(DeviceId id, String secret) -> Optional.of(secret);
            case DeviceCreation.NotCreated(Outcome why) -> {
                count("device " + device.id(), why);
                yield Optional.empty();
            }
        };
    }

    private static int count(String what, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done() -> 1;
            case Outcome.Exists(String id) -> 0;
            case Outcome.NotFound() -> throw new IllegalStateException("demo district: " + what + " was not accepted");
            case Outcome.UnknownReference(String field, String id) ->
                throw new IllegalStateException(
                        "demo district: " + what + " names \"" + id + "\" as its " + field + ", which does not exist");
        };
    }

    /**
     * What a start found missing and made.
     *
     * @param fleet the file for {@code agent fleet}
     * @param hostAgent the file for {@code agent run}
     */
    public record Seeded(int areas, int sites, int devices, Path fleet, Path hostAgent) {}
}
