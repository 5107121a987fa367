package org.kenh.operations.timescale;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
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
import org.kenh.operations.loudspeaker.programme.Slot;
import org.kenh.operations.loudspeaker.source.EmergencyMessage;

/** Emergency bulletins in tables {@code speaker_emergency…}. */
public final class SqlEmergencies implements EmergencyStore {
    /** What the province has not got by then is not told any more: it is as long as clusters that we reach ourselves get rounds. */
    private static final Duration HOLDS = Duration.ofHours(1);

    private final OperationsDatabase database;

    public SqlEmergencies(OperationsDatabase database) {
        this.database = database;
    }

    @Override
    public Optional<Emergency> add(Draft draft, Deed created, Optional<String> key) {
        Optional<UUID> proposed = draft.alarm().filter(Cause::proposed).flatMap(Cause::occurrence);
        Optional<Long> id = database.inTransaction("keep an emergency bulletin", handle -> {
            Optional<Long> made = insert(handle, draft, created, key);
            if (made.isPresent() && proposed.isPresent()) {
                replace(handle, made.get(), proposed.get(), created.at());
            }
            return made.isPresent() ? made : key.flatMap(known -> drafted(handle, created.by(), known));
        });
        return id.flatMap(this::find);
    }

    private static Optional<Long> insert(Handle handle, Draft draft, Deed created, Optional<String> key) {
        Optional<String> occurrence = draft.alarm().flatMap(Cause::occurrence).map(UUID::toString);
        return handle.createQuery("""
                        insert into speaker_emergency (alarm, occurrence, proposed, template, title_vi, title_en, text_vi, text_en,
                            own_text, areas, clusters, repeats, seconds, state, created_at, created_by, revision, level, client_key)
                        select :alarm, :occurrence::uuid, :proposed::uuid, :template, :titleVi, :titleEn, :textVi, :textEn,
                            :own, :areas, :clusters, :repeats, :seconds, 'draft', :at, :by, 1, :level, :key
                        where not exists (select from speaker_emergency
                                where proposed = :proposed::uuid and (template = :template or level >= :level))
                            and not exists (select from speaker_emergency where created_by = :by and client_key = :key)
                        on conflict do nothing returning id""")
                .bind("alarm", draft.alarm().map(Cause::alarm))
                .bind("occurrence", occurrence)
                .bind(
                        "proposed",
                        occurrence.filter(
                                any -> draft.alarm().filter(Cause::proposed).isPresent()))
                .bind("level", draft.alarm().map(Cause::level).orElse(0))
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
                .bind("key", key)
                .mapTo(Long.class)
                .findOne();
    }

    private static void replace(Handle handle, long id, UUID occurrence, Instant at) {
        handle.createUpdate("""
                        update speaker_emergency set state = 'cancelled', ended_at = :at, ended_by = :by, reason = :reason,
                            revision = revision + 1
                        where proposed = :occurrence and state = 'draft' and id <> :id""")
                .bind("at", at)
                .bind("by", Emergency.NOBODY)
                .bind(
                        "reason",
                        "Mức báo động đã tăng; xem bản tin " + id + " / The level has risen; see bulletin " + id)
                .bind("occurrence", occurrence)
                .bind("id", id)
                .execute();
    }

