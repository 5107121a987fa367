package org.kenh.ingest.timescale;

import java.time.Clock;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Jdbi;
import org.kenh.ingest.IngestConfig.RejectedKeeping;

/** Keeps the tables within their bounds. */
final class Housekeeping {
    private final Jdbi jdbi;
    private final RejectedKeeping rejected;
    private final Clock clock;

    Housekeeping(Jdbi jdbi, RejectedKeeping rejected, Clock clock) {
        this.jdbi = jdbi;
        this.rejected = rejected;
        this.clock = clock;
    }

    /** Drops rejected messages beyond what is kept, and sessions that have expired. */
    void tidy() {
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
}
