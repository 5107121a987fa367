package org.kenh.operations.timescale;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.kenh.ingest.alarm.Rationalisation.Bilingual;
import org.kenh.operations.command.CommandState;
import org.kenh.operations.loudspeaker.emergency.Emergency;
import org.kenh.operations.loudspeaker.emergency.Emergency.Cause;
import org.kenh.operations.loudspeaker.emergency.Emergency.Deed;
import org.kenh.operations.loudspeaker.emergency.Emergency.Draft;
import org.kenh.operations.loudspeaker.emergency.Emergency.Round;
import org.kenh.operations.loudspeaker.emergency.EmergencyState;
import org.kenh.operations.loudspeaker.emergency.EmergencyStore;

/** Emergency bulletins in tables {@code speaker_emergency…}. */
public final class SqlEmergencies implements EmergencyStore {
    private final OperationsDatabase database;

    public SqlEmergencies(OperationsDatabase database) {
        this.database = database;
    }

    @Override
    public Optional<Emergency> add(Draft draft, Deed created) {
        Optional<UUID> occurrence = draft.alarm().flatMap(Cause::occurrence);
        Optional<Long> id = database.inTransaction(
                "keep an emergency bulletin",
                handle -> handle.createQuery("""
                                insert into speaker_emergency (alarm, occurrence, proposed, template, title_vi, title_en, text_vi,
                                    text_en, own_text, areas, clusters, repeats, seconds, state, created_at, created_by, revision)
                                values (:alarm, :occurrence::uuid, :proposed::uuid, :template, :titleVi, :titleEn, :textVi, :textEn, :own,
                                    :areas, :clusters, :repeats, :seconds, 'draft', :at, :by, 1)
                                on conflict (proposed) do nothing returning id""")
                        .bind("alarm", draft.alarm().map(Cause::alarm))
                        .bind("occurrence", occurrence.map(UUID::toString))
                        .bind(
                                "proposed",
                                draft.alarm()
                                        .filter(Cause::proposed)
                                        .flatMap(Cause::occurrence)
                                        .map(UUID::toString))
                        .bind("template", draft.template())
                        .bind("titleVi", draft.title().vi())
                        .bind("titleEn", draft.title().en())
                        .bind("textVi", draft.text().vi())
                        .bind("textEn", draft.text().en())
                        .bind("own", draft.own())
                        .bind("areas", StoredJson.write(draft.areas()))
                        .bind("clusters", StoredJson.write(draft.clusters()))
                        .bind("repeats", draft.repeats())
                        .bind("seconds", draft.seconds())
                        .bind("at", created.at())
                        .bind("by", created.by())
                        .mapTo(Long.class)
                        .findOne());
        return id.flatMap(this::find);
    }

    @Override
    public Optional<Emergency> find(long id) {
        return many("where id = :id", query -> query.bind("id", id)).stream().findFirst();
    }

    @Override
    public List<Emergency> list(int limit) {
        return many("order by id desc limit :limit", query -> query.bind("limit", limit));
    }

    @Override
    public List<Emergency> running() {
        return many("where state in ('approved', 'sent') order by id", query -> query);
    }

    @Override
    public boolean approve(long id, int revision, Deed deed) {
        return database.withHandle(
                        "approve emergency bulletin " + id,
                        handle -> handle.createUpdate("""
                                update speaker_emergency set state = 'approved', approved_at = :at, approved_by = :by,
                                    revision = revision + 1
                                where id = :id and state = 'draft' and revision = :revision""")
                                .bind("at", deed.at())
                                .bind("by", deed.by())
                                .bind("id", id)
                                .bind("revision", revision)
                                .execute())
                == 1;
    }

    @Override
    public boolean end(long id, Set<EmergencyState> from, Ending ending) {
        return database.withHandle(
                        "end emergency bulletin " + id,
                        handle -> handle.createUpdate("""
                                update speaker_emergency set state = :state, ended_at = :at, ended_by = :by, reason = :reason,
                                    unheard = :unheard, revision = revision + 1
                                where id = :id and state = any(:from)""")
                                .bind("state", ending.state().word())
                                .bind("at", ending.deed().at())
                                .bind("by", ending.deed().by())
                                .bind("reason", ending.reason())
                                .bind("unheard", StoredJson.write(ending.unheard()))
                                .bind("id", id)
                                .bindArray(
                                        "from",
                                        String.class,
                                        from.stream().map(EmergencyState::word).toList())
                                .execute())
                == 1;
    }

    @Override
    public boolean begin(long id, long bulletin, Round round, Collection<Order> orders) {
        return database.inTransaction("send emergency bulletin " + id, handle -> {
            int running = handle.createUpdate("""
                            update speaker_emergency set state = 'sent', bulletin = :bulletin, revision = revision + 1
                            where id = :id and state in ('approved', 'sent') and not exists (
                                select from speaker_emergency_round where emergency = :id and number >= :number)""")
                    .bind("bulletin", bulletin)
                    .bind("id", id)
                    .bind("number", round.number())
                    .execute();
            if (running == 1) {
                keep(handle, id, round);
                SqlCommandStore.insert(handle, orders);
                keep(handle, id, round, orders);
            }
            return running == 1;
        });
    }

