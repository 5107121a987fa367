package org.kenh.operations.timescale;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.kenh.operations.irrigation.desk.PlanStore;
import org.kenh.operations.irrigation.desk.PlannedTurn;
import org.kenh.operations.irrigation.desk.Step;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.DeviceId;

/** Queues schedules for devices, within the transaction of a handle. */
final class Schedules {
    static final String SELECT = """
            select p.plan, p.device, p.version, p.turns, p.command, p.sent_at, c.state, c.detail, c.expires_at,
                (select max(s.at) from command_step s where s.command_id = c.id and s.applied) as state_at,
                not exists (select from irrigation_publication n
                    where n.device = p.device and n.version > p.version) as newest
            from irrigation_publication p join command c on c.id = p.command""";

    private final Handle handle;
    private final long plan;
    private final Step step;
    private final PlanStore.DocumentWriter writer;

    Schedules(Handle handle, long plan, Step step, PlanStore.DocumentWriter writer) {
        this.handle = handle;
        this.plan = plan;
        this.step = step;
        this.writer = writer;
    }

    /** What still counts, as the next version, which takes the place of those that wait. */
    DeviceId send(DeviceId device, long atLeast) {
        List<PlannedTurn> turns = turns(device);
        long version = Math.max(atLeast, newest(device) + 1);
        Command command = writer.write(new PlanStore.Outgoing(plan, device, version, step.at(), turns));
        supersede(device, version);
        SqlCommandStore.insert(handle, device, command, step.by());
        handle.createUpdate("""
                        insert into irrigation_publication (plan, device, version, turns, command, sent_at)
                        values (:plan, :device, :version, :turns, :command, :at)""")
                .bind("plan", plan)
                .bind("device", device.value())
                .bind("version", version)
                .bind("turns", turns.size())
                .bind("command", command.id())
                .bind("at", step.at())
                .execute();
        return device;
    }

    private List<PlannedTurn> turns(DeviceId device) {
        return handle.createQuery("""
                        select * from irrigation_turn
                        where plan = :plan and device = :device and withdrawn is null and ends > :at order by starts, id""")
                .bind("plan", plan)
                .bind("device", device.value())
                .bind("at", step.at())
                .map((row, context) -> PlanRows.turn(row))
                .list();
    }

    private long newest(DeviceId device) {
        return handle.createQuery("select coalesce(max(version), 0) from irrigation_publication where device = :device")
                .bind("device", device.value())
                .mapTo(Long.class)
                .one();
    }

    private void supersede(DeviceId device, long version) {
        Instant at = step.at();
        handle.createUpdate("""
                        with old as (
                            update command set state = 'expired', detail = :detail
                            where state in ('queued', 'sent') and id in (
                                select command from irrigation_publication where device = :device)
                            returning id)
                        insert into command_step (command_id, state, at, detail, applied)
                        select id, 'expired', :at, :detail, true from old""")
                .bind("device", device.value())
                .bind("detail", "version " + version + " takes its place")
                .bind("at", at)
                .execute();
    }
}
