package org.kenh.operations.timescale;

import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.field.Codecs;
import org.kenh.operations.irrigation.field.Pump;
import org.kenh.operations.irrigation.field.Saved;

/** Table {@code irrigation_pump}. */
final class PumpTable extends WorkTable<Pump> {
    PumpTable() {
        super("irrigation_pump", Codecs.PUMP);
    }

    @Override
    Map<String, @Nullable Object> columns(Pump pump) {
        return Map.of(
                "name", pump.name(),
                "canal", pump.canal(),
                "device", pump.control().device().value(),
                "target", pump.control().target());
    }

    @Override
    Optional<Saved> obstacle(Handle handle, Pump pump) {
        return missingCanal(handle, "canal", pump.canal())
                .or(() -> takenControl(handle, "control", pump.id(), pump.control()));
    }

    @Override
    Optional<String> turns() {
        return Optional.of(SubjectKind.PUMP.word());
    }

    @Override
    Optional<Saved> hold(Handle handle, String id) {
        return Optional.empty();
    }
}
