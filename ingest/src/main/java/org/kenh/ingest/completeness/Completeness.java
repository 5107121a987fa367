package org.kenh.ingest.completeness;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kenh.telemetry.DeviceId;

/** Tells how complete the data of devices and days are. Calls block on the ledger. */
public final class Completeness {
    private final CompletenessLedger ledger;
    private final InstantSource clock;

    public Completeness(CompletenessLedger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Every day from {@code first} to {@code last} inclusive, oldest first; empty if the device is not known. */
    public Optional<List<DayCompleteness>> ofDevice(DeviceId device, LocalDate first, LocalDate last) {
        Instant now = clock.instant();
        return ledger.ofDevice(device, first, last).map(found -> {
            DayAccount account = new DayAccount(found, now);
            return first.datesUntil(last.plusDays(1)).map(account::day).toList();
        });
    }

    /** One day of several devices; those that are not known are left out. */
    public Map<DeviceId, DayCompleteness> ofDay(LocalDate day, Collection<DeviceId> devices) {
        Instant now = clock.instant();
        Map<DeviceId, DayCompleteness> accounts = new LinkedHashMap<>();
        ledger.ofDay(day, devices).forEach(found -> accounts.put(found.device(), new DayAccount(found, now).day(day)));
        return accounts;
    }

    /** The present local day. */
    public LocalDate today() {
        return LocalDays.of(clock.instant());
    }

    /** A part of a whole, in proportion. */
    static Duration part(Duration whole, double share) {
        return Duration.ofMillis(Math.round(whole.toMillis() * share));
    }
}
