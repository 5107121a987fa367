package org.kenh.operations.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.command.CommandState;
import org.kenh.operations.irrigation.desk.Step;
import org.kenh.operations.irrigation.execution.Lockout;
import org.kenh.operations.irrigation.execution.Stop;
import org.kenh.operations.irrigation.execution.TurnAccount;
import org.kenh.operations.irrigation.plan.BandEnergy;
import org.kenh.operations.irrigation.plan.Target;

/** What became of plans, as people's programs see it. */
final class IrrigationExecutionViews {
    private IrrigationExecutionViews() {}

    static AccountView account(TurnAccount account) {
        TurnAccount.Course course = account.course();
        return new AccountView(
                account.state().word(),
                course.started().orElse(null),
                course.confirmed().orElse(null),
                course.ended().orElse(null),
                course.reason().isEmpty() ? null : course.reason(),
                course.atRest().orElse(null),
                account.volume().map(TurnAccount.Volume::cubicMetres).orElse(null),
                account.volume().map(volume -> volume.how().word()).orElse(null),
                boxed(account.deviation()),
                account.energy().map(energy -> account.kilowattHours()).orElse(null),
                account.energy().map(energy -> account.cost()).orElse(null),
                account.energy().map(TurnAccount.Energy::bands).orElse(List.of()),
                account.energy().map(energy -> energy.how().word()).orElse(null));
    }

    static FullAccountView full(TurnAccount account) {
        Optional<TurnAccount.Planned> planned = account.planned();
        return new FullAccountView(
                account.id(),
                account.isManual() ? "manual" : "turn",
                account.kind().word(),
                account.subject(),
                account.canal(),
                account.target().map(Target::device).orElse(null),
                account.target().map(Target::name).orElse(null),
                account.plan().orElse(null),
                planned.map(plan -> plan.period().from()).orElse(null),
                planned.map(plan -> plan.period().to()).orElse(null),
                planned.map(TurnAccount.Planned::volume).orElse(null),
                account(account));
    }

    static LockoutView lockout(Lockout lockout) {
        return new LockoutView(
                lockout.id(),
                lockout.kind().word(),
                lockout.subjectKind().word(),
                lockout.subject(),
                lockout.openedAt(),
                lockout.evidence(),
                lockout.goodSince().orElse(null),
                lockout.ripeAt().orElse(null),
                lockout.state().word(),
                lockout.needsPerson(),
                lockout.released().map(Step::at).orElse(null),
                lockout.released().map(Step::by).orElse(null),
                lockout.reason().isEmpty() ? null : lockout.reason());
    }

    static StopView stop(Stop stop) {
        List<StopDeviceView> devices =
                stop.devices().stream().map(IrrigationExecutionViews::device).toList();
        return new StopView(
                stop.id(),
                stop.canal(),
                stop.area(),
                stop.stopped().at(),
                stop.stopped().by(),
                stop.reason(),
                stop.state().word(),
                stop.proposed().map(Step::at).orElse(null),
                stop.proposed().map(Step::by).orElse(null),
                stop.proposal().isEmpty() ? null : stop.proposal(),
                stop.released().map(Step::at).orElse(null),
                stop.released().map(Step::by).orElse(null),
                stop.release().isEmpty() ? null : stop.release(),
                (int) devices.stream().filter(device -> !device.confirmed()).count(),
                devices);
    }

    private static StopDeviceView device(Stop.Device device) {
        return new StopDeviceView(
                device.kind().word(),
                device.subject(),
                device.target().device(),
                device.target().name(),
                device.command().orElse(null),
                device.askedAt().orElse(null),
                device.answer().map(CommandState::word).orElse(null),
                device.hasConfirmed(),
                device.detail().isEmpty() ? null : device.detail());
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    record AccountView(
            String state,
            @Nullable Instant started,
            @Nullable Instant confirmed,
            @Nullable Instant ended,
            @Nullable String reason,
            @Nullable Boolean atRest,
            @Nullable Double volume,
            @Nullable String volumeHow,
            @Nullable Double deviation,
            @Nullable Double kilowattHours,
            @Nullable Double cost,
            List<BandEnergy> energy,
            @Nullable String energyHow) {}

    record FullAccountView(
            String id,
            String type,
            String kind,
            String subject,
            String canal,
            @Nullable String device,
            @Nullable String target,
            @Nullable Long plan,
            @Nullable Instant plannedStart,
            @Nullable Instant plannedEnd,
            @Nullable Double plannedVolume,
            AccountView account) {}

    record LockoutView(
            long id,
            String kind,
            String subjectKind,
            String subject,
            Instant openedAt,
            List<Lockout.Finding> evidence,
            @Nullable Instant goodSince,
            @Nullable Instant releasableFrom,
            String state,
            boolean needsPerson,
            @Nullable Instant releasedAt,
            @Nullable String releasedBy,
            @Nullable String reason) {}

    record StopView(
            long id,
            String canal,
            String area,
            Instant stoppedAt,
            String stoppedBy,
            String reason,
            String state,
            @Nullable Instant proposedAt,
            @Nullable String proposedBy,
            @Nullable String proposal,
            @Nullable Instant releasedAt,
            @Nullable String releasedBy,
            @Nullable String release,
            int unanswered,
            List<StopDeviceView> devices) {}

    record StopDeviceView(
            String kind,
            String subject,
            String device,
            String target,
            @Nullable String command,
            @Nullable Instant askedAt,
            @Nullable String state,
            boolean confirmed,
            @Nullable String detail) {}
}
