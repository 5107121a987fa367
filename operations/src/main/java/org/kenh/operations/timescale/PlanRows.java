package org.kenh.operations.timescale;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.command.CommandState;
import org.kenh.operations.irrigation.desk.Constraint;
import org.kenh.operations.irrigation.desk.PlanHead;
import org.kenh.operations.irrigation.desk.PlanState;
import org.kenh.operations.irrigation.desk.PlannedTurn;
import org.kenh.operations.irrigation.desk.Publication;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.plan.BandEnergy;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.Target;
import org.kenh.telemetry.DeviceId;

/** Rows of the tables of irrigation plans. */
final class PlanRows {
    private PlanRows() {}

    static PlanHead head(ResultSet row) throws SQLException {
        @Nullable String figures = row.getString("figures");
        return new PlanHead(
                row.getLong("id"),
                PlanState.fromWord(row.getString("state")),
                new Period(Steps.instant(row, "horizon_from"), Steps.instant(row, "horizon_to")),
                Optional.ofNullable(row.getObject("base", Long.class)),
                Optional.ofNullable(row.getObject("parent", Long.class)),
                Steps.required(row, "made"),
                Steps.optional(row, "accepted"),
                Steps.optional(row, "published"),
                Steps.optional(row, "ended"),
                Optional.ofNullable(figures).map(text -> StoredJson.read(text, PlanHead.Figures.class)),
                row.getString("note"));
    }

    static PlannedTurn turn(ResultSet row) throws SQLException {
        @Nullable String device = row.getString("device");
        String target = row.getString("target");
        return new PlannedTurn(
                row.getString("id"),
                SubjectKind.fromWord(row.getString("kind")).orElseThrow(),
                row.getString("subject"),
                row.getString("canal"),
                Optional.ofNullable(device).map(id -> new Target(id, target)),
                new Period(Steps.instant(row, "starts"), Steps.instant(row, "ends")),
                row.getDouble("flow"),
                row.getDouble("volume"),
                List.of(StoredJson.read(row.getString("energy"), BandEnergy[].class)),
                row.getBoolean("pinned"),
                Optional.ofNullable(row.getString("withdrawn")));
    }

    static Constraint constraint(ResultSet row) throws SQLException {
        return new Constraint(
                row.getInt("number"),
                row.getBoolean("forbidden"),
                SubjectKind.fromWord(row.getString("subject_kind")).orElseThrow(),
                row.getString("subject"),
                new Period(Steps.instant(row, "starts"), Steps.instant(row, "ends")),
                row.getString("reason"),
                Steps.required(row, "set"));
    }

    static Publication publication(ResultSet row) throws SQLException {
        return new Publication(
                row.getLong("plan"),
                DeviceId.of(row.getString("device")),
                row.getLong("version"),
                row.getBoolean("newest"),
                row.getInt("turns"),
                row.getString("command"),
                CommandState.fromWord(row.getString("state")),
                Steps.instant(row, "sent_at"),
                Steps.instant(row, "state_at"),
                Steps.instant(row, "expires_at"),
                row.getString("detail"));
    }

    static void insertTurns(Handle handle, long plan, List<PlannedTurn> turns) {
        if (turns.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                insert into irrigation_turn (plan, id, kind, subject, canal, device, target, starts, ends, flow, volume,
                    energy, kwh, cost, pinned, withdrawn)
                values (:plan, :id, :kind, :subject, :canal, :device, :target, :starts, :ends, :flow, :volume,
                    :energy, :kwh, :cost, :pinned, :withdrawn)""");
        for (PlannedTurn turn : turns) {
            batch.bind("plan", plan)
                    .bind("id", turn.id())
                    .bind("kind", turn.kind().word())
                    .bind("subject", turn.subject())
                    .bind("canal", turn.canal())
                    .bind("device", turn.target().map(Target::device))
                    .bind("target", turn.target().map(Target::name))
                    .bind("starts", turn.period().from())
                    .bind("ends", turn.period().to())
                    .bind("flow", turn.flow())
                    .bind("volume", turn.volume())
                    .bind("energy", StoredJson.write(turn.energy()))
                    .bind("kwh", turn.kilowattHours())
                    .bind("cost", turn.cost())
                    .bind("pinned", turn.pinned())
                    .bind("withdrawn", turn.withdrawn())
                    .add();
        }
        batch.execute();
    }

    static void insertConstraints(Handle handle, long plan, List<Constraint> constraints) {
        if (constraints.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                insert into irrigation_constraint (plan, number, forbidden, subject_kind, subject, starts, ends, reason,
                    set_at, set_by)
                values (:plan, :number, :forbidden, :kind, :subject, :starts, :ends, :reason, :at, :by)""");
        for (Constraint one : constraints) {
            batch.bind("plan", plan)
                    .bind("number", one.number())
                    .bind("forbidden", one.forbidden())
                    .bind("kind", one.kind().word())
                    .bind("subject", one.subject())
                    .bind("starts", one.period().from())
                    .bind("ends", one.period().to())
                    .bind("reason", one.reason())
                    .bind("at", one.set().at())
                    .bind("by", one.set().by())
                    .add();
        }
        batch.execute();
    }
}
