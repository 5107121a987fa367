package org.kenh.operations.timescale;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.irrigation.field.Canal;
import org.kenh.operations.irrigation.field.Field;
import org.kenh.operations.irrigation.field.Pump;
import org.kenh.operations.irrigation.field.Register;
import org.kenh.operations.irrigation.field.Saved;
import org.kenh.operations.irrigation.field.Work;

/** The works of one kind, in its table. */
public final class SqlRegister<T extends Work> implements Register<T> {
    private final OperationsDatabase database;
    private final InstantSource clock;
    private final WorkTable<T> table;

    private SqlRegister(OperationsDatabase database, InstantSource clock, WorkTable<T> table) {
        this.database = database;
        this.clock = clock;
        this.table = table;
    }

    public static SqlRegister<Pump> pumps(OperationsDatabase database, InstantSource clock) {
        return new SqlRegister<>(database, clock, new PumpTable());
    }

    public static SqlRegister<Canal> canals(OperationsDatabase database, InstantSource clock) {
        return new SqlRegister<>(database, clock, new CanalTable());
    }

    public static SqlRegister<Field> fields(OperationsDatabase database, InstantSource clock) {
        return new SqlRegister<>(database, clock, new FieldTable());
    }

    @Override
    public List<T> all() {
        return database.withHandle(
                "list the rows of " + table.name(),
                handle -> handle.createQuery("select * from " + table.name() + " where not removed order by id")
                        .map((row, context) -> work(row))
                        .list());
    }

    @Override
    public Optional<T> find(String id) {
        return database.withHandle(
                "look up a row of " + table.name(),
                handle -> handle.createQuery("select * from " + table.name() + " where id = :id and not removed")
                        .bind("id", id)
                        .map((row, context) -> work(row))
                        .findOne());
    }

    @Override
    public Saved add(T work, String by) {
        return alone("add a row to " + table.name(), handle -> {
            if (anyRevision(handle, work.id()).isPresent()) {
                return new Saved.Exists(work.id());
            }
            return table.obstacle(handle, work).orElseGet(() -> insert(handle, work, by));
        });
    }

    @Override
    public Saved replace(T work, String by) {
        return alone(
                "change a row of " + table.name(),
                handle -> stale(handle, work.id(), work.revision())
                        .or(() -> table.obstacle(handle, work))
                        .or(() -> table.planned(handle, work.id(), table.columns(work), now()))
                        .orElseGet(() -> update(handle, work, by)));
    }

    @Override
    public Saved remove(String id, int revision, String by) {
        return alone(
                "remove a row of " + table.name(),
                handle -> stale(handle, id, revision)
                        .or(() -> table.hold(handle, id))
                        .or(() -> table.planned(handle, id, Map.of(), now()))
                        .orElseGet(() -> {
                            handle.createUpdate(
                                            "update " + table.name() + " set removed = true, revision = revision + 1,"
                                                    + " changed_at = :now, changed_by = :by where id = :id")
                                    .bind("now", now())
                                    .bind("by", by)
                                    .bind("id", id)
                                    .execute();
                            return new Saved.Done(revision + 1);
                        }));
    }

    /** Changes are rare and look at each other's rows, so one is made at a time. */
    private Saved alone(String purpose, java.util.function.Function<Handle, Saved> change) {
        return database.inTransaction(purpose, handle -> {
            handle.execute("select pg_advisory_xact_lock(hashtext('irrigation_registry'))");
            return change.apply(handle);
        });
    }

    private Saved insert(Handle handle, T work, String by) {
        Map<String, @Nullable Object> columns = columns(work, by, 1);
        String names = String.join(", ", columns.keySet());
        String places = columns.keySet().stream().map(SqlRegister::place).collect(Collectors.joining(", "));
        bound(handle.createUpdate("insert into " + table.name() + " (" + names + ") values (" + places + ")"), columns)
                .execute();
        return new Saved.Done(1);
    }

    private Saved update(Handle handle, T work, String by) {
        Map<String, @Nullable Object> columns = columns(work, by, work.revision() + 1);
        String changes = columns.keySet().stream()
                .map(name -> name + " = " + place(name))
                .collect(Collectors.joining(", "));
        bound(handle.createUpdate("update " + table.name() + " set " + changes + " where id = :id"), columns)
                .execute();
        return new Saved.Done(work.revision() + 1);
    }

    private Map<String, @Nullable Object> columns(T work, String by, int revision) {
        Map<String, @Nullable Object> columns = new TreeMap<>(table.columns(work));
        columns.put("id", work.id());
        columns.put("document", table.codec().encode(work).toString());
        columns.put("revision", revision);
        columns.put("changed_at", now());
        columns.put("changed_by", by);
        return columns;
    }

    /** Why a change of that revision is not made. */
    private Optional<Saved> stale(Handle handle, String id, int revision) {
        Optional<Integer> current = handle.createQuery(
                        "select revision from " + table.name() + " where id = :id and not removed")
                .bind("id", id)
                .mapTo(Integer.class)
                .findOne();
        if (current.isEmpty()) {
            return Optional.of(new Saved.Unknown());
        }
        return current.get() == revision ? Optional.empty() : Optional.of(new Saved.Conflict(current.get()));
    }

    private Optional<Integer> anyRevision(Handle handle, String id) {
        return handle.createQuery("select revision from " + table.name() + " where id = :id")
                .bind("id", id)
                .mapTo(Integer.class)
                .findOne();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private T work(ResultSet row) throws SQLException {
        return IrrigationJson.stored(table.codec(), row.getString("document"), row.getInt("revision"));
    }

    private static String place(String column) {
        return column.equals("document") ? "cast(:document as jsonb)" : ":" + column;
    }

    private static <S extends SqlStatement<S>> S bound(S statement, Map<String, @Nullable Object> columns) {
        columns.forEach(statement::bind);
        return statement;
    }
}
