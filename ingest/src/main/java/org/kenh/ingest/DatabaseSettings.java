package org.kenh.ingest;

/**
 * Where the database is.
 *
 * @param url JDBC URL of PostgreSQL 15 or newer, with or without TimescaleDB
 */
public record DatabaseSettings(String url, String user, String password) {
    public DatabaseSettings {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "the database URL must start with jdbc:postgresql:, but is \"" + withoutQuery(url) + "\"");
        }
    }

    /** Without the password and without the URL's parameters, which may hold one. */
    @Override
    public String toString() {
        return user + " at " + withoutQuery(url);
    }

    private static String withoutQuery(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }
}
