package org.kenh.ingest.timescale;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.kenh.ingest.IngestException;
import org.kenh.ingest.credential.KeptSecret;
import org.kenh.ingest.credential.SecretStore;
import org.kenh.ingest.credential.SecretVault;
import org.kenh.ingest.registry.Area;
import org.kenh.ingest.registry.Device;
import org.kenh.ingest.registry.Registry;
import org.kenh.ingest.registry.Site;
import org.kenh.telemetry.DeviceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The registry in the tables {@code area}, {@code site} and {@code device}. */
final class RegistryTables implements Registry, SecretStore {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryTables.class);

    private final Jdbi jdbi;
    private final SecretVault vault;
    private final Clock clock;
    private final List<Consumer<DeviceId>> changeListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<DeviceId>> revocationListeners = new CopyOnWriteArrayList<>();

    RegistryTables(Jdbi jdbi, SecretVault vault, Clock clock) {
        this.jdbi = jdbi;
        this.vault = vault;
        this.clock = clock;
    }

    /** Hears of devices created, deleted or given a new secret, before {@link #onRevoked} does. */
    void onSecretChanged(Consumer<DeviceId> listener) {
        changeListeners.add(listener);
    }

    @Override
    public List<Area> areas() {
        return with(
                "areas",
                handle -> handle.createQuery("select * from telemetry.area order by id")
                        .map((row, context) -> RegistryRows.area(row))
                        .list());
    }

    @Override
    public Optional<Area> area(String id) {
        return with(
                "area " + id,
                handle -> handle.createQuery("select * from telemetry.area where id = :id")
                        .bind("id", id)
                        .map((row, context) -> RegistryRows.area(row))
                        .findOne());
    }

    @Override
    public Outcome createArea(Area area) {
        return with("area " + area.id(), handle -> handle.inTransaction(transaction -> insertArea(transaction, area)));
    }

    @Override
    public List<Site> sites() {
        return with(
                "sites",
                handle -> handle.createQuery("select * from telemetry.site order by id")
                        .map((row, context) -> RegistryRows.site(row))
                        .list());
    }

    @Override
    public Optional<Site> site(String id) {
        return with(
                "site " + id,
                handle -> handle.createQuery("select * from telemetry.site where id = :id")
                        .bind("id", id)
                        .map((row, context) -> RegistryRows.site(row))
                        .findOne());
    }

    @Override
    public Outcome createSite(Site site) {
        return with("site " + site.id(), handle -> handle.inTransaction(transaction -> insertSite(transaction, site)));
    }

    @Override
    public List<Device> devices() {
        return with(
                "devices",
                handle -> handle.createQuery("select * from telemetry.device where deleted_at is null order by id")
                        .map((row, context) -> RegistryRows.device(row))
                        .list());
    }

    @Override
    public Optional<Device> device(DeviceId id) {
        return with(
                "device " + id,
                handle -> handle.createQuery("select * from telemetry.device where id = :id and deleted_at is null")
                        .bind("id", id.value())
                        .map((row, context) -> RegistryRows.device(row))
                        .findOne());
    }

    @Override
    public DeviceCreation createDevice(NewDevice device) {
        String secret = vault.newSecret();
        KeptSecret kept = vault.keep(device.id(), secret);
        Outcome outcome = with(
                "device " + device.id(),
                handle -> handle.inTransaction(transaction -> insertDevice(transaction, device, kept)));
        if (!(outcome instanceof Outcome.Done)) {
            return new DeviceCreation.NotCreated(outcome);
        }
        tell(changeListeners, device.id());
        return new DeviceCreation.Created(device.id(), secret);
    }

    @Override
    public Outcome changeDevice(DeviceId id, Optional<String> site, Optional<String> kind, Optional<String> name) {
        return with(
                "device " + id,
                handle -> handle.inTransaction(transaction -> {
                    if (site.isPresent() && isMissing(transaction, "site", site.get())) {
                        return new Outcome.UnknownReference("site", site.get());
                    }
                    int changed = transaction
                            .createUpdate("update telemetry.device set site = coalesce(:site, site),"
                                    + " kind = coalesce(:kind, kind), name = coalesce(:name, name)"
                                    + " where id = :id and deleted_at is null")
                            .bind("site", site)
                            .bind("kind", kind)
                            .bind("name", name)
                            .bind("id", id.value())
                            .execute();
                    return changed == 0 ? new Outcome.NotFound() : Outcome.DONE;
                }));
    }

    @Override
    public Outcome deleteDevice(DeviceId id) {
        try {
            int deleted = with(
                    "device " + id,
                    handle -> handle.createUpdate("update telemetry.device set deleted_at = :now"
                                    + " where id = :id and deleted_at is null")
                            .bind("now", clock.instant())
                            .bind("id", id.value())
                            .execute());
            return deleted == 0 ? new Outcome.NotFound() : Outcome.DONE;
        } finally {
            // Also when it failed or found nothing: it may have been committed and only the answer lost.
            revoke(id);
        }
    }

    @Override
    public Optional<String> renewSecret(DeviceId id) {
        String secret = vault.newSecret();
        KeptSecret kept = vault.keep(id, secret);
        try {
            int changed = with(
                    "secret of device " + id,
                    handle -> handle.createUpdate("update telemetry.device set secret_salt = :salt,"
                                    + " secret_hash = :hash, secret_sealed = :sealed"
                                    + " where id = :id and deleted_at is null")
                            .bind("salt", kept.salt())
                            .bind("hash", kept.hash())
                            .bind("sealed", kept.sealed())
                            .bind("id", id.value())
                            .execute());
            return changed == 0 ? Optional.empty() : Optional.of(secret);
        } finally {
            // As with deleting: the old secret must not go on admitting if only the answer was lost.
            revoke(id);
        }
    }

    @Override
    public void onRevoked(Consumer<DeviceId> listener) {
        revocationListeners.add(listener);
    }

    @Override
    public Optional<KeptSecret> find(DeviceId device) {
        return with(
                "secret of device " + device,
                handle -> handle.createQuery("select secret_salt, secret_hash, secret_sealed from telemetry.device"
                                + " where id = :id and deleted_at is null")
                        .bind("id", device.value())
                        .map((row, context) -> new KeptSecret(row.getBytes(1), row.getBytes(2), row.getBytes(3)))
                        .findOne());
    }

    /** Some device, to see whether the sealing key still fits; empty without devices. */
    Optional<DeviceId> anyDevice() {
        return with(
                "devices",
                handle -> handle.createQuery("select id from telemetry.device where deleted_at is null limit 1")
                        .map((row, context) -> DeviceId.of(row.getString(1)))
                        .findOne());
    }

    private static Outcome insertArea(Handle handle, Area area) {
        for (Reference reference :
                List.of(new Reference("parent", area.parent()), new Reference("replacedBy", area.replacedBy()))) {
            if (reference.id().isPresent()
                    && isMissing(handle, "area", reference.id().get())) {
                return new Outcome.UnknownReference(
                        reference.field(), reference.id().get());
            }
        }
        int inserted = handle.createUpdate("insert into telemetry.area"
                        + " (id, code, name, kind, parent, valid_from, valid_to, replaced_by, outline) values"
                        + " (:id, :code, :name, :kind, :parent, :validFrom, :validTo, :replacedBy, :outline)"
                        + " on conflict (id) do nothing")
                .bindMethods(area)
                .execute();
        return inserted == 0 ? new Outcome.Exists(area.id()) : Outcome.DONE;
    }

    private static Outcome insertSite(Handle handle, Site site) {
        if (isMissing(handle, "area", site.area())) {
            return new Outcome.UnknownReference("area", site.area());
        }
        int inserted = handle.createUpdate("insert into telemetry.site (id, name, kind, area, lat, lon)"
                        + " values (:id, :name, :kind, :area, :lat, :lon) on conflict (id) do nothing")
                .bindMethods(site)
                .execute();
        return inserted == 0 ? new Outcome.Exists(site.id()) : Outcome.DONE;
    }

    private Outcome insertDevice(Handle handle, NewDevice device, KeptSecret kept) {
        if (isMissing(handle, "site", device.site())) {
            return new Outcome.UnknownReference("site", device.site());
        }
        int inserted = handle.createUpdate("insert into telemetry.device"
                        + " (id, site, kind, name, created_at, secret_salt, secret_hash, secret_sealed)"
                        + " values (:id, :site, :kind, :name, :createdAt, :salt, :hash, :sealed)"
                        + " on conflict (id) do nothing")
                .bind("id", device.id().value())
                .bind("site", device.site())
                .bind("kind", device.kind())
                .bind("name", device.name())
                .bind("createdAt", clock.instant().truncatedTo(ChronoUnit.MICROS))
                .bind("salt", kept.salt())
                .bind("hash", kept.hash())
                .bind("sealed", kept.sealed())
                .execute();
        return inserted == 0 ? new Outcome.Exists(device.id().value()) : Outcome.DONE;
    }

    /** Nothing that is referred to is ever deleted, so what is found stays. */
    private static boolean isMissing(Handle handle, String table, String id) {
        return handle.createQuery("select 1 from telemetry." + table + " where id = :id")
                .bind("id", id)
                .map((row, context) -> true)
                .findOne()
                .isEmpty();
    }

    private void revoke(DeviceId id) {
        tell(changeListeners, id);
        tell(revocationListeners, id);
    }

    private static void tell(List<Consumer<DeviceId>> listeners, DeviceId device) {
        for (Consumer<DeviceId> listener : listeners) {
            try {
                listener.accept(device);
            } catch (RuntimeException e) {
                LOG.error("A listener failed to hear of device {}", device, e);
            }
        }
    }

    private <T> T with(String what, Function<Handle, T> work) {
        try {
            return jdbi.withHandle(work::apply);
        } catch (JdbiException e) {
            throw new IngestException("the registry could not read or write " + what + ": " + e.getMessage(), e);
        }
    }

    private record Reference(String field, Optional<String> id) {}
}
