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
        dropOldReadings();
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

    /** Whole partitions or chunks of numbers; the hours of what is dropped stay. */
    private void dropOldReadings() {
        OffsetDateTime oldest = clock.instant().minus(keep).atOffset(ZoneOffset.UTC);
        jdbi.useHandle(handle -> {
            int dropped = handle.createQuery("select telemetry.drop_samples_before(:oldest)")
                    .bind("oldest", oldest)
                    .mapTo(Integer.class)
                    .one();
            if (dropped > 0) {
                LOG.info("Dropped {} partitions with readings before {}", dropped, oldest);
            }
            handle.createUpdate("delete from telemetry.event where at < :oldest")
                    .bind("oldest", oldest)
                    .execute();
        });
    }
}
