package org.kenh.operations.timescale;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.kenh.operations.command.CommandState;
import org.kenh.operations.command.CommandState.Verdict;
import org.kenh.operations.command.CommandSteps;
import org.kenh.operations.command.CommandStore;
import org.kenh.operations.command.IssuedCommand;
import org.kenh.operations.command.IssuedCommand.Step;
import org.kenh.operations.loudspeaker.emergency.EmergencyStore;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.DeviceId;

/** Commands in tables {@code command} and {@code command_step}. */
public final class SqlCommandStore implements CommandStore {
    private static final String COLUMNS = "id, device, name, args, issued_by, issued_at, expires_at, state, detail";

    /** A device that repeats an impossible answer for ever must not fill the disk. */
    private static final int MOST_IGNORED = 20;

    /** An accepted one has no end of its own. */
    private static final String OVER = "'accepted', 'done', 'failed', 'refused', 'expired', 'declined'";

    /** Whatever refers to a command keeps it. */
    private static final String UNNEEDED = Stream.of(
                    "speaker_plan_sent r where r.command",
                    "speaker_unplanned r where r.command",
                    "speaker_emergency_order r where r.command",
                    "irrigation_publication r where r.command",
                    "irrigation_stop_device r where r.command",
                    "site_file r where r.command_id")
            .map(reference -> "not exists (select from " + reference + " = c.id)")
            .collect(Collectors.joining(" and "));

    private static final List<String> OF_COMMANDS =
            List.of("command_step where command_id", "command_approval where command", "command where id");

    private final OperationsDatabase database;

    public SqlCommandStore(OperationsDatabase database) {
        this.database = database;
    }

    @Override
    public boolean add(DeviceId device, Command command, String issuedBy, int mostWaiting) {
        return database.inTransaction("queue a command for device " + device, handle -> {
            int added = handle.createUpdate("""
                            insert into command (id, device, name, args, issued_by, issued_at, expires_at, state)
                            select :id, :device, :name, :args, :issuedBy, :issuedAt, :expiresAt, 'queued'
                            where (select count(*) from command
                                where device = :device and state in ('queued', 'awaiting')) < :most""")
                    .bindMethods(command)
                    .bind("device", device.value())
                    .bind("issuedBy", issuedBy)
                    .bind("most", mostWaiting)
                    .execute();
            if (added == 1) {
                keep(handle, command.id(), new Step(CommandState.QUEUED, command.issuedAt(), ""), true);
            }
            return added == 1;
        });
    }

    @Override
    public boolean propose(DeviceId device, Proposal proposal, int mostWaiting) {
        Command command = proposal.command();
        return database.inTransaction("keep a command for device " + device + " for approval", handle -> {
            int added = handle.createUpdate("""
                            insert into command (id, device, name, args, issued_by, issued_at, expires_at, state)
                            select :id, :device, :name, :args, :issuedBy, :issuedAt, :expiresAt, 'awaiting'
                            where (select count(*) from command
                                where device = :device and state in ('queued', 'awaiting')) < :most""")
                    .bindMethods(command)
                    .bind("device", device.value())
                    .bind("issuedBy", proposal.issuedBy())
                    .bind("most", mostWaiting)
                    .execute();
            if (added == 1) {
                keep(handle, command.id(), new Step(CommandState.AWAITING, command.issuedAt(), ""), true);
                handle.createUpdate("""
                                insert into command_approval (command, valid_for, at_latest)
                                values (:id, :seconds, :atLatest)""")
                        .bind("id", command.id())
                        .bind("seconds", proposal.validFor().toMillis() / 1e3)
                        .bind("atLatest", proposal.atLatest())
                        .execute();
            }
            return added == 1;
        });
    }

    @Override
    public Decided decide(String id, Decision decision) {
        return database.inTransaction(
                "decide on command " + id,
                handle -> handle.createQuery("""
                                select state = 'awaiting' and expires_at > :at as awaiting, issued_by
                                from command where id = :id for update""")
                        .bind("id", id)
                        .bind("at", decision.at())
                        .map((row, context) -> {
                            if (!row.getBoolean("awaiting")) {
                                return Decided.NOT_AWAITING;
                            }
                            boolean own = row.getString("issued_by").equals(decision.by());
                            return decision.approved() && own ? Decided.SAME_PERSON : Decided.DONE;
                        })
                        .findOne()
                        .map(decided -> decided == Decided.DONE ? decided(handle, id, decision) : decided)
                        .orElse(Decided.UNKNOWN));
    }

