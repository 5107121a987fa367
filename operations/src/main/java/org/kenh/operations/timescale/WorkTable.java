package org.kenh.operations.timescale;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.irrigation.field.Codec;
import org.kenh.operations.irrigation.field.Saved;
import org.kenh.operations.irrigation.field.Work;

/** What is special about the table of one kind of work. */
abstract sealed class WorkTable<T extends Work> permits PumpTable, CanalTable, FieldTable {
    private static final String PLANNED = """
            select t.id, case when t.canal is distinct from :canal then 'canal'
                when t.kind = 'pump' then 'control' else 'valve' end as member
            from irrigation_turn t join irrigation_plan p on p.id = t.plan
                left join irrigation_turn_account a on a.id = t.id
            where p.state = 'published' and t.kind = :kind and t.subject = :id and t.withdrawn is null
                and a.ended is null and (t.ends > :now or a.state = 'running')
                and (t.canal is distinct from :canal or t.device is distinct from :device
                    or t.target is distinct from :target)
            order by t.starts limit 1""";

    private final String name;
    private final Codec<T> codec;

    WorkTable(String name, Codec<T> codec) {
        this.name = name;
        this.codec = codec;
    }

    final String name() {
        return name;
    }

    final Codec<T> codec() {
        return codec;
    }

    /** The columns beside the document, by name. */
    abstract Map<String, @Nullable Object> columns(T work);

    /** Why it cannot be kept: what it names is not there, or is taken. */
    abstract Optional<Saved> obstacle(Handle handle, T work);

    /** Why it cannot go: what hangs on it. */
    abstract Optional<Saved> hold(Handle handle, String id);

    /** The word for turns of such works; empty: they have none. */
    Optional<String> turns() {
        return Optional.empty();
    }

    /**
     * The turn of the published plan, wanted and not over, that would no longer be where the work is: its device has it and its canal's
     * emergency stop must find it there.
     *
     * @param columns of the work as it is to be; empty: it is to go
     */
    final Optional<Saved> planned(Handle handle, String id, Map<String, @Nullable Object> columns, Instant now) {
        return turns().flatMap(kind -> handle.createQuery(PLANNED)
                .bind("kind", kind)
                .bind("id", id)
                .bind("canal", (String) columns.get("canal"))
                .bind("device", (String) columns.get("device"))
                .bind("target", (String) columns.get("target"))
                .bind("now", now)
                .map((row, context) -> (Saved)
                        new Saved.InPlan(columns.isEmpty() ? "id" : row.getString("member"), row.getString("id")))
                .findFirst());
    }

    /** The first id that the query finds for the two arguments. */
    static Optional<String> first(Handle handle, String query, Map<String, ?> arguments) {
        return handle.createQuery(query).bindMap(arguments).mapTo(String.class).findFirst();
    }

    static Optional<Saved> missingCanal(Handle handle, String member, String id) {
        Optional<String> found =
                first(handle, "select id from irrigation_canal where id = :id and not removed", Map.of("id", id));
        return found.isPresent() ? Optional.empty() : Optional.of(new Saved.NoSuch(member, id));
    }

    /** The other work of this table that holds the control already. */
    final Optional<Saved> takenControl(
            Handle handle, String member, String id, org.kenh.operations.irrigation.field.Control control) {
        return first(
                        handle,
                        "select id from " + name
                                + " where device = :device and target = :target and id <> :id and not removed",
                        Map.of("device", control.device().value(), "target", control.target(), "id", id))
                .map(other -> new Saved.InUse(member, other));
    }
}
