package org.kenh.operations;

import org.kenh.operations.api.Irrigation;
import org.kenh.operations.keys.ScheduleKeyFile;
import org.kenh.operations.timescale.SqlIrrigation;

/** Opens the irrigation desk. */
final class IrrigationDesk {
    private IrrigationDesk() {}

    static Irrigation open(Foundation foundation, Storage storage) {
        ScheduleKeyFile key = ScheduleKeyFile.of(foundation.config().data());
        return new Irrigation(
                SqlIrrigation.registry(storage.database(), foundation.clock()),
                new Irrigation.ScheduleKey(key.id(), key.publicKey()));
    }
}
