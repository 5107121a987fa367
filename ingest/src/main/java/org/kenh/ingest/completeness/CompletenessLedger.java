package org.kenh.ingest.completeness;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.kenh.telemetry.DeviceId;

/** Where the ledger is kept. Calls block on the database; {@link org.kenh.ingest.IngestException} when it failed. */
public interface CompletenessLedger {
    /** The ledger of a device for the days from {@code first} to {@code last} inclusive; empty if it is not known. */
    Optional<DeviceLedger> ofDevice(DeviceId device, LocalDate first, LocalDate last);

    /** The ledgers of these devices for one day; those that are not known are left out. */
    List<DeviceLedger> ofDay(LocalDate day, Collection<DeviceId> devices);
}
