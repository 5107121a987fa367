package org.kenh.operations.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.account.Role;
import org.kenh.operations.irrigation.desk.RequestState;
import org.kenh.operations.irrigation.desk.Requests;
import org.kenh.operations.irrigation.desk.Step;
import org.kenh.operations.irrigation.desk.WaterRequest;
import org.kenh.operations.irrigation.field.Field;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.telemetry.Excerpt;

/** Requests for water: asked by communes and cooperatives for their own fields, decided by staff. */
final class IrrigationRequestResource {
    static final Endpoint.Access ASKERS = Endpoint.Access.only(
            Role.COOPERATIVE,
            Role.COMMUNE_VIEWER,
            Role.OPERATOR,
            Role.AGRICULTURE_OFFICER,
            Role.SUPERVISOR,
            Role.ADMINISTRATOR);
    private static final List<String> STATES =
            EnumSet.allOf(RequestState.class).stream().map(RequestState::word).toList();
    private static final Duration USUAL = Duration.ofDays(5);
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final double MOST_MILLIMETRES = 300;
    private static final int LONGEST_NOTE = 500;

    private final Requests requests;
    private final IrrigationRegistry registry;
    private final AuditTrail audit;
    private final InstantSource clock;

    IrrigationRequestResource(Backend backend, AuditTrail audit) {
        this.requests = backend.irrigation().desk().requests();
        this.registry = backend.irrigation().registry();
        this.audit = audit;
        this.clock = backend.clock();
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/irrigation/requests", Endpoint.Access.EVERY_ROLE, this::list),
                Endpoint.post("/irrigation/requests", ASKERS, this::ask),
                Endpoint.post("/irrigation/requests/{id}/approve", IrrigationAnswers.CHANGERS, this::approve),
                Endpoint.post("/irrigation/requests/{id}/refuse", IrrigationAnswers.CHANGERS, this::refuse),
                Endpoint.post("/irrigation/requests/{id}/withdraw", ASKERS, this::withdraw));
    }

    private Answer list(Call call) {
        Query query = call.query();
        Set<RequestState> states = query.words("state", STATES).orElse(STATES).stream()
                .map(RequestState::fromWord)
                .collect(Collectors.toSet());
        query.finish();
        Set<String> fields = fields(call);
        return Answer.ok(requests.list(call.scope(), states).stream()
                .filter(request -> fields.contains(request.field()))
                .map(RequestView::of)
                .toList());
    }

    private Answer ask(Call call) {
        JsonBody body = call.body();
        String field = body.formed("field", Inputs::isId);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant from = body.optionalInstant("from").orElse(now);
        Instant until = body.optionalInstant("until").orElseGet(() -> from.plus(USUAL));
        Optional<Double> millimetres = body.has("millimetres")
                ? Optional.of(body.number("millimetres", 1, MOST_MILLIMETRES))
                : Optional.empty();
        String note = body.optionalText("note", LONGEST_NOTE).orElse("");
        if (!field.isEmpty() && !fields(call).contains(field)) {
            body.error("field", "field.reference", field);
        }
        if (!until.isAfter(from) || !until.isAfter(now)) {
            body.error("until", "field.after", "from");
        } else if (until.isAfter(now.plus(LONGEST))) {
            body.error("until", "field.days", LONGEST.toDays());
        }
        body.finish();
        WaterRequest kept = requests.ask(
                        new WaterRequest.Wish(field, new Period(from, until), millimetres, note), call.username())
                .orElseThrow(() -> Problem.conflict("field", "problem.requestOpen"));
        writeDown(call, "ask", kept, note);
        return Answer.created(RequestView.of(kept), "/api/v1/irrigation/requests/" + kept.id());
    }

    private Answer approve(Call call) {
        WaterRequest request = visible(call);
        JsonBody body = call.body();
        String reason = body.optionalText("reason", LONGEST_NOTE).orElse("");
        body.finish();
        return decided(call, "approve", requests.approve(request.id(), call.username(), reason));
    }

    private Answer refuse(Call call) {
        WaterRequest request = visible(call);
        JsonBody body = call.body();
        String reason = body.text("reason", LONGEST_NOTE);
        body.finish();
        return decided(call, "refuse", requests.refuse(request.id(), call.username(), reason));
    }

    private Answer withdraw(Call call) {
        WaterRequest request = visible(call);
        call.body().finish();
        if (!request.asked().by().equals(call.username())) {
            throw Problem.of(403, "problem.requestAsker");
        }
        return decided(call, "withdraw", requests.withdraw(request.id(), call.username()));
    }

    private Answer decided(Call call, String deed, Optional<WaterRequest> request) {
        WaterRequest done = request.orElseThrow(() -> Problem.conflict("state", "problem.requestState"));
        writeDown(call, deed, done, done.reason());
        return Answer.ok(RequestView.of(done));
    }

    private WaterRequest visible(Call call) {
        String id = call.path("id");
        Set<String> fields = fields(call);
        return Inputs.integer(id, 1, Integer.MAX_VALUE)
                .flatMap(requests::find)
                .filter(request -> fields.contains(request.field()))
                .orElseThrow(() -> Problem.notFound(Excerpt.of(id)));
    }

    private Set<String> fields(Call call) {
        return new IrrigationSight(call, registry)
                .fields().stream().map(Field::id).collect(Collectors.toSet());
    }

    private void writeDown(Call call, String deed, WaterRequest request, String detail) {
        IrrigationAnswers.writeDown(
                audit,
                call,
                "irrigation.request." + deed,
                new AuditTrail.Deed(String.valueOf(request.id()), (request.field() + " " + detail).strip()));
    }

    record RequestView(
            long id,
            String field,
            String fieldName,
            String area,
            String askedBy,
            Instant askedAt,
            Instant from,
            Instant until,
            @Nullable Double millimetres,
            String note,
            String state,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt,
            String reason,
            @Nullable Long plan) {
        static RequestView of(WaterRequest request) {
            return new RequestView(
                    request.id(),
                    request.field(),
                    request.fieldName(),
                    request.area(),
                    request.asked().by(),
                    request.asked().at(),
                    request.wanted().from(),
                    request.wanted().to(),
                    request.millimetres().orElse(null),
                    request.note(),
                    request.state().word(),
                    request.decided().map(Step::by).orElse(null),
                    request.decided().map(Step::at).orElse(null),
                    request.reason(),
                    request.plan().orElse(null));
        }
    }
}