    private static void keep(Handle handle, long id, Round round) {
        handle.createUpdate("""
                        insert into speaker_emergency_round (emergency, number, slot, at, targets)
                        values (:id, :number, :slot, :at, :targets)""")
                .bind("id", id)
                .bind("number", round.number())
                .bind("slot", round.slot())
                .bind("at", round.at())
                .bind("targets", StoredJson.write(round.targets()))
                .execute();
    }

    private static void keep(Handle handle, long id, Round round, Collection<Order> orders) {
        if (orders.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                insert into speaker_emergency_order (emergency, number, device, command)
                values (:id, :number, :device, :command)""");
        orders.forEach(order -> batch.bind("id", id)
                .bind("number", round.number())
                .bind("device", order.device())
                .bind("command", order.command().id())
                .add());
        batch.execute();
    }

    @Override
    public void told(long id, Instant at) {
        database.withHandle(
                "note who was told of emergency bulletin " + id,
                handle -> handle.createUpdate("""
                        update speaker_emergency set told_at = :at, revision = revision + 1
                        where id = :id and told_at is null""").bind("at", at).bind("id", id).execute());
    }

    @Override
    public List<Delivery> deliveries(long id) {
        return database.withHandle(
                "look how emergency bulletin " + id + " was delivered",
                handle -> handle.createQuery("""
                                select distinct on (o.device) o.device, o.number, c.state, c.detail
                                from speaker_emergency_order o join command c on c.id = o.command
                                where o.emergency = :id order by o.device, o.number desc""")
                        .bind("id", id)
                        .map((row, context) -> new Delivery(
                                row.getString("device"),
                                row.getInt("number"),
                                CommandState.fromWord(row.getString("state")),
                                row.getString("detail")))
                        .list());
    }

    @Override
    public Set<String> preauthorised() {
        return database.withHandle(
                "look up pre-authorised templates",
                handle -> new HashSet<>(handle.createQuery("select template from speaker_preauthorised")
                        .mapTo(String.class)
                        .list()));
    }

    @Override
    public void preauthorise(String template, boolean on, Deed deed) {
        database.withHandle(
                "pre-authorise template " + template,
                handle -> on
                        ? handle.createUpdate("""
                                        insert into speaker_preauthorised (template, by, at) values (:template, :by, :at)
                                        on conflict (template) do nothing""")
                                .bind("template", template)
                                .bind("by", deed.by())
                                .bind("at", deed.at())
                                .execute()
                        : handle.createUpdate("delete from speaker_preauthorised where template = :template")
                                .bind("template", template)
                                .execute());
    }

    private List<Emergency> many(String condition, UnaryOperator<Query> binding) {
        return database.inSnapshot("look up emergency bulletins", handle -> {
            Map<Long, List<Round>> rounds = new HashMap<>();
            List<Long> ids = binding.apply(handle.createQuery("select id from speaker_emergency " + condition))
                    .mapTo(Long.class)
                    .list();
            if (ids.isEmpty()) {
                return List.of();
            }
            rounds.putAll(handle
                    .createQuery("select * from speaker_emergency_round where emergency = any(:ids) order by number")
                    .bindArray("ids", Long.class, ids)
                    .map((row, context) -> Map.entry(row.getLong("emergency"), round(row)))
                    .list()
                    .stream()
                    .collect(Collectors.groupingBy(
                            Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList()))));
            return binding.apply(handle.createQuery("select * from speaker_emergency " + condition))
                    .map((row, context) -> emergency(row, rounds.getOrDefault(row.getLong("id"), List.of())))
                    .list();
        });
    }

    private static Round round(ResultSet row) throws SQLException {
        return new Round(
                row.getInt("number"), row.getString("slot"), Steps.instant(row, "at"), words(row.getString("targets")));
    }

    private static Emergency emergency(ResultSet row, List<Round> rounds) throws SQLException {
        return new Emergency(
                row.getLong("id"),
                draft(row),
                new Deed(row.getString("created_by"), Steps.instant(row, "created_at")),
                EmergencyState.fromWord(row.getString("state")),
                deed(row, "approved"),
                deed(row, "ended"),
                row.getString("reason"),
                Optional.ofNullable(row.getObject("bulletin", Long.class)),
                rounds,
                words(row.getString("unheard")),
                SpeakerRows.instant(row, "told_at"),
                row.getInt("revision"));
    }

    private static Draft draft(ResultSet row) throws SQLException {
        Optional<UUID> occurrence = Optional.ofNullable(row.getObject("occurrence", UUID.class));
        boolean proposed = row.getObject("proposed", UUID.class) != null;
        return new Draft(
                Optional.ofNullable(row.getObject("alarm", Long.class)).map(id -> new Cause(id, occurrence, proposed)),
                row.getString("template"),
                new Bilingual(row.getString("title_vi"), row.getString("title_en")),
                new Bilingual(row.getString("text_vi"), row.getString("text_en")),
                row.getBoolean("own_text"),
                words(row.getString("areas")),
                words(row.getString("clusters")),
                row.getInt("repeats"),
                row.getInt("seconds"));
    }

    private static Optional<Deed> deed(ResultSet row, String name) throws SQLException {
        Optional<Instant> at = SpeakerRows.instant(row, name + "_at");
        String by = row.getString(name + "_by");
        return at.map(moment -> new Deed(by, moment));
    }

    private static List<String> words(String json) {
        return List.of(StoredJson.read(json, String[].class));
    }
}
