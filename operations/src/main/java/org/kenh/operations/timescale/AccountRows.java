package org.kenh.operations.timescale;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.execution.AccountState;
import org.kenh.operations.irrigation.execution.AccountStore.Kept;
import org.kenh.operations.irrigation.execution.EnergyHow;
import org.kenh.operations.irrigation.execution.TurnAccount;
import org.kenh.operations.irrigation.execution.TurnAccount.Course;
import org.kenh.operations.irrigation.execution.TurnAccount.Energy;
import org.kenh.operations.irrigation.execution.TurnAccount.Planned;
import org.kenh.operations.irrigation.execution.TurnAccount.Volume;
import org.kenh.operations.irrigation.execution.VolumeHow;
import org.kenh.operations.irrigation.plan.BandEnergy;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.Target;

/** Rows of table {@code irrigation_turn_account}. */
final class AccountRows {
    private AccountRows() {}

    static TurnAccount account(ResultSet row) throws SQLException {
        @Nullable String device = row.getString("device");
        String target = row.getString("target");
        return new TurnAccount(
                row.getString("id"),
                SubjectKind.fromWord(row.getString("subject_kind")).orElseThrow(),
                row.getString("subject"),
                row.getString("canal"),
                row.getString("area"),
                Optional.ofNullable(device).map(id -> new Target(id, target)),
                Optional.ofNullable(row.getObject("plan", Long.class)),
                planned(row),
                new Course(
                        instant(row, "started"),
                        instant(row, "confirmed"),
                        instant(row, "ended"),
                        row.getString("reason"),
                        Optional.ofNullable(row.getObject("at_rest", Boolean.class))),
                volume(row),
                energy(row),
                AccountState.fromWord(row.getString("state")).orElseThrow());
    }

    static void bind(PreparedBatch batch, Kept kept) {
        TurnAccount account = kept.account();
        bindCourse(batch, account);
        batch.bind("id", account.id())
                .bind("kind", account.isManual() ? "manual" : "turn")
                .bind("subjectKind", account.kind().word())
                .bind("subject", account.subject())
                .bind("canal", account.canal())
                .bind("area", account.area())
                .bind("device", account.target().map(Target::device))
                .bind("target", account.target().map(Target::name))
                .bind("plan", account.plan())
                .bind("plannedFrom", account.planned().map(plan -> plan.period().from()))
                .bind("plannedTo", account.planned().map(plan -> plan.period().to()))
                .bind("plannedVolume", account.planned().map(Planned::volume))
                .bind("plannedEnergy", account.planned().map(plan -> StoredJson.write(plan.energy())))
                .bind("settled", kept.settled())
                .bind("begins", account.begins());
    }

    private static void bindCourse(PreparedBatch batch, TurnAccount account) {
        Course course = account.course();
        Optional<Energy> energy = account.energy();
        batch.bind("started", course.started())
                .bind("confirmed", course.confirmed())
                .bind("ended", course.ended())
                .bind("reason", course.reason())
                .bind("atRest", course.atRest())
                .bind("volume", account.volume().map(Volume::cubicMetres))
                .bind("volumeHow", account.volume().map(volume -> volume.how().word()))
                .bind("energy", energy.map(known -> StoredJson.write(known.bands())))
                .bind("energyHow", energy.map(known -> known.how().word()))
                .bind("kwh", energy.map(known -> account.kilowattHours()))
                .bind("cost", energy.map(known -> account.cost()))
                .bind("state", account.state().word());
    }

    private static Optional<Planned> planned(ResultSet row) throws SQLException {
        Optional<Instant> from = instant(row, "planned_from");
        if (from.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Planned(
                new Period(from.get(), Steps.instant(row, "planned_to")),
                row.getDouble("planned_volume"),
                List.of(StoredJson.read(row.getString("planned_energy"), BandEnergy[].class))));
    }

    private static Optional<Volume> volume(ResultSet row) throws SQLException {
        @Nullable String how = row.getString("volume_how");
        double volume = row.getDouble("volume");
        return Optional.ofNullable(how).map(word -> new Volume(volume, VolumeHow.fromWord(word)));
    }

    private static Optional<Energy> energy(ResultSet row) throws SQLException {
        @Nullable String how = row.getString("energy_how");
        String bands = row.getString("energy");
        return Optional.ofNullable(how)
                .map(word -> new Energy(List.of(StoredJson.read(bands, BandEnergy[].class)), EnergyHow.fromWord(word)));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
