package org.kenh.operations.timescale;

import java.net.URI;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.kenh.operations.keys.Seal;
import org.kenh.operations.loudspeaker.judge.Measured;
import org.kenh.operations.loudspeaker.source.EmergencyMessage;
import org.kenh.operations.loudspeaker.source.PlayRecord;
import org.kenh.operations.loudspeaker.source.SourceSettings;
import org.kenh.operations.loudspeaker.source.SourceSettings.Way;
import org.kenh.operations.loudspeaker.source.SourceStore;

/** The way to the province in tables {@code speaker_source} and {@code speaker_source_log}; its key is sealed. */
public final class SqlSource implements SourceStore {
    private static final String OWNER = "speaker-source";
    private static final int MOST_ENDED = 5_000;

    private final OperationsDatabase database;
    private final Seal seal;

    public SqlSource(OperationsDatabase database, Seal seal) {
        this.database = database;
        this.seal = seal;
    }

    @Override
    public SourceSettings settings() {
        return database.withHandle(
                "look up how the province is reached",
                handle -> handle.createQuery("select * from speaker_source")
                        .map((row, context) -> settings(row))
                        .findOne()
                        .orElse(SourceSettings.NEVER_SET));
    }

    private static SourceSettings settings(ResultSet row) throws SQLException {
        return new SourceSettings(
                Way.fromWord(row.getString("way")),
                SpeakerRows.text(row, "directory").map(Path::of),
                SpeakerRows.text(row, "url").map(URI::create),
                row.getInt("pull_minutes"),
                row.getInt("push_minutes"),
                row.getString("mapping"),
                row.getBytes("key_sealed") != null,
                row.getInt("revision"));
    }

    @Override
    public Optional<String> key() {
        return database.withHandle(
                        "look up the province's key",
                        handle -> handle.createQuery(
                                        "select key_sealed from speaker_source where key_sealed is not null")
                                .mapTo(byte[].class)
                                .findOne())
                .map(bytes -> seal.open(OWNER, bytes));
    }

    @Override
    public boolean put(SourceSettings settings, Optional<String> key, String by, Instant at) {
        return database.inTransaction("keep how the province is reached", handle -> {
            int revision = handle.createQuery("select revision from speaker_source for update")
                    .mapTo(Integer.class)
                    .findOne()
                    .orElse(0);
            if (revision != settings.revision()) {
                return false;
            }
            // What was to be asked and told may be somewhere else now: it is asked and told anew.
            handle.createUpdate("""
                            insert into speaker_source (way, directory, url, pull_minutes, push_minutes, mapping, changed_by,
                                changed_at, revision, pushed_to)
                            values (:way, :directory, :url, :pull, :push, :mapping, :by, :at, 1, :at)
                            on conflict (one) do update set way = :way, directory = :directory, url = :url,
                                pull_minutes = :pull, push_minutes = :push, mapping = :mapping, changed_by = :by,
                                changed_at = :at, revision = speaker_source.revision + 1, etag = null, pull_next = null,
                                push_next = null, pull_failed = 0, problem = null,
                                pushed_to = case when speaker_source.way = 'off' then :at else speaker_source.pushed_to end""")
                    .bind("way", settings.way().word())
                    .bind("directory", settings.directory().map(Path::toString))
                    .bind("url", settings.url().map(URI::toString))
                    .bind("pull", settings.pullMinutes())
                    .bind("push", settings.pushMinutes())
                    .bind("mapping", settings.mapping())
                    .bind("by", by)
                    .bind("at", at)
                    .execute();
            key.ifPresent(secret -> key(handle, secret));
            handle.createUpdate("update speaker_source_log set next_at = :at where state = 'waiting'")
                    .bind("at", at)
                    .execute();
            return true;
        });
    }

    private void key(Handle handle, String secret) {
        handle.createUpdate("update speaker_source set key_sealed = :key")
                .bind("key", secret.isEmpty() ? null : seal.seal(OWNER, secret))
                .execute();
    }

    @Override
    public Progress progress() {
        return database.withHandle(
                "look how far the province has been told",
                handle -> handle.createQuery("select * from speaker_source")
                        .map((row, context) -> new Progress(
                                SpeakerRows.text(row, "etag"),
                                SpeakerRows.instant(row, "pulled_at"),
                                SpeakerRows.instant(row, "pull_next").orElse(Instant.EPOCH),
                                row.getInt("pull_failed"),
                                SpeakerRows.instant(row, "pushed_to").orElse(Instant.EPOCH),
                                SpeakerRows.instant(row, "push_next").orElse(Instant.EPOCH),
                                SpeakerRows.text(row, "problem")))
                        .findOne()
                        .orElseGet(() -> new Progress(
                                Optional.empty(),
                                Optional.empty(),
                                Instant.EPOCH,
                                0,
                                Instant.EPOCH,
                                Instant.EPOCH,
                                Optional.empty())));
    }

