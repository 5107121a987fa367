package org.kenh.ingest.completeness;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.kenh.telemetry.DeviceId;

/**
 * The ledger of one device for a range of days. It reaches back to the last day before the range that has numbers, and
 * forward to the first one after it, so that gaps over the ends of the range are seen.
 *
 * @param interval how often the device reports, as it last said
 * @param since its first reading ever, else its last birth; empty when nothing ever came
 * @param days at most one of each day, oldest first
 * @param runs in any order
 */
public record DeviceLedger(
        DeviceId device,
        Optional<Duration> interval,
        Optional<Instant> since,
        List<LedgerDay> days,
        List<NumberRun> runs) {
    public DeviceLedger {
        days = List.copyOf(days);
        runs = List.copyOf(runs);
    }
}
