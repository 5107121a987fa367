package org.kenh.operations.alarmdesk;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.alarm.AlarmRule;
import org.kenh.ingest.alarm.AlarmStatus;
import org.kenh.ingest.alarm.Letter;
import org.kenh.ingest.alarm.Transition;

/** Rows of the journal, before they have an id. */
final class JournalRows {
    static final String COMMENT = "comment";
    static final String ASSIGN = "assign";
    static final String REMOVED = "removed";

    private JournalRows() {}

    static JournalRow of(Hosted alarm, Transition row) {
        return row(
                alarm,
                row.event().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                new Facts(
                        row.ruleVersion(),
                        row.from(),
                        row.to(),
                        row.occurrence(),
                        row.level(),
                        row.priority().number(),
                        row.value(),
                        row.limit()),
                new Circumstances(
                        row.at(), row.recordedAt(), row.who(), row.reason(), row.historical(), row.annunciates()));
    }

    /** What a person wrote about it; moves it nowhere. */
    static JournalRow remark(Hosted alarm, AlarmStatus status, String event, Circumstances circumstances) {
        return row(alarm, event, facts(alarm, status, status.letter()), circumstances);
    }

    static JournalRow removed(Hosted alarm, AlarmStatus status, String why, Instant now) {
        return row(
                alarm,
                REMOVED,
                facts(alarm, status, Letter.A),
                new Circumstances(now, now, "system", why, false, false));
    }

    static JournalRow numbered(JournalRow row, long id) {
        return new JournalRow(
                id,
                row.alarm(),
                row.rule(),
                row.ruleVersion(),
                row.subject(),
                row.name(),
                row.site(),
                row.area(),
                row.at(),
                row.recordedAt(),
                row.event(),
                row.from(),
                row.to(),
                row.occurrence(),
                row.level(),
                row.priority(),
                row.value(),
                row.limit(),
                row.who(),
                row.reason(),
                row.historical(),
                row.annunciated());
    }

    static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static Facts facts(Hosted alarm, AlarmStatus status, Letter to) {
        return new Facts(
                alarm.watched().binding().rule().version(),
                status.letter(),
                to,
                status.occurrence(),
                status.level(),
                status.priority().number(),
                status.value(),
                status.limit());
    }

    private static JournalRow row(Hosted alarm, String event, Facts facts, Circumstances circumstances) {
        Watched watched = alarm.watched();
        AlarmRule rule = watched.binding().rule();
        return new JournalRow(
                0,
                alarm.id(),
                alarm.key().rule(),
                facts.version,
                alarm.key().subject(),
                rule.rationalisation().name().vi(),
                watched.where().site().orElse(null),
                watched.where().area(),
                circumstances.at(),
                circumstances.recordedAt(),
                event,
                facts.from,
                facts.to,
                facts.occurrence.orElse(null),
                facts.level,
                facts.priority,
                finite(facts.value),
                finite(facts.limit),
                circumstances.who(),
                circumstances.reason(),
                circumstances.historical(),
                circumstances.annunciated());
    }

    /** When, by whom and why. */
    record Circumstances(
            Instant at, Instant recordedAt, String who, String reason, boolean historical, boolean annunciated) {
        static Circumstances by(String who, String text, Instant now) {
            return new Circumstances(now, now, who, text, false, false);
        }
    }

    private record Facts(
            int version,
            Letter from,
            Letter to,
            Optional<UUID> occurrence,
            int level,
            int priority,
            double value,
            double limit) {}
}
