package org.kenh.operations.timescale;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.kenh.operations.loudspeaker.judge.BulletinClass;
import org.kenh.operations.loudspeaker.programme.Bulletin;
import org.kenh.operations.loudspeaker.programme.Bulletin.Cancellation;
import org.kenh.operations.loudspeaker.programme.BulletinStore;
import org.kenh.operations.loudspeaker.programme.Content;
import org.kenh.operations.loudspeaker.programme.Origin;
import org.kenh.operations.loudspeaker.programme.Schedule;

/** Bulletins in tables {@code speaker_bulletin} and {@code speaker_schedule}. */
public final class SqlSpeakerBulletins implements BulletinStore {
    private static final String COLUMNS = "source, external_id, title, class, seconds, sha256, text, area, last_day";
    private static final String VALUES =
            ":source, :externalId, :title, :class, :seconds, :sha256, :text, :area, :lastDay";

    private final OperationsDatabase database;

    public SqlSpeakerBulletins(OperationsDatabase database) {
        this.database = database;
    }

    @Override
    public Optional<Bulletin> add(Content content, String by, Instant at) {
        return database.inTransaction("keep a bulletin", handle -> {
            Query insert = handle.createQuery("insert into speaker_bulletin (" + COLUMNS
                    + ", created_at, created_by, changed_at, revision) values (" + VALUES
                    + ", :at, :by, :at, 1) on conflict (source, external_id) do nothing returning id");
            Optional<Long> id = bind(insert, content)
                    .bind("at", at)
                    .bind("by", by)
                    .mapTo(Long.class)
                    .findOne();
            id.ifPresent(number -> schedules(handle, number, content));
            return id.map(number -> new Bulletin(number, content, at, by, Optional.empty(), 1));
        });
    }

    @Override
    public Optional<Bulletin> find(long id) {
        return one("where id = :id", statement -> statement.bind("id", id));
    }

    @Override
    public Optional<Bulletin> find(Origin origin) {
        return one(
                "where source = :source and external_id = :externalId",
                statement -> statement.bind("source", origin.source()).bind("externalId", origin.id()));
    }

    @Override
    public List<Bulletin> active(LocalDate day) {
        return many(
                "where cancelled_at is null and (last_day is null or last_day >= :day) order by id",
                statement -> statement.bind("day", day));
    }

    @Override
    public List<Bulletin> list(LocalDate day, int others) {
        List<Bulletin> standing = new ArrayList<>(active(day).reversed());
        standing.addAll(many(
                "where not (cancelled_at is null and (last_day is null or last_day >= :day)) order by id desc limit :limit",
                statement -> statement.bind("day", day).bind("limit", others)));
        return standing;
    }

    @Override
    public Optional<Bulletin> replace(long id, int revision, Content content, Instant at) {
        return change(id, revision, content, at, Optional.empty());
    }

    @Override
    public Optional<Bulletin> revive(long id, int revision, String by, Content content, Instant at) {
        return change(id, revision, content, at, Optional.of(by));
    }

    /** One that stands, or that the named one cancelled. */
    private Optional<Bulletin> change(
            long id, int revision, Content content, Instant at, Optional<String> cancelledBy) {
        boolean done = database.inTransaction("change bulletin " + id, handle -> {
            int changed = bind(
                            handle.createUpdate("update speaker_bulletin set (" + COLUMNS
                                    + ", changed_at, revision, cancelled_at, cancelled_by, reason) = (" + VALUES
                                    + ", :at, revision + 1, null, null, '') where id = :id and revision = :revision"
                                    + " and cancelled_by is not distinct from :cancelledBy"),
                            content)
                    .bind("at", at)
                    .bind("id", id)
                    .bind("revision", revision)
                    .bind("cancelledBy", cancelledBy)
                    .execute();
            if (changed == 1) {
                handle.createUpdate("delete from speaker_schedule where bulletin = :id")
                        .bind("id", id)
                        .execute();
                schedules(handle, id, content);
            }
            return changed == 1;
        });
        return done ? find(id) : Optional.empty();
    }

    @Override
    public Optional<Bulletin> cancel(long id, Cancellation cancellation) {
        int changed = database.withHandle(
                "cancel bulletin " + id,
                handle -> handle.createUpdate("""
                        update speaker_bulletin set cancelled_at = :at, cancelled_by = :by, reason = :reason,
                            changed_at = :at, revision = revision + 1
                        where id = :id and cancelled_at is null""")
                        .bind("at", cancellation.at())
                        .bind("by", cancellation.by())
                        .bind("reason", cancellation.reason())
                        .bind("id", id)
                        .execute());
        return changed == 1 ? find(id) : Optional.empty();
    }

    private Optional<Bulletin> one(String condition, java.util.function.UnaryOperator<Query> binding) {
        return many(condition, binding).stream().findFirst();
    }

