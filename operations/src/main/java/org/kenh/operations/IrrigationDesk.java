package org.kenh.operations;

import org.kenh.operations.api.Irrigation;
import org.kenh.operations.timescale.SqlIrrigation;

/** Opens the irrigation desk. */
final class IrrigationDesk {
    private IrrigationDesk() {}

    static Irrigation open(Foundation foundation, Storage storage) {
        return new Irrigation(SqlIrrigation.registry(storage.database(), foundation.clock()));
    }
}
