package org.kenh.operations.timescale;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Rows on their way to one statement, column by column as texts that the statement casts: one round trip for all. */
final class TextColumns {
    private final Map<String, List<@Nullable String>> columns = new LinkedHashMap<>();

    TextColumns put(String column, @Nullable Object value) {
        columns.computeIfAbsent(column, name -> new ArrayList<>()).add(text(value));
        return this;
    }

    <S extends SqlStatement<S>> S bind(S statement) {
        S bound = statement;
        for (Map.Entry<String, List<@Nullable String>> column : columns.entrySet()) {
            bound = bound.bind(column.getKey(), column.getValue().toArray(String[]::new));
        }
        return bound;
    }

    private static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Optional<?> optional -> text(optional.orElse(null));
            case byte[] bytes -> "\\x" + HexFormat.of().formatHex(bytes);
            case Double number when number.isNaN() -> null;
            case Instant instant -> instant.toString();
            default -> value.toString();
        };
    }
}
