package org.kenh.operations.timescale;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.OperationsException;
import org.kenh.operations.irrigation.execution.AccountStore;
import org.kenh.operations.irrigation.execution.ByHand;
import org.kenh.operations.irrigation.execution.TurnAccount;
import org.kenh.operations.irrigation.plan.Period;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accounts of turns in table {@code irrigation_turn_account}. */
public final class SqlTurnAccounts implements AccountStore {
    private static final String COLUMNS =
            "kind, subject_kind, subject, canal, area, device, target, plan, planned_from,"
                    + " planned_to, planned_volume, planned_energy, started, confirmed, ended, reason, at_rest, volume, volume_how,"
                    + " energy, energy_how, kwh, cost, state, settled, begins";
    private static final String VALUES = ":kind, :subjectKind, :subject, :canal, :area, :device, :target, :plan,"
            + " :plannedFrom, :plannedTo, :plannedVolume, :plannedEnergy, :started, :confirmed, :ended, :reason, :atRest,"
            + " :volume, :volumeHow, :energy, :energyHow, :kwh, :cost, :state, :settled, :begins";

    private static final Logger LOG = LoggerFactory.getLogger(SqlTurnAccounts.class);

    private final OperationsDatabase database;

    public SqlTurnAccounts(OperationsDatabase database) {
        this.database = database;
    }

    /** None goes on for longer than 15 days; without that bound all of history would be looked through. */
    @Override
    public List<TurnAccount> within(Period period, Optional<Set<String>> subjects, int limit) {
        return database.withHandle(
                "list accounts of turns",
                handle -> handle.createQuery("""
                                select * from irrigation_turn_account
                                where begins < :to and begins > :from::timestamptz - interval '15 days'
                                    and (coalesce(ended, planned_to) is null or coalesce(ended, planned_to) > :from)
                                    and (:subjects::text is null or subject = any(string_to_array(:subjects::text, ' ')))
                                order by begins, id limit :limit""")
                        .bind("from", period.from())
                        .bind("to", period.to())
                        .bind("subjects", subjects.map(ids -> String.join(" ", ids)))
                        .bind("limit", limit)
                        .map((row, context) -> AccountRows.account(row))
                        .list());
    }

    @Override
    public Optional<TurnAccount> find(String id) {
        return database.withHandle(
                "look up an account of a turn",
                handle -> handle.createQuery("select * from irrigation_turn_account where id = :id")
                        .bind("id", id)
                        .map((row, context) -> AccountRows.account(row))
                        .findOne());
    }

    @Override
    public List<TurnAccount> open() {
        return database.withHandle(
                "list open accounts of turns",
                handle -> handle.createQuery(
                                "select * from irrigation_turn_account where not settled order by begins, id")
                        .map((row, context) -> AccountRows.account(row))
                        .list());
    }

    @Override
    public List<String> keep(Collection<Kept> accounts, Instant at) {
        if (accounts.isEmpty()) {
            return List.of();
        }
        try {
            return together(accounts, at);
        } catch (OperationsException e) {
            if (accounts.size() == 1 || !isOfARow(sqlState(e))) {
                throw e;
            }
            return oneByOne(accounts, at);
        }
    }

    private List<String> together(Collection<Kept> accounts, Instant at) {
        return database.inTransaction("keep accounts of turns", handle -> {
            PreparedBatch batch = handle.prepareBatch("insert into irrigation_turn_account as a (id, " + COLUMNS
                    + ", changed_at) values (:id, " + VALUES + ", :at) on conflict (id) do update set (" + COLUMNS
                    + ", changed_at) = (" + VALUES + ", :at) where (" + own(COLUMNS)
                    + ") is distinct from (" + VALUES + ")");
            for (Kept kept : accounts) {
                AccountRows.bind(batch, kept);
                batch.bind("at", at).add();
            }
            int[] changed = batch.execute();
            List<String> ids = new ArrayList<>();
            int index = 0;
            for (Kept kept : accounts) {
                if (changed[index] != 0) {
                    ids.add(kept.account().id());
                }
                index++;
            }
            return ids;
        });
    }

    private List<String> oneByOne(Collection<Kept> accounts, Instant at) {
        List<String> ids = new ArrayList<>();
        for (Kept kept : accounts) {
            try {
                ids.addAll(together(List.of(kept), at));
            } catch (OperationsException e) {
                if (!isOfARow(sqlState(e))) {
                    throw e;
                }
                LOG.warn(
                        "the account of turn {} cannot be kept: {}",
                        kept.account().id(),
                        e.getMessage());
            }
        }
        return ids;
    }

    /** Whether the database works, but does not take what it is given: class 22 or 23. */
    private static boolean isOfARow(String sqlState) {
        return sqlState.startsWith("22") || sqlState.startsWith("23");
    }

    private static String sqlState(OperationsException problem) {
        for (@Nullable Throwable cause = problem.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }

    @Override
    public void keep(ByHand told) {
        database.withHandle(
                "keep what is told of turn " + told.turn(),
                handle -> handle.createUpdate("""
                        insert into irrigation_turn_by_hand as h (turn, began, ended, note, told_at, told_by)
                        values (:turn, :began, :ended, :note, :at, :by)
                        on conflict (turn) do update set (began, ended, note, told_at, told_by)
                            = (:began, :ended, :note, :at, :by)""")
                        .bind("turn", told.turn())
                        .bind("began", told.run().from())
                        .bind("ended", told.run().to())
                        .bind("note", told.note())
                        .bind("at", told.told().at())
                        .bind("by", told.told().by())
                        .execute());
    }

    @Override
    public Map<String, ByHand> byHand(Instant since) {
        return database
                .withHandle(
                        "read what is told of turns",
                        handle -> handle.createQuery("select * from irrigation_turn_by_hand where began > :since")
                                .bind("since", since)
                                .map((row, context) -> new ByHand(
                                        row.getString("turn"),
                                        new Period(Steps.instant(row, "began"), Steps.instant(row, "ended")),
                                        row.getString("note"),
                                        Steps.required(row, "told")))
                                .list())
                .stream()
                .collect(Collectors.toMap(ByHand::turn, Function.identity()));
    }

    @Override
    public void remove(Collection<String> manual) {
        if (!manual.isEmpty()) {
            database.withHandle(
                    "remove accounts of pumps that people ran",
                    handle -> handle.createUpdate(
                                    "delete from irrigation_turn_account where kind = 'manual' and id in (<ids>)")
                            .bindList("ids", List.copyOf(manual))
                            .execute());
        }
    }

    @Override
    public Map<String, Instant> watched() {
        return database.withHandle("look until when pumps are accounted for", SqlTurnAccounts::watched);
    }

    @Override
    public void watched(Map<String, Instant> until) {
        if (!until.isEmpty()) {
            database.inTransaction("note until when pumps are accounted for", handle -> watched(handle, until));
        }
    }

    private static int[] watched(Handle handle, Map<String, Instant> until) {
        PreparedBatch batch = handle.prepareBatch("""
                insert into irrigation_manual_watch (pump, until) values (:pump, :until)
                on conflict (pump) do update set until = :until""");
        // Two that write at once lock in the same order.
        new TreeMap<>(until)
                .forEach((pump, instant) ->
                        batch.bind("pump", pump).bind("until", instant).add());
        return batch.execute();
    }

    private static Map<String, Instant> watched(Handle handle) {
        return handle
                .createQuery("select pump, until from irrigation_manual_watch")
                .map((row, context) -> Map.entry(row.getString("pump"), Steps.instant(row, "until")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String own(String columns) {
        return "a." + columns.replace(", ", ", a.");
    }
}
