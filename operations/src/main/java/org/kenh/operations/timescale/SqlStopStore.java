package org.kenh.operations.timescale;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.command.CommandState;
import org.kenh.operations.irrigation.desk.Step;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.execution.Stop;
import org.kenh.operations.irrigation.execution.StopStore;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.Target;

/** Emergency stops in tables {@code irrigation_stop} and {@code irrigation_stop_device}. */
public final class SqlStopStore implements StopStore {
    private final OperationsDatabase database;

    public SqlStopStore(OperationsDatabase database) {
        this.database = database;
    }

    @Override
    public List<Stop> open() {
        return database.inSnapshot(
                "list stops that hold",
                handle -> complete(
                        handle,
                        handle.createQuery("select * from irrigation_stop where state <> 'released' order by id")
                                .map((row, context) -> stop(row))
                                .list()));
    }

    @Override
    public List<Stop> list(int limit) {
        return database.inSnapshot(
                "list stops",
                handle -> complete(
                        handle,
                        handle.createQuery("select * from irrigation_stop order by id desc limit :limit")
                                .bind("limit", limit)
                                .map((row, context) -> stop(row))
                                .list()));
    }

    @Override
    public List<Stop> within(Period period, int limit) {
        return database.inSnapshot(
                "list stops of a time",
                handle -> complete(
                        handle,
                        handle.createQuery(
                                        "select * from irrigation_stop where stopped_at >= :from and stopped_at < :to"
                                                + " order by id limit :limit")
                                .bind("from", period.from())
                                .bind("to", period.to())
                                .bind("limit", limit)
                                .map((row, context) -> stop(row))
                                .list()));
    }

    @Override
    public Optional<Stop> find(long id) {
        return database.inSnapshot("look up stop " + id, handle -> one(handle, id));
    }

    @Override
    public Optional<Stop> add(Stop stop) {
        return database.inTransaction("keep an emergency stop", handle -> {
            Optional<Long> id = handle.createQuery("""
                            insert into irrigation_stop (canal, area, stopped_at, stopped_by, reason, state)
                            values (:canal, :area, :at, :by, :reason, 'active')
                            on conflict (canal) where state <> 'released' do nothing returning id""")
                    .bind("canal", stop.canal())
                    .bind("area", stop.area())
                    .bind("at", stop.stopped().at())
                    .bind("by", stop.stopped().by())
                    .bind("reason", stop.reason())
                    .mapTo(Long.class)
                    .findOne();
            id.ifPresent(kept -> insertDevices(handle, kept, stop.devices()));
            return id.flatMap(kept -> one(handle, kept));
        });
    }

    @Override
    public void join(long id, List<Stop.Device> devices) {
        database.inTransaction("take devices into stop " + id, handle -> {
            insertDevices(handle, id, devices);
            return devices.size();
        });
    }

    @Override
    public void asked(long id, Target target, String command, Instant at) {
        database.withHandle(
                "note that device " + target.device() + " was told to stop",
                handle -> handle.createUpdate("""
                        update irrigation_stop_device set command = :command, asked_at = :at
                        where stop = :id and device = :device and target = :target""")
                        .bind("command", command)
                        .bind("at", at)
                        .bind("id", id)
                        .bind("device", target.device())
                        .bind("target", target.name())
                        .execute());
    }

    @Override
    public boolean propose(long id, Step step, String reason) {
        return database.withHandle(
                "propose the release of stop " + id,
                handle -> handle.createUpdate("""
                        update irrigation_stop set state = 'proposed', proposed_at = :at, proposed_by = :by, proposal = :reason
                        where id = :id and state = 'active'""")
                                .bind("at", step.at())
                                .bind("by", step.by())
                                .bind("reason", reason)
                                .bind("id", id)
                                .execute()
                        == 1);
    }

    @Override
    public int lapse(Instant before) {
        return database.withHandle(
                "let proposals lapse",
                handle -> handle.createUpdate("""
                        update irrigation_stop set state = 'active', proposed_at = null, proposed_by = null, proposal = ''
                        where state = 'proposed' and proposed_at < :before""").bind("before", before).execute());
    }

    @Override
    public boolean release(long id, Step step, String reason) {
        return database.withHandle(
                "release stop " + id,
                handle -> handle.createUpdate("""
                        update irrigation_stop set state = 'released', released_at = :at, released_by = :by, release = :reason
                        where id = :id and state = 'proposed' and proposed_by <> :by""")
                                .bind("at", step.at())
                                .bind("by", step.by())
                                .bind("reason", reason)
                                .bind("id", id)
                                .execute()
                        == 1);
    }

    private static Optional<Stop> one(Handle handle, long id) {
        return complete(
                        handle,
                        handle.createQuery("select * from irrigation_stop where id = :id")
                                .bind("id", id)
                                .map((row, context) -> stop(row))
                                .list())
                .stream()
                .findFirst();
    }

    private static void insertDevices(Handle handle, long stop, List<Stop.Device> devices) {
        if (devices.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                insert into irrigation_stop_device (stop, kind, subject, device, target)
                values (:stop, :kind, :subject, :device, :target) on conflict do nothing""");
        for (Stop.Device device : devices) {
            batch.bind("stop", stop)
                    .bind("kind", device.kind().word())
                    .bind("subject", device.subject())
                    .bind("device", device.target().device())
                    .bind("target", device.target().name())
                    .add();
        }
        batch.execute();
    }

    private static List<Stop> complete(Handle handle, List<Stop> stops) {
        if (stops.isEmpty()) {
            return stops;
        }
        Map<Long, List<Stop.Device>> devices = handle
                .createQuery("""
                        select d.*, c.state, c.detail from irrigation_stop_device d left join command c on c.id = d.command
                        where d.stop in (<ids>) order by d.kind desc, d.device, d.target""")
                .bindList("ids", stops.stream().map(Stop::id).toList())
                .map((row, context) -> Map.entry(row.getLong("stop"), device(row)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        return stops.stream()
                .map(stop -> stop.with(devices.getOrDefault(stop.id(), List.of())))
                .toList();
    }

    private static Stop.Device device(ResultSet row) throws SQLException {
        @Nullable String detail = row.getString("detail");
        return new Stop.Device(
                SubjectKind.fromWord(row.getString("kind")).orElseThrow(),
                row.getString("subject"),
                new Target(row.getString("device"), row.getString("target")),
                Optional.ofNullable(row.getString("command")),
                Optional.ofNullable(row.getObject("asked_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getString("state")).map(CommandState::fromWord),
                detail == null ? "" : detail);
    }

    private static Stop stop(ResultSet row) throws SQLException {
        return new Stop(
                row.getLong("id"),
                row.getString("canal"),
                row.getString("area"),
                Steps.required(row, "stopped"),
                row.getString("reason"),
                Stop.State.fromWord(row.getString("state")).orElseThrow(),
                Steps.optional(row, "proposed"),
                row.getString("proposal"),
                Steps.optional(row, "released"),
                row.getString("release"),
                List.of());
    }
}
