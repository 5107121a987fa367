package org.kenh.ingest.timescale;

import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;

/** Times as microseconds since 1970-01-01T00:00:00Z. */
final class Micros {
    /** In SQL, of a column or parameter with microseconds. Exact: the product stays below 2^53. */
    static final String TO_TIME = "timestamptz 'epoch' + %s * interval '1 microsecond'";

    static final String FROM_TIME = "(extract(epoch from %s) * 1000000)::bigint";

    /** Days of the ledger are local: the district has had no summer time since 1975. */
    static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    private static final long OFFSET = TimeUnit.HOURS.toMicros(7);
    private static final long DAY = TimeUnit.DAYS.toMicros(1);

    private Micros() {}

    static long of(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }

    static Instant toInstant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
    }

    /** The day of Asia/Ho_Chi_Minh, as days since 1970-01-01. */
    static int localDay(long micros) {
        return (int) Math.floorDiv(micros + OFFSET, DAY);
    }
}