    private static Decided decided(Handle handle, String id, Decision decision) {
        handle.createUpdate("""
                        update command_approval set decided_at = :at, decided_by = :by, reason = :reason
                        where command = :id""")
                .bind("at", decision.at())
                .bind("by", decision.by())
                .bind("reason", decision.reason())
                .bind("id", id)
                .execute();
        handle.createUpdate("""
                        update command c set state = :state, expires_at = case when :approved
                            then least(:at::timestamptz + a.valid_for * interval '1 second', coalesce(a.at_latest, 'infinity'::timestamptz))
                            else c.expires_at end
                        from command_approval a where c.id = :id and a.command = c.id""")
                .bind("state", (decision.approved() ? CommandState.QUEUED : CommandState.DECLINED).word())
                .bind("approved", decision.approved())
                .bind("at", decision.at())
                .bind("id", id)
                .execute();
        CommandState state = decision.approved() ? CommandState.QUEUED : CommandState.DECLINED;
        String detail = decision.reason().isEmpty() ? decision.by() : decision.by() + ": " + decision.reason();
        keep(handle, id, new Step(state, decision.at(), detail), true);
        decision.args()
                .ifPresent(args -> handle.createUpdate("update command set args = :args where id = :id")
                        .bind("args", args)
                        .bind("id", id)
                        .execute());
        return Decided.DONE;
    }

    /** Queues commands, however many wait, within the caller's transaction. */
    static void insert(Handle handle, Collection<EmergencyStore.Order> orders) {
        if (orders.isEmpty()) {
            return;
        }
        PreparedBatch commands = handle.prepareBatch("""
                insert into command (id, device, name, args, issued_by, issued_at, expires_at, state)
                values (:id, :device, :name, :args, :issuedBy, :issuedAt, :expiresAt, 'queued')""");
        PreparedBatch steps = handle.prepareBatch("""
                insert into command_step (command_id, state, at, applied) values (:id, 'queued', :issuedAt, true)""");
        for (EmergencyStore.Order order : orders) {
            commands.bindMethods(order.command())
                    .bind("device", order.device())
                    .bind("issuedBy", order.by())
                    .add();
            steps.bindMethods(order.command()).add();
        }
        commands.execute();
        steps.execute();
    }

    /** Queues a command, however many wait, within the caller's transaction. */
    static void insert(Handle handle, DeviceId device, Command command, String issuedBy) {
        handle.createUpdate("""
                        insert into command (id, device, name, args, issued_by, issued_at, expires_at, state)
                        values (:id, :device, :name, :args, :issuedBy, :issuedAt, :expiresAt, 'queued')""")
                .bindMethods(command)
                .bind("device", device.value())
                .bind("issuedBy", issuedBy)
                .execute();
        keep(handle, command.id(), new Step(CommandState.QUEUED, command.issuedAt(), ""), true);
    }

    @Override
    public Optional<IssuedCommand> find(String id) {
        return database.inSnapshot(
                "look up command " + id,
                handle -> complete(
                                handle,
                                handle.createQuery("select " + COLUMNS + " from command where id = :id")
                                        .bind("id", id)
                                        .map((row, context) -> command(row))
                                        .list())
                        .stream()
                        .findFirst());
    }

    @Override
    public Set<String> awaiting(Collection<String> ids) {
        return database.withHandle(
                "look which commands await a second person",
                handle -> new HashSet<>(
                        handle.createQuery("select id from command where id = any(:ids) and state = :state")
                                .bindArray("ids", String.class, List.copyOf(ids))
                                .bind("state", CommandState.AWAITING.word())
                                .mapTo(String.class)
                                .list()));
    }

    @Override
    public List<IssuedCommand> ofDevice(DeviceId device, int limit) {
        return database.inSnapshot(
                "list the commands of device " + device,
                handle -> complete(
                        handle,
                        handle.createQuery("select " + COLUMNS + " from command where device = :device"
                                        + " order by issued_at desc, id limit :limit")
                                .bind("device", device.value())
                                .bind("limit", limit)
                                .map((row, context) -> command(row))
                                .list()));
    }

    @Override
    public List<Command> waiting(DeviceId device, Instant now, int limit) {
        return database.withHandle(
                "look for commands of device " + device,
                handle -> handle.createQuery("select "
                                + COLUMNS
                                + " from command where device = :device and state = 'queued' and expires_at > :now"
                                + " order by issued_at, id limit :limit")
                        .bind("device", device.value())
                        .bind("now", now)
                        .bind("limit", limit)
                        .map((row, context) -> command(row).command())
                        .list());
    }

