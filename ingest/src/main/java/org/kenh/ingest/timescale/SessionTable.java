package org.kenh.ingest.timescale;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.kenh.gateway.session.SessionStore;
import org.kenh.telemetry.DeviceId;

/** MQTT sessions in the table {@code session}. */
final class SessionTable implements SessionStore {
    /** Stands for "never expires"; the database's calendar ends later than that, Java's much later. */
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final Jdbi jdbi;

    SessionTable(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public Optional<StoredSession> load(DeviceId device, Instant now) {
        return with(
                device,
                handle -> handle.createQuery(
                                "select subscriptions, expires_at from telemetry.session where device = :device and expires_at > :now")
                        .bind("device", device.value())
                        .bind("now", now.atOffset(ZoneOffset.UTC))
                        .map((row, context) -> new StoredSession(
                                Set.of((String[]) row.getArray(1).getArray()),
                                row.getObject(2, OffsetDateTime.class).toInstant()))
                        .findOne());
    }

    @Override
    public void save(DeviceId device, StoredSession session) {
        Instant expiresAt = session.expiresAt().isAfter(LATEST) ? LATEST : session.expiresAt();
        with(
                device,
                handle -> handle.createUpdate("insert into telemetry.session (device, subscriptions, expires_at)"
                                + " values (:device, :subscriptions, :expiresAt) on conflict (device) do update"
                                + " set subscriptions = excluded.subscriptions, expires_at = excluded.expires_at")
                        .bind("device", device.value())
                        .bindArray("subscriptions", String.class, session.subscriptions())
                        .bind("expiresAt", expiresAt.atOffset(ZoneOffset.UTC))
                        .execute());
    }

    @Override
    public void remove(DeviceId device) {
        with(
                device,
                handle -> handle.createUpdate("delete from telemetry.session where device = :device")
                        .bind("device", device.value())
                        .execute());
    }

    private <T> T with(DeviceId device, Function<Handle, T> work) {
        try {
            return jdbi.withHandle(work::apply);
        } catch (JdbiException e) {
            throw new SessionStoreException("the session of device " + device + " could not be read or written", e);
        }
    }
}