    @Override
    public void pulled(Pulled pulled) {
        database.inTransaction("note what the province supplied", handle -> {
            handle.createUpdate("""
                            update speaker_source set etag = :etag, pull_next = :next, pull_failed = :failed,
                                problem = :problem,
                                pulled_at = case when :failed = 0 then :at else pulled_at end""")
                    .bind("etag", pulled.etag())
                    .bind("next", pulled.next())
                    .bind("failed", pulled.failed())
                    .bind("problem", pulled.problem())
                    .bind("at", pulled.at())
                    .execute();
            pulled.entries()
                    .forEach(entry -> handle.createUpdate("""
                            insert into speaker_source_log (at, direction, what, state, attempts, detail)
                            values (:at, :direction, :what, :state, :attempts, :detail)""")
                            .bind("at", entry.at())
                            .bind("direction", entry.direction())
                            .bind("what", entry.what())
                            .bind("state", entry.state())
                            .bind("attempts", entry.attempts())
                            .bind("detail", entry.detail())
                            .execute());
            return trim(handle);
        });
    }

    @Override
    public void enqueue(List<Parcel> parcels, Optional<Instant> pushedTo, Instant pushNext, Instant now) {
        database.inTransaction("put reports for the province into the outbox", handle -> {
            boolean status = parcels.stream().anyMatch(parcel -> parcel.what().equals("status"));
            if (status) {
                // Only how clusters are now is of interest.
                give(handle, "what = 'status'", "a newer one takes its place");
            }
            for (Parcel parcel : parcels) {
                handle.createUpdate("""
                                insert into speaker_source_log (at, direction, what, key, payload, state, attempts, next_at)
                                values (:at, 'out', :what, :key, :payload, 'waiting', 0, :at)""")
                        .bind("at", parcel.at())
                        .bind("what", parcel.what())
                        .bind("key", parcel.key())
                        .bind("payload", parcel.payload())
                        .execute();
            }
            handle.createUpdate("update speaker_source set push_next = :next, pushed_to = coalesce(:to, pushed_to)")
                    .bind("next", pushNext)
                    .bind("to", pushedTo)
                    .execute();
            return trim(handle);
        });
    }

    private static void give(Handle handle, String which, String why) {
        handle.createUpdate("update speaker_source_log set state = 'failed', next_at = null, payload = null,"
                        + " detail = :why where state = 'waiting' and " + which)
                .bind("why", why)
                .execute();
    }

    private static int trim(Handle handle) {
        return handle.createUpdate("""
                        delete from speaker_source_log where state <> 'waiting' and id <= (
                            select id from speaker_source_log where state <> 'waiting' order by id desc offset :kept limit 1)""").bind("kept", MOST_ENDED).execute();
    }

    @Override
    public boolean say(EmergencyMessage message) {
        return database.inTransaction(
                "tell the province of an emergency", handle -> ProvinceOutbox.enqueue(handle, message));
    }

    @Override
    public List<Parcel> due(Instant now, int limit, boolean emergencies) {
        return database.inTransaction("look what is to be sent to the province", handle -> {
            handle.createUpdate("update speaker_source_log set state = 'failed', next_at = null, payload = null,"
                            + " detail = 'too late' where state = 'waiting' and valid_until < :now")
                    .bind("now", now)
                    .execute();
            return handle.createQuery("""
                                with waiting as (
                                    select id, what, coalesce(subject, what) as subject, key, payload, at, attempts,
                                        max(next_at) over (partition by coalesce(subject, what) order by id) as turn
                                    from speaker_source_log
                                    where state = 'waiting' and (what = 'emergencies') = :emergencies)
                                select * from waiting where turn <= :now order by turn, id limit :limit""")
                    .bind("now", now)
                    .bind("emergencies", emergencies)
                    .bind("limit", limit)
                    .map((row, context) -> new Parcel(
                            row.getLong("id"),
                            row.getString("what"),
                            row.getString("subject"),
                            row.getString("key"),
                            row.getString("payload"),
                            Steps.instant(row, "at"),
                            row.getInt("attempts")))
                    .list();
        });
    }

    @Override
    public boolean leaves(Parcel parcel) {
        return database.withHandle(
                        "note that something leaves for the province",
                        handle -> handle.createUpdate("update speaker_source_log set attempts = attempts + 1"
                                        + " where id = :id and state = 'waiting'")
                                .bind("id", parcel.id())
                                .execute())
                == 1;
    }

    @Override
    public void sent(Parcel parcel, Outcome outcome) {
        Optional<Instant> next =
                outcome instanceof Outcome.Again(Instant at, String detail) ? Optional.of(at) : Optional.empty();
        String state = switch (outcome) {
            case Outcome.Done done -> "done";
            case Outcome.Again again -> "waiting";
            case Outcome.GivenUp given -> "failed";
        };
        database.withHandle(
                "note how sending went",
                handle -> handle.createUpdate("""
                                update speaker_source_log set state = :state, next_at = :next,
                                    detail = :detail, payload = case when :state = 'waiting' then payload end
                                where id = :id and state = 'waiting'""")
                        .bind("state", state)
                        .bind("next", next)
                        .bind("detail", outcome.detail())
                        .bind("id", parcel.id())
                        .execute());
    }