    private static Optional<Long> drafted(Handle handle, String by, String key) {
        return handle.createQuery("select id from speaker_emergency where created_by = :by and client_key = :key")
                .bind("by", by)
                .bind("key", key)
                .mapTo(Long.class)
                .findOne();
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
    public boolean approve(long id, int revision, Deed deed, Instant madeAfter) {
        return database.withHandle(
                        "approve emergency bulletin " + id,
                        handle -> handle.createUpdate("""
                                update speaker_emergency set state = 'approved', approved_at = :at, approved_by = :by,
                                    revision = revision + 1
                                where id = :id and state = 'draft' and revision = :revision and created_at > :after""")
                                .bind("after", madeAfter)
                                .bind("at", deed.at())
                                .bind("by", deed.by())
                                .bind("id", id)
                                .bind("revision", revision)
                                .execute())
                == 1;
    }

    @Override
    public List<Long> lapse(Instant madeBefore, Deed deed, String reason) {
        return database.withHandle(
                "call off old drafts of emergency bulletins",
                handle -> handle.createQuery("""
                                update speaker_emergency set state = 'cancelled', ended_at = :at, ended_by = :by, reason = :reason,
                                    revision = revision + 1
                                where state = 'draft' and created_at <= :before returning id""")
                        .bind("at", deed.at())
                        .bind("by", deed.by())
                        .bind("reason", reason)
                        .bind("before", madeBefore)
                        .mapTo(Long.class)
                        .list());
    }

    @Override
    public boolean end(long id, Set<EmergencyState> from, Ending ending) {
        return database.withHandle("end emergency bulletin " + id, handle -> end(handle, id, from, ending));
    }

    private static boolean end(Handle handle, long id, Set<EmergencyState> from, Ending ending) {
        return handle.createUpdate("""
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
                        .execute()
                == 1;
    }

    @Override
    public boolean callOff(long id, Ending ending) {
        return database.inTransaction("call emergency bulletin " + id + " off", handle -> {
            // The row stays locked: no round can begin between here and the commit.
            boolean done =
                    end(handle, id, Set.of(EmergencyState.DRAFT, EmergencyState.APPROVED, EmergencyState.SENT), ending);
            if (done) {
                takeBack(handle, id, ending.deed().at());
                read(handle, "where id = :id", query -> query.bind("id", id)).stream()
                        .filter(emergency -> !emergency.rounds().isEmpty())
                        .map(emergency -> EmergencyMessage.cancelled(
                                emergency,
                                ending.deed(),
                                ending.reason(),
                                ending.deed().at().plus(HOLDS)))
                        .forEach(message -> ProvinceOutbox.callOff(handle, message));
            }
            return done;
        });
    }

    private static void takeBack(Handle handle, long id, Instant at) {
        handle.createUpdate("""
                        update speaker_slot set cancelled_at = :at
                        where id in (select slot from speaker_emergency_round where emergency = :id)
                            and cancelled_at is null and starts + seconds * interval '1.5 second' + interval '100 second' > :at""").bind("id", id).bind("at", at).execute();
        handle.createUpdate("""
                        update command set expires_at = :at where state = 'queued' and expires_at > :at
                            and id in (select command from speaker_emergency_order where emergency = :id)""").bind("id", id).bind("at", at).execute();
        handle.createUpdate("""
                        update speaker_emergency set stops_owed = true
                        where id = :id and exists (select from speaker_emergency_order where emergency = :id)""").bind("id", id).execute();
    }

    @Override
    public List<Owed> owed(int limit) {
        return database.withHandle(
                "look who is to fall silent",
                handle -> handle.createQuery("""
                                select e.id, e.seconds * e.repeats as length, e.ended_by, e.ended_at, o.device, r.number, r.slot,
                                    r.at, '[]' as targets
                                from speaker_emergency e
                                join speaker_emergency_order o on o.emergency = e.id and not o.stopped
                                join speaker_emergency_round r on r.emergency = o.emergency and r.number = o.number
                                where e.stops_owed order by e.id, o.number desc, o.device limit :limit""")
                        .bind("limit", limit)
                        .map((row, context) -> new Owed(
                                row.getLong("id"),
                                round(row),
                                row.getInt("length"),
                                row.getString("device"),
                                new Deed(row.getString("ended_by"), Steps.instant(row, "ended_at"))))
                        .list());
    }

    @Override
    public void settle(Collection<Owed> owed, Collection<Order> stops) {
        database.inTransaction("silence an emergency bulletin", handle -> {
            SqlCommandStore.insert(handle, stops);
            PreparedBatch batch = handle.prepareBatch("""
                    update speaker_emergency_order set stopped = true
                    where emergency = :id and number = :number and device = :device""");
            owed.forEach(one -> batch.bind("id", one.emergency())
                    .bind("number", one.round().number())
                    .bind("device", one.device())
                    .add());
            batch.execute();
            return handle.createUpdate("""
                            update speaker_emergency set stops_owed = false where stops_owed and not exists (
                                select from speaker_emergency_order where emergency = id and not stopped)""").execute();
        });
    }

    @Override
    public boolean begin(Emergency emergency, Slot slot, Collection<Order> orders) {
        long id = emergency.id();
        Round round = new Round(emergency.rounds().size() + 1, slot.id(), slot.starts(), slot.targets());
        return database.inTransaction("send emergency bulletin " + id, handle -> {
            int running = handle.createUpdate("""
                            update speaker_emergency set state = 'sent', bulletin = :bulletin, revision = revision + 1
                            where id = :id and state in ('approved', 'sent') and not exists (
                                select from speaker_emergency_round where emergency = :id and number >= :number)""")
                    .bind("bulletin", slot.bulletin())
                    .bind("id", id)
                    .bind("number", round.number())
                    .execute();
            if (running == 1) {
                SqlSpeakerSlots.keep(handle, List.of(slot));
                keep(handle, id, round);
                SqlCommandStore.insert(handle, orders);
                keep(handle, id, round, orders);
                ProvinceOutbox.enqueue(
                        handle,
                        EmergencyMessage.round(emergency, round, round.at().plus(HOLDS)));
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
        return database.inSnapshot("look up emergency bulletins", handle -> read(handle, condition, binding));
    }

    private static List<Emergency> read(Handle handle, String condition, UnaryOperator<Query> binding) {
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
        int level = row.getInt("level");
        return new Draft(
                Optional.ofNullable(row.getObject("alarm", Long.class))
                        .map(id -> new Cause(id, occurrence, level, proposed)),
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
