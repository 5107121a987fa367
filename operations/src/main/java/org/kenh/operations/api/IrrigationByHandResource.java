package org.kenh.operations.api;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.kenh.operations.irrigation.desk.Step;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.execution.ByHand;
import org.kenh.operations.irrigation.execution.ByHandDecision;
import org.kenh.operations.irrigation.execution.ExecutionDesk;
import org.kenh.operations.irrigation.execution.TurnAccount;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.telemetry.Excerpt;

/** Turns of fields without a switched valve: who opened the inlet tells from when to when. */
final class IrrigationByHandResource {
    private static final int LONGEST_NOTE = 500;

    private final ExecutionDesk desk;
    private final IrrigationRegistry registry;
    private final AuditTrail audit;
    private final InstantSource clock;

    IrrigationByHandResource(Backend backend, AuditTrail audit) {
        this.desk = backend.irrigation().execution();
        this.registry = backend.irrigation().registry();
        this.audit = audit;
        this.clock = backend.clock();
    }

    Endpoint endpoint() {
        return Endpoint.post("/irrigation/turns/{id}/confirm", IrrigationRequestResource.ASKERS, this::confirm);
    }

    private Answer confirm(Call call) {
        TurnAccount turn = visible(call);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        JsonBody body = call.body();
        Optional<Instant> from = required(body, "from");
        Optional<Instant> to = required(body, "to");
        String note = body.optionalText("note", LONGEST_NOTE).orElse("");
        from.filter(begin -> to.filter(end -> !end.isAfter(begin)).isPresent())
                .ifPresent(begin -> body.error("to", "field.after", "from"));
        to.filter(now::isBefore).ifPresent(end -> body.error("to", "field.past"));
        body.finish();
        Period run = new Period(from.orElseThrow(), to.orElseThrow());
        TurnAccount told = done(call, desk.confirm(new ByHand(turn.id(), run, note, new Step(call.username(), now))));
        String detail = turn.subject() + " " + run.from() + "/" + run.to() + " " + note;
        IrrigationAnswers.writeDown(
                audit, call, "irrigation.turn.confirm", new AuditTrail.Deed(turn.id(), detail.strip()));
        return Answer.ok(IrrigationExecutionViews.full(told));
    }

    private static TurnAccount done(Call call, ByHandDecision decision) {
        return switch (decision) {
            case ByHandDecision.Done(TurnAccount account) -> account;
            case ByHandDecision.Unknown() -> throw Problem.notFound(Excerpt.of(call.path("id")));
            case ByHandDecision.Switched() -> throw Problem.conflict("state", "problem.turnSwitched");
            case ByHandDecision.NotThen() -> throw Problem.invalid("from", "field.turnTime");
        };
    }

    private static Optional<Instant> required(JsonBody body, String name) {
        if (!body.has(name)) {
            body.error(name, "field.required");
        }
        return body.optionalInstant(name);
    }

    private TurnAccount visible(Call call) {
        IrrigationSight sight = new IrrigationSight(call, registry);
        return desk.accounts()
                .find(call.path("id"))
                .filter(account -> account.kind() == SubjectKind.FIELD)
                .filter(account ->
                        sight.fields().stream().anyMatch(field -> field.id().equals(account.subject())))
                .orElseThrow(() -> Problem.notFound(Excerpt.of(call.path("id"))));
    }
}
