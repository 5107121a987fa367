package org.kenh.ingest;

import java.util.Locale;
import java.util.Optional;

/**
 * What the database can do. It changes speed and use of disk, never results.
 *
 * @param level what was found
 * @param postgresql version of the server, for example {@code 18.1}
 * @param timescaledb version of the extension in this database
 * @param hypertable whether readings are kept in a hypertable; false means native partitions, also where the extension
 *     was added only later
 */
public record Capability(Level level, String postgresql, Optional<String> timescaledb, boolean hypertable) {

    /** What kind of database it is. */
    public enum Level {
        /** TimescaleDB under its community licence: hypertables, columnstore, policies, continuous aggregates. */
        COMMUNITY,
        /** TimescaleDB under Apache-2.0: hypertables and {@code drop_chunks}. */
        APACHE,
        /** PostgreSQL alone: native range partitions. */
        PLAIN;

        /** The word in the API. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String toString() {
        return "PostgreSQL " + postgresql
                + timescaledb
                        .map(version -> ", TimescaleDB " + version + " (" + level.word() + ")")
                        .orElse(" without TimescaleDB")
                + (hypertable ? ", readings in a hypertable" : ", readings in native partitions");
    }
}
