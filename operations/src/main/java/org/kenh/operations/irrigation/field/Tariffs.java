package org.kenh.operations.irrigation.field;

import java.time.Instant;
import java.util.List;
import org.kenh.operations.irrigation.plan.ExampleTariff;
import org.kenh.operations.irrigation.plan.TariffCalendar;
import org.kenh.operations.irrigation.plan.TariffVersion;

/**
 * Keeps versions of the electricity tariff, which never change. All calls block on the database;
 * {@link org.kenh.operations.OperationsException}: it failed.
 */
public interface Tariffs {
    /** By their first day, the latest first. */
    List<Kept> all();

    /** Keeps a new version; {@link Saved.Exists} when another one begins on that day. */
    Saved add(TariffVersion tariff, String by);

    /** What to reckon with: the versions kept, or the example as long as there is none. */
    default TariffCalendar calendar() {
        List<TariffVersion> versions = all().stream().map(Kept::tariff).toList();
        return versions.isEmpty() ? ExampleTariff.calendar() : new TariffCalendar(versions);
    }

    /** A version, who entered it, and when. */
    record Kept(long id, TariffVersion tariff, Instant createdAt, String createdBy) {}
}
