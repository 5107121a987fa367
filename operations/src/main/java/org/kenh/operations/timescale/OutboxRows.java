package org.kenh.operations.timescale;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.notification.AlarmFacts;
import org.kenh.operations.notification.Channel;
import org.kenh.operations.notification.Content;
import org.kenh.operations.notification.Failure;
import org.kenh.operations.notification.Message;
import org.kenh.operations.notification.Outbox.Delivery;
import org.kenh.operations.notification.Outbox.DueStep;
import org.kenh.operations.notification.Outbox.Notice;
import org.kenh.operations.notification.Outbox.State;

/** Between rows of the tables {@code notification_…} and what they mean. */
final class OutboxRows {
    static final String STEP =
            "s.id as step_id, s.alarm, s.transition, s.policy, s.step, s.area, s.facts, s.returned_at";

    private OutboxRows() {}

    static DueStep step(ResultSet row) throws SQLException {
        java.sql.Timestamp returned = row.getTimestamp("returned_at");
        return new DueStep(
                row.getLong("step_id"),
                row.getLong("alarm"),
                row.getLong("transition"),
                row.getString("policy"),
                row.getInt("step"),
                row.getString("area"),
                StoredJson.read(row.getString("facts"), AlarmFacts.class)
                        .over(returned == null ? null : returned.toInstant()));
    }

    static Notice notice(ResultSet row) throws SQLException {
        String[] words = (String[]) row.getArray("channels").getArray();
        return new Notice(
                row.getLong("id"),
                row.getString("username"),
                Arrays.stream(words)
                        .flatMap(word -> Channel.fromWord(word).stream())
                        .collect(Collectors.toSet()),
                step(row),
                row.getTimestamp("at").toInstant());
    }

    static Message message(ResultSet row) throws SQLException {
        return new Message(
                row.getLong("id"),
                row.getObject("key", UUID.class),
                row.getString("username"),
                Channel.fromWord(row.getString("channel")).orElseThrow(),
                StoredJson.read(row.getString("content"), Content.class),
                row.getInt("attempts"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("give_up_at").toInstant());
    }

    static Delivery delivery(ResultSet row) throws SQLException {
        Content content = StoredJson.read(row.getString("content"), Content.class);
        boolean waiting = row.getString("state").equals(State.WAITING.word());
        java.sql.Timestamp ended = row.getTimestamp("ended_at");
        return new Delivery(
                row.getLong("id"),
                row.getObject("key", UUID.class),
                row.getString("username"),
                row.getString("channel"),
                content.subject(),
                content.priority(),
                content.alarms(),
                content.count(),
                row.getString("state"),
                row.getInt("attempts"),
                row.getTimestamp("created_at").toInstant(),
                waiting ? row.getTimestamp("next_at").toInstant() : null,
                ended == null ? null : ended.toInstant(),
                failure(row.getString("error")));
    }

    static String[] words(Set<Channel> channels) {
        return channels.stream().map(Channel::word).sorted().toArray(String[]::new);
    }

    /** Empty for none, as the column wants it. */
    static String text(Optional<Failure> failure) {
        return failure.map(StoredJson::write).orElse("");
    }

    /** Before there were codes, texts were kept. */
    private static @Nullable Failure failure(String text) {
        if (text.isEmpty()) {
            return null;
        }
        return text.startsWith("{") ? StoredJson.read(text, Failure.class) : Failure.of(Failure.OTHER, text);
    }
}
