package org.kenh.operations.timescale;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import org.kenh.operations.loudspeaker.LocalDay;
import org.kenh.operations.loudspeaker.judge.Verdict;
import org.kenh.operations.loudspeaker.proof.KeptUnplanned;
import org.kenh.operations.loudspeaker.proof.KeptVerdict;
import org.kenh.operations.loudspeaker.proof.VerdictStore;

/** Verdicts in tables {@code speaker_verdict} and {@code speaker_unplanned}. Every question is bounded by days. */
public final class SqlVerdictStore implements VerdictStore {
    private static final int FETCH = 2_000;

    /** A bulletin that sounds no more and has no slot left; those of emergencies belong to the emergencies. */
    private static final String OVER = "b.class <> 'emergency'"
            + " and (b.cancelled_at < :start or b.last_day < :day)"
            + " and not exists (select from speaker_slot where bulletin = b.id)";

    private static final String SAID = "verdict, cause, started, ended, played, rise, match, current, volume,"
            + " played_sha256, hash_ok, settled, was, corrected_at, why, changed_at";
    private static final String SAID_VALUES =
            ":verdict, :cause, :started, :ended, :played, :rise, :match, :current, :volume,"
                    + " :playedSha256, :hashOk, :settled, :was, :correctedAt, :why, :changedAt";
    private static final String HEARD =
            "started, ended, level, rise, current, volume, played_sha256, slot, why, judged_at, changed_at,"
                    + " explained, command";
    private static final String HEARD_VALUES =
            ":started, :ended, :level, :rise, :current, :volume, :playedSha256, :slot, :why, :judgedAt, :changedAt,"
                    + " :explained, :command";

    /** Each with parameters {@code day}, {@code start} (of the day) and {@code most}; bulletins after their slots. */
    private static final List<String> OLD = List.of(
            old("speaker_verdict", "day < :day order by day"),
            old("speaker_unplanned", "day < :day order by day"),
            old("speaker_selftest", "at < :start"),
            old("speaker_slot", "starts < :start order by starts"),
            old(
                    "speaker_emergency_order",
                    "exists (select from speaker_emergency e where e.id = b.emergency and e.ended_at < :start)"),
            old("speaker_schedule", "bulletin in (select id from speaker_bulletin b where " + OVER + ")"),
            old("speaker_bulletin", OVER + " and not exists (select from speaker_schedule where bulletin = b.id)"));

    private final OperationsDatabase database;

    public SqlVerdictStore(OperationsDatabase database) {
        this.database = database;
    }

    @Override
    public List<KeptVerdict> verdicts(LocalDate day, Collection<String> devices) {
        return devices.isEmpty()
                ? List.of()
                : verdicts(
                        "where day = :day and device = any(:devices)",
                        query -> query.bind("day", day).bindArray("devices", String.class, List.copyOf(devices)));
    }

    @Override
    public List<KeptVerdict> verdicts(LocalDate day) {
        return verdicts("where day = :day", query -> query.bind("day", day));
    }

    @Override
    public List<KeptVerdict> ofSlot(LocalDate day, String slot) {
        return verdicts(
                "where day = :day and slot = :slot",
                query -> query.bind("day", day).bind("slot", slot));
    }

    @Override
    public List<KeptVerdict> ofDevice(String device, LocalDate from, LocalDate to) {
        return verdicts(
                "where device = :device and day between :from and :to order by day, slot",
                query -> query.bind("device", device).bind("from", from).bind("to", to));
    }

    @Override
    public void each(LocalDate from, LocalDate to, Consumer<KeptVerdict> taker) {
        database.inTransaction("read verdicts", handle -> {
            handle.createQuery(
                            "select * from speaker_verdict where day between :from and :to order by day, slot, device")
                    .bind("from", from)
                    .bind("to", to)
                    .setFetchSize(FETCH)
                    .map((row, context) -> VerdictRows.verdict(row))
                    .forEach(taker);
            return true;
        });
    }

    @Override
    public List<SlotCount> countsBySlot(LocalDate day, Optional<Collection<String>> devices) {
        return database.withHandle(
                "count verdicts of slots",
                handle -> handle.createQuery("""
                                select v.slot, v.verdict, count(*) as n, coalesce(sum(c.population), 0) as population
                                from speaker_verdict v left join speaker_cluster c on c.device = v.device
                                where v.day = :day and (:all or v.device = any(:devices))
                                group by v.slot, v.verdict""")
                        .bind("day", day)
                        .bind("all", devices.isEmpty())
                        .bindArray("devices", String.class, List.copyOf(devices.orElse(List.of())))
                        .map((row, context) -> new SlotCount(
                                row.getString("slot"),
                                Verdict.fromWord(row.getString("verdict")).orElseThrow(),
                                row.getInt("n"),
                                row.getLong("population")))
                        .list());
    }

    @Override
    public List<KeptVerdict> verdicts(LocalDate day, Set<Verdict> wanted) {
        List<String> words = wanted.stream().map(Verdict::word).toList();
        return verdicts(
                "where day = :day and verdict = any(:words) order by slot, device",
                query -> query.bind("day", day).bindArray("words", String.class, words));
    }

