package org.kenh.operations.timescale;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.irrigation.field.Canal;
import org.kenh.operations.irrigation.field.Codecs;
import org.kenh.operations.irrigation.field.Saved;

/** Table {@code irrigation_canal}. */
final class CanalTable extends WorkTable<Canal> {
    private static final String ABOVE = """
            with recursive above (id) as (
                select cast(:parent as text)
                union select c.parent from irrigation_canal c join above a on c.id = a.id where c.parent is not null)
            select id from above where id = :id""";
    private static final String ON_IT = """
            select id from irrigation_canal where parent = :id and not removed
            union all select id from irrigation_pump where canal = :id and not removed
            union all select id from irrigation_field where canal = :id and not removed
            order by id""";

    CanalTable() {
        super("irrigation_canal", Codecs.CANAL);
    }

    @Override
    Map<String, @Nullable Object> columns(Canal canal) {
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("name", canal.name());
        columns.put("area", canal.area());
        columns.put("parent", canal.parent().orElse(null));
        return columns;
    }

    @Override
    Optional<Saved> obstacle(Handle handle, Canal canal) {
        if (canal.parent().isEmpty()) {
            return Optional.empty();
        }
        String parent = canal.parent().get();
        if (first(handle, ABOVE, Map.of("parent", parent, "id", canal.id())).isPresent()) {
            return Optional.of(new Saved.Circular("parent"));
        }
        return missingCanal(handle, "parent", parent);
    }

    @Override
    Optional<Saved> hold(Handle handle, String id) {
        return first(handle, ON_IT, Map.of("id", id)).map(other -> new Saved.InUse("id", other));
    }
}
