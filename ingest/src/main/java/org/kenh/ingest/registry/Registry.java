package org.kenh.ingest.registry;

import java.util.List;
import java.util.Optional;
import org.kenh.telemetry.DeviceId;

/**
 * Areas, sites and devices. All calls block on the database. Creating what exists and naming what does not exist are
 * outcomes, not exceptions; {@link org.kenh.ingest.IngestException} means that the store failed.
 */
public interface Registry {
    List<Area> areas();

    Optional<Area> area(String id);

    Outcome createArea(Area area);

    List<Site> sites();

    Optional<Site> site(String id);

    Outcome createSite(Site site);

    List<Device> devices();

    Optional<Device> device(DeviceId id);

    /** Makes a device with a new secret of 256 random bits; the secret is given once, here. */
    DeviceCreation createDevice(NewDevice device);

    /** Changes the fields that are given; empty ones stay. */
    Outcome changeDevice(DeviceId id, Optional<String> site, Optional<String> kind, Optional<String> name);

    /**
     * Takes a device out of service for good: it can connect no more, its history stays, its id is not given again.
     */
    Outcome deleteDevice(DeviceId id);

    /** Gives a device a new secret; the old one ends at once. Empty if there is no such device. */
    Optional<String> renewSecret(DeviceId id);

    /** Hears, on any thread, of devices deleted or given a new secret, so that their connections can be closed. */
    void onRevoked(java.util.function.Consumer<DeviceId> listener);

    /** What is needed to create a device. */
    record NewDevice(DeviceId id, String site, String kind, String name) {}

    /** How a change ended. */
    sealed interface Outcome {
        record Done() implements Outcome {}

        record Exists(String id) implements Outcome {}

        record NotFound() implements Outcome {}

        /** A field names something that does not exist. */
        record UnknownReference(String field, String id) implements Outcome {}

        Done DONE = new Done();
    }

    /** How the creation of a device ended. */
    sealed interface DeviceCreation {
        record Created(DeviceId id, String secret) implements DeviceCreation {}

        record NotCreated(Outcome why) implements DeviceCreation {}
    }
}
