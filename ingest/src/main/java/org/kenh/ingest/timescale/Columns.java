package org.kenh.ingest.timescale;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Columns of a statement as arrays, for {@code unnest}. Primitive arrays travel in binary and are never boxed. */
record Columns(Connection connection) {
    Array ints(IntStream values) throws SQLException {
        return primitive("int4", values.toArray());
    }

    Array longs(LongStream values) throws SQLException {
        return primitive("int8", values.toArray());
    }

    Array texts(Stream<String> values) throws SQLException {
        return array("text", values.toArray(String[]::new));
    }

    /** With nulls where they are. */
    Array array(String type, Object[] values) throws SQLException {
        return connection.createArrayOf(type, values);
    }

    /** Of a {@code short[]}, {@code int[]}, {@code long[]} or {@code double[]}. */
    Array primitive(String type, Object values) throws SQLException {
        return connection.unwrap(PGConnection.class).createArrayOf(type, values);
    }

    static long[] longs(Array array) throws SQLException {
        return Stream.of((Long[]) array.getArray()).mapToLong(Long::longValue).toArray();
    }

    static double[] doubles(Array array) throws SQLException {
        return Stream.of((Double[]) array.getArray())
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** PostgreSQL's smallint comes as {@link Short}; null becomes 0. */
    static short[] shorts(Array array) throws SQLException {
        @Nullable Short[] boxed = (@Nullable Short[]) array.getArray();
        short[] values = new short[boxed.length];
        for (int i = 0; i < boxed.length; i++) {
            Short value = boxed[i];
            values[i] = value == null ? 0 : value;
        }
        return values;
    }
}