    @Override
    public Optional<Verdict> record(DeviceId device, String id, Step step) {
        return database.inTransaction(
                "record a step of command " + id,
                handle -> handle.createQuery("select state from command where id = :id and device = :device for update")
                        .bind("id", id)
                        .bind("device", device.value())
                        .mapTo(String.class)
                        .findOne()
                        .map(state -> apply(handle, id, CommandState.fromWord(state), step)));
    }

    @Override
    public int expire(Instant now) {
        return database.withHandle(
                "expire commands",
                handle -> handle.createUpdate("""
                        with due as (
                            update command set state = 'expired'
                            where state in ('queued', 'sent', 'awaiting') and expires_at <= :now returning id)
                        insert into command_step (command_id, state, at, applied)
                        select id, 'expired', :now, true from due""").bind("now", now).execute());
    }

    @Override
    public int removeBefore(Instant moment, int most) {
        return database.inTransaction("remove old commands", handle -> {
            List<String> ids = handle.createQuery("select id from command c where issued_at < :moment and state in ("
                            + OVER + ") and " + UNNEEDED + " order by issued_at limit :most for update skip locked")
                    .bind("moment", moment)
                    .bind("most", most)
                    .mapTo(String.class)
                    .list();
            if (!ids.isEmpty()) {
                for (String table : OF_COMMANDS) {
                    handle.createUpdate("delete from " + table + " = any(:ids)")
                            .bindArray("ids", String.class, ids)
                            .execute();
                }
            }
            return ids.size();
        });
    }

    private static Verdict apply(Handle handle, String id, CommandState current, Step step) {
        CommandSteps.Effect effect = CommandSteps.effect(current, step);
        boolean applied = effect.verdict() == Verdict.APPLIED;
        effect.added().forEach(added -> keep(handle, id, added, applied));
        if (applied) {
            handle.createUpdate("update command set state = :state, detail = :detail where id = :id")
                    .bind("state", step.state().word())
                    .bind("detail", step.detail())
                    .bind("id", id)
                    .execute();
        }
        return effect.verdict();
    }

    private static void keep(Handle handle, String id, Step step, boolean applied) {
        handle.createUpdate("""
                        insert into command_step (command_id, state, at, detail, applied)
                        select :id, :state, :at, :detail, :applied
                        where :applied
                            or (select count(*) from command_step where command_id = :id and not applied) < :most""")
                .bind("id", id)
                .bind("state", step.state().word())
                .bind("at", step.at())
                .bind("detail", step.detail())
                .bind("applied", applied)
                .bind("most", MOST_IGNORED)
                .execute();
    }

    private static List<IssuedCommand> complete(Handle handle, List<IssuedCommand> commands) {
        if (commands.isEmpty()) {
            return commands;
        }
        Map<String, List<Step>> applied = new HashMap<>();
        Map<String, List<Step>> ignored = new HashMap<>();
        handle.createQuery("select command_id, state, at, detail, applied from command_step"
                        + " where command_id = any(:ids) order by id")
                .bind(
                        "ids",
                        commands.stream().map(command -> command.command().id()).toArray(String[]::new))
                .map((row, context) -> (row.getBoolean("applied") ? applied : ignored)
                        .computeIfAbsent(row.getString("command_id"), id -> new ArrayList<>())
                        .add(step(row)))
                .list();
        return commands.stream().map(command -> with(command, applied, ignored)).toList();
    }

    private static IssuedCommand with(
            IssuedCommand command, Map<String, List<Step>> applied, Map<String, List<Step>> ignored) {
        String id = command.command().id();
        return new IssuedCommand(
                command.device(),
                command.command(),
                command.issuedBy(),
                command.state(),
                command.detail(),
                applied.getOrDefault(id, List.of()),
                ignored.getOrDefault(id, List.of()));
    }

    private static IssuedCommand command(ResultSet row) throws SQLException {
        Command command = new Command(
                row.getString("id"),
                row.getString("name"),
                row.getString("args"),
                row.getTimestamp("issued_at").toInstant(),
                row.getTimestamp("expires_at").toInstant());
        return new IssuedCommand(
                DeviceId.of(row.getString("device")),
                command,
                row.getString("issued_by"),
                CommandState.fromWord(row.getString("state")),
                row.getString("detail"),
                List.of(),
                List.of());
    }

    private static Step step(ResultSet row) throws SQLException {
        return new Step(
                CommandState.fromWord(row.getString("state")),
                row.getTimestamp("at").toInstant(),
                row.getString("detail"));
    }
}
