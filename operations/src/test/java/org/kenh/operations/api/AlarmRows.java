package org.kenh.operations.api;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.DatabaseSettings;

/** Rows in the tables of the alarm desk, as its engine would write them. */
final class AlarmRows {
    private final DatabaseSettings settings;

    AlarmRows(DatabaseSettings settings) {
        this.settings = settings;
    }

    /** An alarm of a rule on an area; gives its id. */
    long alarm(String rule, String area) {
        return insert("""
                insert into operations.alarm (rule, subject, area, updated_at) values (?, ?, ?, now()) returning id""", rule, "area:" + area, area);
    }

    UUID occurrence(long alarm, Instant began, @Nullable Instant ended) {
        UUID id = UUID.randomUUID();
        insert("""
                insert into operations.alarm_occurrence (id, alarm, rule, subject, rule_version, began_at, ended_at, historical)
                select ?, a.id, a.rule, a.subject, 1, ?, ?, false from operations.alarm a where a.id = ? returning alarm""", id, began, ended, alarm);
        return id;
    }

    void row(long alarm, Row row) {
        insert(
                """
                insert into operations.alarm_transition (alarm, rule, rule_version, subject, name, area, occurrence, event,
                    from_letter, to_letter, at, recorded_at, level, priority, value, limit_value, who, reason, historical, annunciated)
                select a.id, a.rule, 1, a.subject, ?, a.area, ?, ?, 'A', ?, ?, ?, 1, ?, 3.5, 3.2, ?, ?, ?, ?
                from operations.alarm a where a.id = ? returning alarm""",
                row.name,
                row.occurrence,
                row.event,
                row.letter,
                row.at,
                row.recorded,
                row.priority,
                row.who,
                row.reason,
                row.historical,
                row.annunciated,
                alarm);
    }

    private long insert(String sql, @Nullable Object... values) {
        try (Connection connection = DriverManager.getConnection(settings.url(), settings.user(), settings.password());
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int place = 0; place < values.length; place++) {
                Object value = values[place];
                statement.setObject(place + 1, value instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : value);
            }
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A row of the journal. */
    record Row(
            String name,
            @Nullable UUID occurrence,
            String event,
            String letter,
            Instant at,
            Instant recorded,
            int priority,
            String who,
            String reason,
            boolean historical,
            boolean annunciated) {
        /** An operator is told. */
        static Row told(String name, @Nullable UUID occurrence, Instant at, int priority) {
            return new Row(name, occurrence, "activate", "B", at, at, priority, "system", "", false, true);
        }

        /** Something that is not told. */
        static Row quiet(String name, @Nullable UUID occurrence, String event, String letter, Instant at) {
            return new Row(name, occurrence, event, letter, at, at, 2, "system", "", false, false);
        }

        Row by(String person, String why) {
            return new Row(
                    name, occurrence, event, letter, at, recorded, priority, person, why, historical, annunciated);
        }

        /** Written down later than it was. */
        Row recorded(Instant when) {
            return new Row(name, occurrence, event, letter, at, when, priority, who, reason, historical, annunciated);
        }

        /** Found in readings that came late. */
        Row late(Instant when) {
            return new Row(name, occurrence, event, "A", at, when, priority, who, reason, true, false);
        }
    }
}
