package org.kenh.operations.timescale;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.kenh.operations.command.CommandState;
import org.kenh.operations.loudspeaker.programme.PlanStore;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.DeviceId;

/** What plans clusters were told, in table {@code speaker_plan_sent}. */
public final class SqlSpeakerPlans implements PlanStore {
    /** Older ones are of no interest; the commands stay. */
    private static final int KEPT = 20;

    private final OperationsDatabase database;

    public SqlSpeakerPlans(OperationsDatabase database) {
        this.database = database;
    }

    @Override
    public List<Sent> newest() {
        return database.withHandle(
                "look what plans clusters were sent",
                handle -> handle.createQuery("""
                                select p.device, p.version, p.digest, p.command, p.sent_at, c.state, c.detail,
                                    coalesce((select max(s.at) from command_step s
                                        where s.command_id = c.id and s.applied), p.sent_at) as since,
                                    (select count(*) from speaker_plan_sent q
                                        where q.device = p.device and q.version > coalesce((
                                            select max(r.version) from speaker_plan_sent r
                                            join command rc on rc.id = r.command
                                            where r.device = p.device and (r.digest <> p.digest or rc.state = 'done')), 0))
                                        as tries
                                from (select distinct on (device) * from speaker_plan_sent
                                    order by device, version desc) p
                                join command c on c.id = p.command""")
                        .map((row, context) -> new Sent(
                                row.getString("device"),
                                row.getLong("version"),
                                row.getString("digest"),
                                row.getString("command"),
                                Steps.instant(row, "sent_at"),
                                CommandState.fromWord(row.getString("state")),
                                row.getString("detail"),
                                Steps.instant(row, "since"),
                                row.getInt("tries")))
                        .list());
    }

    @Override
    public boolean send(DeviceId device, long version, String digest, Command command) {
        return database.inTransaction("send a plan to cluster " + device, handle -> {
            boolean outrun = handle.createQuery(
                            "select exists (select from speaker_plan_sent where device = :device and version >= :version)")
                    .bind("device", device.value())
                    .bind("version", version)
                    .mapTo(Boolean.class)
                    .one();
            if (!outrun) {
                supersede(handle, device, version, command);
                SqlCommandStore.insert(handle, device, command, "kenh");
                keep(handle, device, version, digest, command);
            }
            return !outrun;
        });
    }

    private static void keep(Handle handle, DeviceId device, long version, String digest, Command command) {
        handle.createUpdate("""
                        insert into speaker_plan_sent (device, version, digest, command, sent_at)
                        values (:device, :version, :digest, :command, :at)""")
                .bind("device", device.value())
                .bind("version", version)
                .bind("digest", digest)
                .bind("command", command.id())
                .bind("at", command.issuedAt())
                .execute();
        handle.createUpdate("""
                        delete from speaker_plan_sent where device = :device and version in (
                            select version from speaker_plan_sent where device = :device
                            order by version desc offset :kept)""")
                .bind("device", device.value())
                .bind("kept", KEPT)
                .execute();
    }

    /** A plan that still waits is not wanted any more. */
    private static void supersede(Handle handle, DeviceId device, long version, Command command) {
        handle.createUpdate("""
                        with old as (
                            update command set state = 'expired', detail = :detail
                            where state in ('queued', 'sent') and id in (
                                select command from speaker_plan_sent where device = :device)
                            returning id)
                        insert into command_step (command_id, state, at, detail, applied)
                        select id, 'expired', :at, :detail, true from old""")
                .bind("device", device.value())
                .bind("detail", "version " + version + " takes its place")
                .bind("at", command.issuedAt())
                .execute();
    }
}