    @Override
    public Map<String, Instant> lastHeard(LocalDate since) {
        return database.withHandle("look when clusters were last heard", handle -> {
            Map<String, Instant> heard = new HashMap<>();
            handle.createQuery("""
                            select device, max(started) as started from speaker_verdict
                            where day >= :since and verdict in ('verified', 'partial') and started is not null
                            group by device""")
                    .bind("since", since)
                    .map((row, context) -> Map.entry(row.getString("device"), Steps.instant(row, "started")))
                    .forEach(entry -> heard.put(entry.getKey(), entry.getValue()));
            return heard;
        });
    }

    @Override
    public List<DeviceCount> countsByDevice(LocalDate day) {
        return database.withHandle(
                "count verdicts of clusters",
                handle -> handle.createQuery(
                                "select device, verdict, count(*) as n from speaker_verdict where day = :day group by device, verdict")
                        .bind("day", day)
                        .map((row, context) -> new DeviceCount(
                                row.getString("device"),
                                Verdict.fromWord(row.getString("verdict")).orElseThrow(),
                                row.getInt("n")))
                        .list());
    }

    @Override
    public void keep(Collection<KeptVerdict> verdicts) {
        if (verdicts.isEmpty()) {
            return;
        }
        database.inTransaction("keep verdicts", handle -> {
            PreparedBatch batch = handle.prepareBatch("insert into speaker_verdict (day, slot, device, " + SAID
                    + ") values (:day, :slot, :device, " + SAID_VALUES
                    + ") on conflict (day, slot, device) do update set (" + SAID + ") = (" + SAID_VALUES + ")");
            verdicts.forEach(kept -> VerdictRows.bind(batch, kept));
            return batch.execute();
        });
    }

    @Override
    public void forget(LocalDate day, String device, Collection<String> slots) {
        if (!slots.isEmpty()) {
            database.withHandle(
                    "take back verdicts",
                    handle -> handle.createUpdate(
                                    "delete from speaker_verdict where day = :day and device = :device and slot = any(:slots)")
                            .bind("day", day)
                            .bind("device", device)
                            .bindArray("slots", String.class, List.copyOf(slots))
                            .execute());
        }
    }

    @Override
    public List<KeptUnplanned> unplanned(LocalDate from, LocalDate to) {
        return unplanned(
                "where day between :from and :to and not explained order by started, device",
                query -> query.bind("from", from).bind("to", to));
    }

    @Override
    public List<KeptUnplanned> unplanned(LocalDate day, Collection<String> devices) {
        return devices.isEmpty()
                ? List.of()
                : unplanned(
                        "where day = :day and device = any(:devices)",
                        query -> query.bind("day", day).bindArray("devices", String.class, List.copyOf(devices)));
    }

    @Override
    public List<KeptUnplanned> unplannedOf(String device, LocalDate from, LocalDate to) {
        return unplanned(
                "where device = :device and day between :from and :to and not explained order by started",
                query -> query.bind("device", device).bind("from", from).bind("to", to));
    }

    @Override
    public void keepUnplanned(Collection<KeptUnplanned> unplanned) {
        if (unplanned.isEmpty()) {
            return;
        }
        database.inTransaction("keep unplanned audio", handle -> {
            PreparedBatch batch = handle.prepareBatch("insert into speaker_unplanned (device, day, evidence, " + HEARD
                    + ") values (:device, :day, :evidence, " + HEARD_VALUES
                    + ") on conflict (device, day, evidence) do update set (" + HEARD + ") = (" + HEARD_VALUES + ")");
            unplanned.forEach(kept -> VerdictRows.bind(batch, kept));
            return batch.execute();
        });
    }

    @Override
    public int removeBefore(LocalDate day, int most) {
        return database.withHandle("remove what is old of loudspeakers", handle -> {
            int removed = 0;
            for (String statement : OLD) {
                removed += handle.createUpdate(statement)
                        .configure(SqlStatements.class, config -> config.setUnusedBindingAllowed(true))
                        .bind("day", day)
                        .bind("start", LocalDay.start(day))
                        .bind("most", most)
                        .execute();
            }
            return removed;
        });
    }

    private List<KeptVerdict> verdicts(String condition, UnaryOperator<Query> binding) {
        return database.withHandle(
                "look up verdicts",
                handle -> binding.apply(handle.createQuery("select * from speaker_verdict " + condition))
                        .map((row, context) -> VerdictRows.verdict(row))
                        .list());
    }

    private List<KeptUnplanned> unplanned(String condition, UnaryOperator<Query> binding) {
        return database.withHandle(
                "look up unplanned audio",
                handle -> binding.apply(handle.createQuery("select * from speaker_unplanned " + condition))
                        .map((row, context) -> VerdictRows.unplanned(row))
                        .list());
    }

    private static String old(String table, String condition) {
        return "delete from " + table + " where ctid = any(array(select ctid from " + table + " b where " + condition
                + " limit :most))";
    }
}
