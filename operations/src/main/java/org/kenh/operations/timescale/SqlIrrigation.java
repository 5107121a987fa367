package org.kenh.operations.timescale;

import java.time.InstantSource;
import org.kenh.operations.irrigation.agronomy.CropLibrary;
import org.kenh.operations.irrigation.field.Crops;
import org.kenh.operations.irrigation.field.IrrigationRegistry;

/** The registers of the irrigation desk in the database. */
public final class SqlIrrigation {
    private SqlIrrigation() {}

    public static IrrigationRegistry registry(OperationsDatabase database, InstantSource clock) {
        return new IrrigationRegistry(
                SqlRegister.pumps(database, clock),
                SqlRegister.canals(database, clock),
                SqlRegister.fields(database, clock),
                new SqlSeasons(database, clock),
                new Crops(CropLibrary.bundled(), new SqlCropStore(database), clock),
                new SqlTariffs(database, clock));
    }
}
