package org.kenh.operations.api;

import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.kenh.operations.account.Role;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.execution.ExecutionDesk;
import org.kenh.operations.irrigation.execution.Lockout;
import org.kenh.operations.irrigation.execution.LockoutDecision;
import org.kenh.operations.irrigation.execution.Stop;
import org.kenh.operations.irrigation.execution.StopDecision;
import org.kenh.operations.irrigation.field.Canal;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.irrigation.plan.Horizon;
import org.kenh.telemetry.Excerpt;

/** What became of plans: accounts of turns and of pumps that people ran, lockouts, emergency stops. */
final class IrrigationExecutionResource {
    private static final Endpoint.Access STOPPERS =
            Endpoint.Access.only(Role.OPERATOR, Role.AGRICULTURE_OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR);
    private static final Endpoint.Access RELEASERS =
            Endpoint.Access.only(Role.AGRICULTURE_OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR);
    private static final int MOST = 10_000;
    private static final int LONGEST_REASON = 500;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm dd/MM", Locale.ROOT).withZone(Horizon.ZONE);

    private final ExecutionDesk desk;
    private final IrrigationRegistry registry;
    private final AuditTrail audit;
    private final InstantSource clock;

    IrrigationExecutionResource(Backend backend, AuditTrail audit) {
        this.desk = backend.irrigation().execution();
        this.registry = backend.irrigation().registry();
        this.audit = audit;
        this.clock = backend.clock();
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/irrigation/accounts", Endpoint.Access.EVERY_ROLE, this::accounts),
                Endpoint.get("/irrigation/lockouts", Endpoint.Access.EVERY_ROLE, this::lockouts),
                Endpoint.post("/irrigation/lockouts/{id}/release", RELEASERS, this::releaseLockout),
                Endpoint.get("/irrigation/stops", Endpoint.Access.EVERY_ROLE, this::stops),
                Endpoint.post("/irrigation/canals/{id}/stop", STOPPERS, this::stop),
                Endpoint.post("/irrigation/stops/{id}/release", STOPPERS, this::releaseStop));
    }

    private Answer accounts(Call call) {
        TurnQuery query = TurnQuery.back(call.query(), clock.instant());
        return Answer.ok(desk.accounts().within(query.period(), query.subjects(call, registry), MOST).stream()
                .filter(account -> query.isOf(account.kind(), account.subject()))
                .map(IrrigationExecutionViews::full)
                .toList());
    }

    private Answer lockouts(Call call) {
        call.query().finish();
        IrrigationSight sight = new IrrigationSight(call, registry);
        return Answer.ok(desk.lockouts().list().stream()
                .filter(lockout -> isSeen(sight, call, lockout))
                .map(IrrigationExecutionViews::lockout)
                .toList());
    }

    private Answer releaseLockout(Call call) {
        Lockout lockout = desk.lockouts()
                .find(number(call))
                .filter(found -> isOwn(call, found))
                .orElseThrow(() -> Problem.notFound(call.path("id")));
        String reason = reason(call);
        Lockout released = switch (desk.lockouts().release(lockout.id(), call.username(), reason)) {
            case LockoutDecision.Done(Lockout done) -> done;
            case LockoutDecision.Unknown() -> throw Problem.notFound(call.path("id"));
            case LockoutDecision.WrongState(Lockout now) ->
                throw Problem.conflict(
                        "state", now.isOpen() ? "problem.lockoutEndsByItself" : "problem.lockoutReleased");
            case LockoutDecision.TooEarly(Optional<Instant> from) ->
                throw from.map(at -> Problem.conflict("state", "problem.lockoutEarly", TIME.format(at)))
                        .orElseGet(() -> Problem.conflict("state", "problem.lockoutBad"));
        };
        writeDown(call, "irrigation.lockout.release", lockout.subject(), reason);
        return Answer.ok(IrrigationExecutionViews.lockout(released));
    }

    private Answer stops(Call call) {
        call.query().finish();
        IrrigationSight sight = new IrrigationSight(call, registry);
        return Answer.ok(desk.stops().list().stream()
                .filter(stop -> call.scope().contains(stop.area())
                        || sight.canal(stop.canal()).filter(sight::sees).isPresent())
                .map(IrrigationExecutionViews::stop)
                .toList());
    }

    private Answer stop(Call call) {
        String id = call.path("id");
        IrrigationSight sight = new IrrigationSight(call, registry);
        Canal canal = sight.canal(id).filter(sight::owns).orElseThrow(() -> Problem.notFound(Excerpt.of(id)));
        String reason = reason(call);
        Stop stop = done(call, desk.stops().stop(canal.id(), call.username(), reason));
        writeDown(call, "irrigation.canal.stop", canal.id(), reason);
        return Answer.created(IrrigationExecutionViews.stop(stop), "/api/v1/irrigation/stops");
    }

    private Answer releaseStop(Call call) {
        Stop stop = desk.stops()
                .find(number(call))
                .filter(found -> call.scope().contains(found.area()))
                .orElseThrow(() -> Problem.notFound(call.path("id")));
        String reason = reason(call);
        Stop now = done(call, desk.stops().release(stop.id(), call.username(), reason));
        String deed = now.isOpen() ? "propose" : "release";
        writeDown(call, "irrigation.stop." + deed, stop.canal(), reason);
        return Answer.ok(IrrigationExecutionViews.stop(now));
    }

    private static Stop done(Call call, StopDecision decision) {
        return switch (decision) {
            case StopDecision.Done(Stop stop) -> stop;
            case StopDecision.Unknown() -> throw Problem.notFound(call.path("id"));
            case StopDecision.Released released -> throw Problem.conflict("state", "problem.stopReleased");
            case StopDecision.SamePerson same -> throw Problem.of(403, "problem.stopSamePerson");
        };
    }

    private static String reason(Call call) {
        JsonBody body = call.body();
        String reason = body.text("reason", LONGEST_REASON);
        body.finish();
        return reason;
    }

    private static long number(Call call) {
        String given = call.path("id");
        return Inputs.wholeNumber(given).orElseThrow(() -> Problem.notFound(Excerpt.of(given)));
    }

    private boolean isSeen(IrrigationSight sight, Call call, Lockout lockout) {
        return call.scope().isEverything() || isIn(lockout, sight::sees, sight::sees, sight);
    }

    private boolean isOwn(Call call, Lockout lockout) {
        IrrigationSight sight = new IrrigationSight(call, registry);
        return call.scope().isEverything() || isIn(lockout, sight::owns, sight::owns, sight);
    }

    private boolean isIn(
            Lockout lockout,
            Predicate<org.kenh.operations.irrigation.field.Pump> pump,
            Predicate<Canal> canal,
            IrrigationSight sight) {
        return lockout.subjectKind() == SubjectKind.PUMP
                ? registry.pumps().find(lockout.subject()).filter(pump).isPresent()
                : sight.canal(lockout.subject()).filter(canal).isPresent();
    }

    private void writeDown(Call call, String action, String subject, String detail) {
        IrrigationAnswers.writeDown(audit, call, action, new AuditTrail.Deed(subject, detail));
    }
}
