package org.kenh.ingest.completeness;

import java.time.Instant;
import java.time.LocalDate;

/**
 * What came of a device in a day of Asia/Ho_Chi_Minh, each reading counted once.
 *
 * @param packs packs whose oldest reading is of this day
 * @param latePacks those that came more than five minutes after their newest reading
 * @param times different times of which there are numbers
 * @param firstAt the oldest reading
 * @param lastAt the newest reading
 */
public record LedgerDay(
        LocalDate day,
        long packs,
        long latePacks,
        long times,
        long readings,
        long lateReadings,
        Instant firstAt,
        Instant lastAt) {}