    private List<Bulletin> many(String condition, java.util.function.UnaryOperator<Query> binding) {
        return database.inSnapshot("look up bulletins", handle -> {
            List<Row> rows = binding.apply(handle.createQuery("select * from speaker_bulletin " + condition))
                    .map((row, context) -> Row.of(row))
                    .list();
            Map<Long, List<Schedule>> schedules =
                    schedules(handle, rows.stream().map(Row::id).toList());
            return rows.stream()
                    .map(row -> row.bulletin(schedules.getOrDefault(row.id(), List.of())))
                    .toList();
        });
    }

    private static Map<Long, List<Schedule>> schedules(Handle handle, List<Long> bulletins) {
        Map<Long, List<Schedule>> found = new HashMap<>();
        if (!bulletins.isEmpty()) {
            handle.createQuery("select * from speaker_schedule where bulletin = any(:ids) order by bulletin, number")
                    .bindArray("ids", Long.class, bulletins)
                    .map((row, context) -> Map.entry(row.getLong("bulletin"), schedule(row)))
                    .forEach(entry -> found.computeIfAbsent(entry.getKey(), id -> new ArrayList<>())
                            .add(entry.getValue()));
        }
        return found;
    }

    private static void schedules(Handle handle, long bulletin, Content content) {
        if (content.schedules().isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                insert into speaker_schedule (bulletin, number, valid_from, valid_to, weekdays, times, areas, clusters, ordering)
                values (:bulletin, :number, :from, :to, :days, :times, :areas, :clusters, :order)""");
        int number = 0;
        for (Schedule schedule : content.schedules()) {
            batch.bind("bulletin", bulletin)
                    .bind("number", number++)
                    .bind("from", schedule.from())
                    .bind("to", schedule.to())
                    .bind(
                            "days",
                            StoredJson.write(schedule.days().stream()
                                    .map(DayOfWeek::getValue)
                                    .toList()))
                    .bind(
                            "times",
                            StoredJson.write(schedule.times().stream()
                                    .map(LocalTime::toString)
                                    .toList()))
                    .bind("areas", StoredJson.write(schedule.areas()))
                    .bind("clusters", StoredJson.write(schedule.clusters()))
                    .bind("order", schedule.order())
                    .add();
        }
        batch.execute();
    }

    private static Schedule schedule(ResultSet row) throws SQLException {
        return new Schedule(
                row.getObject("valid_from", LocalDate.class),
                Optional.ofNullable(row.getObject("valid_to", LocalDate.class)),
                Stream.of(StoredJson.read(row.getString("weekdays"), Integer[].class))
                        .map(DayOfWeek::of)
                        .collect(Collectors.toSet()),
                Stream.of(StoredJson.read(row.getString("times"), String[].class))
                        .map(LocalTime::parse)
                        .toList(),
                List.of(StoredJson.read(row.getString("areas"), String[].class)),
                List.of(StoredJson.read(row.getString("clusters"), String[].class)),
                row.getInt("ordering"));
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Content content) {
        return statement
                .bind("source", content.origin().map(Origin::source))
                .bind("externalId", content.origin().map(Origin::id))
                .bind("title", content.title())
                .bind("class", content.kind().word())
                .bind("seconds", content.seconds())
                .bind("sha256", content.sha256())
                .bind("text", content.text())
                .bind("area", content.area())
                .bind("lastDay", lastDay(content));
    }

    /** Empty while one of the schedules goes on. */
    private static Optional<LocalDate> lastDay(Content content) {
        boolean goesOn =
                content.schedules().stream().anyMatch(schedule -> schedule.to().isEmpty());
        return goesOn
                ? Optional.empty()
                : Optional.of(content.schedules().stream()
                        .flatMap(schedule -> schedule.to().stream())
                        .max(Comparator.naturalOrder())
                        .orElse(LocalDate.EPOCH));
    }

    private record Row(
            long id,
            Content content,
            Instant createdAt,
            String createdBy,
            Optional<Cancellation> cancelled,
            int revision) {
        static Row of(ResultSet row) throws SQLException {
            String by = row.getString("cancelled_by");
            String reason = row.getString("reason");
            String external = row.getString("external_id");
            return new Row(
                    row.getLong("id"),
                    new Content(
                            SpeakerRows.text(row, "source").map(source -> new Origin(source, external)),
                            row.getString("title"),
                            BulletinClass.fromWord(row.getString("class")).orElseThrow(),
                            row.getInt("seconds"),
                            SpeakerRows.text(row, "sha256"),
                            SpeakerRows.text(row, "text"),
                            row.getString("area"),
                            List.of()),
                    Steps.instant(row, "created_at"),
                    row.getString("created_by"),
                    SpeakerRows.instant(row, "cancelled_at").map(at -> new Cancellation(at, by, reason)),
                    row.getInt("revision"));
        }

        Bulletin bulletin(List<Schedule> schedules) {
            return new Bulletin(id, content.with(schedules), createdAt, createdBy, cancelled, revision);
        }
    }
}