    @Override
    public boolean isWaiting(String what) {
        return database.withHandle(
                "look whether something waits for the province",
                handle -> handle.createQuery("select exists (select from speaker_source_log"
                                + " where state = 'waiting' and what = :what)")
                        .bind("what", what)
                        .mapTo(Boolean.class)
                        .one());
    }

    @Override
    public int waiting() {
        return database.withHandle(
                "count what waits for the province",
                handle -> handle.createQuery("select count(*) from speaker_source_log where state = 'waiting'")
                        .mapTo(Integer.class)
                        .one());
    }

    @Override
    public List<LogEntry> log(int limit) {
        return database.withHandle(
                "list what went to and came from the province",
                handle -> handle.createQuery("select * from speaker_source_log order by id desc limit :limit")
                        .bind("limit", limit)
                        .map((row, context) -> new LogEntry(
                                row.getLong("id"),
                                Steps.instant(row, "at"),
                                row.getString("direction"),
                                row.getString("what"),
                                row.getString("state"),
                                row.getInt("attempts"),
                                SpeakerRows.instant(row, "next_at"),
                                SpeakerRows.text(row, "detail")))
                        .list());
    }

    @Override
    public List<PlayRecord> plays(Instant from, Instant to, int limit) {
        return database.inSnapshot("read play logs for the province", handle -> {
            List<PlayRecord> judged = handle.createQuery("""
                            with v as (
                                select * from speaker_verdict where changed_at > :from and changed_at <= :to
                                    and verdict in ('verified', 'partial', 'missed', 'excused')
                                order by changed_at fetch first :limit rows with ties)
                            select v.*, s.title, s.class, s.starts, s.seconds, s.sha256, b.source,
                                coalesce(b.external_id, b.id::text) as bulletin_id
                            from v join speaker_slot s on s.id = v.slot join speaker_bulletin b on b.id = s.bulletin
                            order by v.changed_at, v.device""")
                    .bind("from", from)
                    .bind("to", to)
                    .bind("limit", limit)
                    .map((row, context) -> judged(row))
                    .list();
            Instant until = judged.size() < limit ? to : judged.getLast().revisedAt();
            List<PlayRecord> all = new ArrayList<>(judged);
            all.addAll(handle.createQuery("""
                            select * from speaker_unplanned
                            where changed_at > :from and changed_at <= :to order by changed_at""")
                    .bind("from", from)
                    .bind("to", until)
                    .map((row, context) -> unplanned(row))
                    .list());
            all.sort(Comparator.comparing(PlayRecord::revisedAt));
            return all;
        });
    }

    private static PlayRecord judged(ResultSet row) throws SQLException {
        return new PlayRecord(
                row.getString("device"),
                Optional.of(row.getString("slot")),
                Optional.empty(),
                SpeakerRows.text(row, "bulletin_id"),
                SpeakerRows.text(row, "source"),
                row.getString("title"),
                row.getString("class"),
                SpeakerRows.instant(row, "starts"),
                row.getInt("seconds"),
                SpeakerRows.text(row, "sha256"),
                SpeakerRows.instant(row, "started"),
                SpeakerRows.instant(row, "ended"),
                row.getDouble("played"),
                row.getString("verdict"),
                SpeakerRows.text(row, "cause"),
                new Measured(
                        SpeakerRows.number(row, "rise"),
                        SpeakerRows.number(row, "match"),
                        SpeakerRows.number(row, "current")),
                VerdictRows.audio(row, VerdictRows.hashOk(row)),
                row.getString("was") != null,
                Steps.instant(row, "changed_at"));
    }

    private static PlayRecord unplanned(ResultSet row) throws SQLException {
        Instant start = Steps.instant(row, "started");
        Optional<Instant> end = SpeakerRows.instant(row, "ended");
        return new PlayRecord(
                row.getString("device"),
                SpeakerRows.text(row, "slot"),
                Optional.of(row.getString("evidence")),
                Optional.empty(),
                Optional.empty(),
                "",
                "",
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.of(start),
                end,
                end.map(at -> java.time.Duration.between(start, at).toMillis() / 1e3)
                        .orElse(0.0),
                row.getBoolean("explained") ? "revoked" : "unplanned",
                SpeakerRows.text(row, "why"),
                new Measured(
                        SpeakerRows.number(row, "rise"),
                        java.util.OptionalDouble.empty(),
                        SpeakerRows.number(row, "current")),
                VerdictRows.audio(row, Optional.empty()),
                false,
                Steps.instant(row, "changed_at"));
    }
}
