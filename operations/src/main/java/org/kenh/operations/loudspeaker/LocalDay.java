package org.kenh.operations.loudspeaker;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Days as people have them: from midnight to midnight in Viet Nam. */
public final class LocalDay {
    public static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    private LocalDay() {}

    public static LocalDate of(Instant moment) {
        return LocalDate.ofInstant(moment, ZONE);
    }

    public static Instant start(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }

    public static Instant end(LocalDate day) {
        return start(day.plusDays(1));
    }
}
