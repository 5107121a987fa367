package org.kenh.ingest.timescale;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.kenh.telemetry.Value;

/** What a batch has to say, column by column, as arrays for {@code unnest}. */
record BatchColumns(Connection connection) {
    /** Of microseconds. Exact: the product of an interval of one microsecond stays below 2^53. */
    static final String TIME = "timestamptz 'epoch' + %s * interval '1 microsecond'";

    Array times(List<BatchPlan.Row> rows) throws SQLException {
        return array(
                "int8", rows.stream().map(row -> row.reading().timeMicros()).toArray(Long[]::new));
    }

    Array seriesIds(List<BatchPlan.Row> rows) throws SQLException {
        return array("int4", rows.stream().map(row -> row.series().id()).toArray(Integer[]::new));
    }

    Array statuses(List<BatchPlan.Row> rows) throws SQLException {
        return array(
                "int2",
                rows.stream()
                        .map(row -> SeriesStatus.of(
                                row.reading().value(), row.reading().quality()))
                        .toArray(Short[]::new));
    }

    Array texts(Stream<String> values) throws SQLException {
        return array("text", values.toArray(String[]::new));
    }

    Array array(String type, Object[] values) throws SQLException {
        return connection.createArrayOf(type, values);
    }

    static String body(BatchPlan.Row row) {
        return switch (row.reading().value()) {
            case Value.Text(String text) -> text;
            case Value.Data(String base64Url) -> base64Url;
            case Value.Numeric number -> throw new IllegalArgumentException("a number is not an event");
            case Value.Flag flag -> throw new IllegalArgumentException("a flag is not an event");
        };
    }
}
