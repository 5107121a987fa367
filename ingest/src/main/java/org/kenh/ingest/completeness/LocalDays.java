package org.kenh.ingest.completeness;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Days of Asia/Ho_Chi_Minh, which has had no summer time since 1975. */
public final class LocalDays {
    private static final ZoneOffset OFFSET = ZoneOffset.ofHours(7);

    private LocalDays() {}

    /** The local day of a moment. */
    public static LocalDate of(Instant moment) {
        return LocalDate.ofInstant(moment, OFFSET);
    }

    static Instant start(LocalDate day) {
        return day.atStartOfDay(OFFSET).toInstant();
    }

    static Instant end(LocalDate day) {
        return start(day.plusDays(1));
    }
}
