package org.kenh.operations.timescale;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.OperationsException;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.share.cap.CapContent;
import org.kenh.operations.share.cap.CapMessage;
import org.kenh.operations.share.cap.CapMessage.MsgType;
import org.kenh.operations.share.cap.CapMessage.Settled;
import org.kenh.operations.share.cap.CapMessage.State;
import org.kenh.operations.share.cap.CapStore;

/** Messages in table {@code cap_message}, which refuses changes of what is no draft by itself. */
public final class SqlCapStore implements CapStore {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final OperationsDatabase database;

    public SqlCapStore(OperationsDatabase database) {
        this.database = database;
    }

    @Override
    public Optional<CapMessage> add(NewDraft draft) {
        return database.withHandle(
                "keep a draft of a warning",
                handle -> handle.createQuery("""
                        insert into cap_message (alarm, occurrence, area, level, type, identifier, content, created_at, authors)
                        values (:alarm, :occurrence, :area, :level, :type, :identifier, :content, :at, :authors)
                        on conflict (alarm, occurrence) where state = 'draft' do nothing
                        returning *""")
                        .bind("alarm", draft.alarm())
                        .bind("occurrence", draft.occurrence())
                        .bind("area", draft.area())
                        .bind("level", draft.level())
                        .bind("type", draft.type().word())
                        .bind("identifier", draft.identifier())
                        .bind("content", json(draft.content()))
                        .bind("at", draft.createdAt())
                        .bind("authors", String.join(" ", draft.authors()))
                        .map((row, context) -> message(row))
                        .findOne());
    }

    @Override
    public Optional<CapMessage> find(long id) {
        return database.withHandle(
                "look up a warning",
                handle -> handle.createQuery("select * from cap_message where id = :id")
                        .bind("id", id)
                        .map((row, context) -> message(row))
                        .findOne());
    }

    @Override
    public List<CapMessage> thread(long alarm, UUID occurrence) {
        return database.withHandle(
                "look up warnings of an alarm",
                handle -> handle.createQuery("""
                        select * from cap_message where alarm = :alarm and occurrence = :occurrence order by id""")
                        .bind("alarm", alarm)
                        .bind("occurrence", occurrence)
                        .map((row, context) -> message(row))
                        .list());
    }

    @Override
    public List<Subject> openThreads() {
        return database.withHandle(
                "look up what was warned of",
                handle -> handle.createQuery("""
                        select alarm, occurrence from cap_message where state <> 'discarded'
                        group by alarm, occurrence
                        having bool_or(state = 'draft')
                            or (bool_or(status = 'Actual') and not bool_or(type = 'Cancel' and status = 'Actual'))
                        order by alarm, occurrence""")
                        .map((row, context) ->
                                new Subject(row.getLong("alarm"), row.getObject("occurrence", UUID.class)))
                        .list());
    }

    @Override
    public Optional<CapMessage> issued(String identifier) {
        return database.withHandle(
                "look up an issued warning",
                handle -> handle.createQuery(
                                "select * from cap_message where identifier = :identifier and state = 'issued'")
                        .bind("identifier", identifier)
                        .map((row, context) -> message(row))
                        .findOne());
    }

    @Override
    public List<CapMessage> issued(AreaScope scope, boolean publicOnly, int limit) {
        return list(
                "state = 'issued' and (not :publicOnly or content::json ->> 'scope' = 'Public')",
                query -> query.bind("publicOnly", publicOnly)
                        .bind("areas", SqlQualityStore.areas(scope))
                        .bind("limit", limit));
    }

    @Override
    public List<CapMessage> list(AreaScope scope, Optional<State> state, int limit) {
        return list(
                "(:state::text is null or state = :state::text)",
                query -> query.bind("state", state.map(State::word).orElse(null))
                        .bind("areas", SqlQualityStore.areas(scope))
                        .bind("limit", limit));
    }

    private List<CapMessage> list(String which, UnaryOperator<Query> bound) {
        return database.withHandle(
                "list warnings",
                handle -> bound.apply(handle.createQuery(
                                """
                                select id, alarm, occurrence, area, level, type, state, revision, identifier, content,
                                    created_at, authors, settled_at, settled_by, sender, status, '' as xml
                                from cap_message where (:areas::text is null or area = any(string_to_array(:areas::text, ' ')))
                                and\s""" + which + " order by coalesce(settled_at, created_at) desc, id desc limit :limit"))
                        .map((row, context) -> message(row))
                        .list());
    }

    @Override
    public Optional<CapMessage> edit(long id, int revision, CapContent content, String author) {
        return database.withHandle(
                "change a warning",
                handle -> handle.createQuery("""
                        update cap_message set content = :content, revision = revision + 1,
                            authors = case when :author = any(string_to_array(authors, ' ')) then authors
                                else authors || ' ' || :author end
                        where id = :id and revision = :revision and state = 'draft' returning *""")
                        .bind("id", id)
                        .bind("revision", revision)
                        .bind("content", json(content))
                        .bind("author", author)
                        .map((row, context) -> message(row))
                        .findOne());
    }

    @Override
    public boolean settle(long id, int revision, State state, Settled how) {
        return database.withHandle(
                "settle a warning",
                handle -> handle.createUpdate("""
                                update cap_message set state = :state, settled_at = :at, settled_by = :by,
                                    sender = :sender, status = :status, xml = :xml
                                where id = :id and revision = :revision and state = 'draft'""")
                                .bind("id", id)
                                .bind("revision", revision)
                                .bind("state", state.word())
                                .bindMethods(how)
                                .execute()
                        == 1);
    }

    private static CapMessage message(ResultSet row) throws SQLException {
        return new CapMessage(
                row.getLong("id"),
                row.getLong("alarm"),
                row.getObject("occurrence", UUID.class),
                row.getString("area"),
                row.getInt("level"),
                MsgType.valueOf(row.getString("type").toUpperCase(Locale.ROOT)),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getInt("revision"),
                row.getString("identifier"),
                content(row.getString("content")),
                instant(row, "created_at"),
                Set.of(row.getString("authors").split(" ")),
                row.getString("settled_by") == null ? Optional.empty() : Optional.of(settled(row)));
    }

    private static Settled settled(ResultSet row) throws SQLException {
        return new Settled(
                instant(row, "settled_at"),
                row.getString("settled_by"),
                row.getString("sender"),
                row.getString("status"),
                row.getString("xml"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        if (at == null) {
            throw new SQLException(column + " is null");
        }
        return at.toInstant();
    }

    private static String json(CapContent content) {
        try {
            return JSON.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new OperationsException("could not write a warning", e);
        }
    }

    private static CapContent content(String json) {
        try {
            return JSON.readValue(json, CapContent.class);
        } catch (JsonProcessingException e) {
            throw new OperationsException("the store holds a warning that cannot be read", e);
        }
    }
}
