package org.kenh.ingest.timescale;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Jdbi;
import org.kenh.ingest.IngestConfig;
import org.kenh.ingest.IngestConfig.RejectedKeeping;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the tables within their bounds. */
final class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private static final Duration SLACK = Duration.ofDays(2);
    /** So many events go at a time; the rest goes the next time. */
    private static final int MOST_EVENTS = 100_000;

    private final Jdbi jdbi;
    private final RejectedKeeping rejected;
    private final Duration keep;
    private final Clock clock;

    Housekeeping(Jdbi jdbi, IngestConfig config, Clock clock) {
        this.jdbi = jdbi;
        this.rejected = config.rejected();
        this.keep = config.keep();
        this.clock = clock;
    }

    /** Drops readings and rejected messages beyond what is kept, and sessions that have expired. */
    void tidy() {
        tidyMessagesAndSessions();
        dropOldReadings();
    }

    private void tidyMessagesAndSessions() {
        jdbi.useHandle(handle -> {
            handle.createUpdate("delete from telemetry.rejected_message where received_at < :oldest")
                    .bind("oldest", clock.instant().minus(rejected.age()).atOffset(ZoneOffset.UTC))
                    .execute();
            handle.createUpdate("delete from telemetry.rejected_message where id in (select id from ("
                            + "select id, row_number() over newest as place, sum(bytes::bigint) over newest as total"
                            + " from telemetry.rejected_message window newest as (order by received_at desc, id)) kept"
                            + " where place > :rows or total > :bytes)")
                    .bind("rows", rejected.rows())
                    .bind("bytes", rejected.bytes())
                    .execute();
            handle.createUpdate("delete from telemetry.session where expires_at < :now")
                    .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .execute();
        });
    }

    /**
     * Whole partitions or chunks of numbers; the hours of what is dropped stay. Two days later than they could go: a
     * reading that is just young enough to be taken may have the hours of its whole local day rolled up again.
     */
    private void dropOldReadings() {
        OffsetDateTime oldest = clock.instant().minus(keep).minus(SLACK).atOffset(ZoneOffset.UTC);
        jdbi.useHandle(handle -> {
            int dropped = handle.createQuery("select telemetry.drop_samples_before(:oldest)")
                    .bind("oldest", oldest)
                    .mapTo(Integer.class)
                    .one();
            if (dropped > 0) {
                LOG.info("Dropped {} partitions with readings before {}", dropped, oldest);
            }
            handle.createUpdate("delete from telemetry.event where (series_id, at) in"
                            + " (select series_id, at from telemetry.event where at < :oldest limit :most)")
                    .bind("oldest", oldest)
                    .bind("most", MOST_EVENTS)
                    .execute();
        });
    }
}
