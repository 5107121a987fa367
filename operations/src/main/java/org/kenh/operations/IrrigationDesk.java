package org.kenh.operations;

import org.kenh.operations.api.Irrigation;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlRegister;
import org.kenh.operations.timescale.SqlSeasons;

/** Opens the irrigation desk. */
final class IrrigationDesk {
    private IrrigationDesk() {}

    static Irrigation open(Foundation foundation, Storage storage) {
        return new Irrigation(registry(foundation, storage.database()));
    }

    private static IrrigationRegistry registry(Foundation foundation, OperationsDatabase database) {
        return new IrrigationRegistry(
                SqlRegister.pumps(database, foundation.clock()),
                SqlRegister.canals(database, foundation.clock()),
                SqlRegister.fields(database, foundation.clock()),
                new SqlSeasons(database, foundation.clock()));
    }
}
