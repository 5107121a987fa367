package org.kenh.ingest.timescale;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.kenh.ingest.IngestException;
import org.kenh.ingest.presence.Presence;
import org.kenh.ingest.presence.PresenceStore;
import org.kenh.telemetry.DeviceId;

/** Presence in the table {@code presence}. */
final class PresenceTable implements PresenceStore {
    private final Jdbi jdbi;

    PresenceTable(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public List<Presence> load() {
        return with(handle -> handle.createQuery("select p.* from telemetry.presence p"
                        + " join telemetry.device d on d.id = p.device where d.deleted_at is null")
                .map((row, context) -> new Presence(
                        DeviceId.of(row.getString("device")),
                        Presence.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                        RegistryRows.instant(row, "since").orElseThrow(),
                        RegistryRows.instant(row, "last_seen"),
                        RegistryRows.text(row, "transport"),
                        RegistryRows.text(row, "reason")))
                .list());
    }

    @Override
    public Map<DeviceId, Duration> intervals() {
        Map<DeviceId, Duration> intervals = new HashMap<>();
        with(handle -> {
            handle.createQuery("select id, report_interval_ms from telemetry.device"
                            + " where report_interval_ms is not null and deleted_at is null")
                    .map((row, context) -> Map.entry(DeviceId.of(row.getString(1)), Duration.ofMillis(row.getLong(2))))
                    .forEach(entry -> intervals.put(entry.getKey(), entry.getValue()));
            return Optional.empty();
        });
        return intervals;
    }

    @Override
    public void save(Collection<Presence> changed) {
        with(handle -> handle.inTransaction(transaction -> {
            PreparedBatch batch = transaction.prepareBatch("insert into telemetry.presence"
                    + " (device, state, since, last_seen, transport, reason)"
                    + " values (:device, :state, :since, :lastSeen, :transport, :reason)"
                    + " on conflict (device) do update set state = excluded.state, since = excluded.since,"
                    + " last_seen = excluded.last_seen, transport = excluded.transport, reason = excluded.reason");
            for (Presence presence : changed) {
                batch.bind("device", presence.device().value())
                        .bind("state", presence.state().word())
                        .bind("since", presence.since())
                        .bind("lastSeen", presence.lastSeen())
                        .bind("transport", presence.transport())
                        .bind("reason", presence.reason())
                        .add();
            }
            return batch.execute();
        }));
    }

    private <T> T with(Function<Handle, T> work) {
        try {
            return jdbi.withHandle(work::apply);
        } catch (JdbiException e) {
            throw new IngestException("presence could not be read or written: " + e.getMessage(), e);
        }
    }
}
