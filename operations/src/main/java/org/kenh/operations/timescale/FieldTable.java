package org.kenh.operations.timescale;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.field.Codecs;
import org.kenh.operations.irrigation.field.Control;
import org.kenh.operations.irrigation.field.Field;
import org.kenh.operations.irrigation.field.Saved;

/** Table {@code irrigation_field}. */
final class FieldTable extends WorkTable<Field> {
    FieldTable() {
        super("irrigation_field", Codecs.FIELD);
    }

    @Override
    Map<String, @Nullable Object> columns(Field field) {
        Optional<Control> valve = field.inlet().valve();
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("name", field.name());
        columns.put("area", field.area());
        columns.put("canal", field.canal());
        columns.put("hectares", field.hectares());
        columns.put("device", valve.map(control -> control.device().value()).orElse(null));
        columns.put("target", valve.map(Control::target).orElse(null));
        return columns;
    }

    @Override
    Optional<Saved> obstacle(Handle handle, Field field) {
        return missingCanal(handle, "canal", field.canal())
                .or(() -> field.inlet().valve().flatMap(valve -> takenControl(handle, "valve", field.id(), valve)));
    }

    @Override
    Optional<String> turns() {
        return Optional.of(SubjectKind.FIELD.word());
    }

    @Override
    Optional<Saved> hold(Handle handle, String id) {
        return first(
                        handle,
                        "select id::text from irrigation_season where field = :id and ended_on is null",
                        Map.of("id", id))
                .map(season -> new Saved.InUse("season", season));
    }
}
