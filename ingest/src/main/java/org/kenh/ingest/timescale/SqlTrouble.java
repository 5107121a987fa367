package org.kenh.ingest.timescale;

import java.sql.SQLException;

/** What an SQLException means, by its SQLSTATE (manual, appendix A). */
enum SqlTrouble {
    /** A row is there already. */
    DUPLICATE,
    /** No native partition takes the row. */
    NO_PARTITION,
    /** The data itself cannot be stored, now or later. */
    DATA,
    /**
     * Everything else: no connection, no room, a time-out, a deadlock, a right that is missing. The data is fine and must
     * not be lost, so it is tried again until someone mends the database.
     */
    STORE,
    /** What is kept in memory is not what the tables say: it is to be read again. */
    OUTDATED;

    /** The SQLSTATE under which {@link #OUTDATED} is thrown; class "KN" is free for programs. */
    static final String STALE = "KN001";

    static SqlTrouble of(SQLException exception) {
        String state = exception.getSQLState();
        if (state == null || state.length() != 5) {
            return STORE;
        }
        if (state.equals("23505")) {
            return DUPLICATE;
        }
        if (state.equals(STALE)) {
            return OUTDATED;
        }
        if (state.equals("23514")) {
            return NO_PARTITION;
        }
        if (state.equals("2200H")) {
            // A sequence has run out: class 22, but no fault of the data.
            return STORE;
        }
        return switch (state.substring(0, 2)) {
            case "21", "22", "23", "54" -> DATA;
            default -> STORE;
        };
    }
}
