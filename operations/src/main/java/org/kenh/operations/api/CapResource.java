package org.kenh.operations.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.alarm.Rationalisation.Bilingual;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.account.Role;
import org.kenh.operations.alarmdesk.AlarmView;
import org.kenh.operations.alarmdesk.Alarms;
import org.kenh.operations.share.cap.CapContent;
import org.kenh.operations.share.cap.CapContent.CapTexts;
import org.kenh.operations.share.cap.CapDesk;
import org.kenh.operations.share.cap.CapFeed;
import org.kenh.operations.share.cap.CapMessage;
import org.kenh.operations.share.cap.CapMessage.Settled;
import org.kenh.operations.share.cap.CapMessage.State;
import org.kenh.operations.share.cap.CapOutcome;
import org.kenh.operations.share.cap.CapProblem;
import org.kenh.telemetry.Excerpt;

/** Warnings by the Common Alerting Protocol: drafted, edited, issued by a second person, listed, and as a feed. */
final class CapResource {
    private static final String XML = "application/cap+xml; charset=utf-8";
    private static final List<String> STATES = List.of("draft", "issued", "discarded");
    private static final List<String> STATUSES = List.of("Actual", "Exercise", "Test");
    private static final Endpoint.Access WRITERS =
            Endpoint.Access.only(Role.OPERATOR, Role.SUPERVISOR, Role.ADMINISTRATOR);
    private static final Endpoint.Access ISSUERS = Endpoint.Access.only(Role.SUPERVISOR, Role.ADMINISTRATOR);

    private final CapDesk desk;
    private final Alarms alarms;
    private final Places places;
    private final AuditTrail audit;

    CapResource(Backend backend, Places places, AuditTrail audit) {
        this.desk = backend.reports().cap();
        this.alarms = backend.alarms().alarms();
        this.places = places;
        this.audit = audit;
    }

    List<Endpoint> endpoints() {
        Endpoint.Access followers = desk.sender().publicFeed() ? Endpoint.Access.ANYBODY : Endpoint.Access.SIGNED_IN;
        return List.of(
                Endpoint.post("/alarms/{id}/cap", WRITERS, this::draft),
                Endpoint.get("/cap/feed", followers, this::feed),
                Endpoint.get("/cap/feed/{identifier}", followers, this::message),
                Endpoint.get("/cap", Endpoint.Access.SIGNED_IN, this::list),
                Endpoint.get("/cap/{id}", Endpoint.Access.SIGNED_IN, this::read),
                Endpoint.get("/cap/{id}/xml", Endpoint.Access.SIGNED_IN, this::xml),
                Endpoint.patch("/cap/{id}", WRITERS, this::edit),
                new Endpoint(HttpMethod.POST, "/cap/{id}/confirm", WRITERS, this::confirm, Endpoint.SMALL_BODY),
                new Endpoint(HttpMethod.POST, "/cap/{id}/discard", WRITERS, this::discard, Endpoint.SMALL_BODY),
                Endpoint.post("/cap/{id}/issue", ISSUERS, this::issue));
    }

    private Answer draft(Call call) {
        AlarmView alarm = alarms.find(id(call))
                .filter(view -> call.scope().contains(view.area()))
                .orElseThrow(() -> Problem.notFound(Excerpt.of(call.path("id"))));
        CapMessage draft = done(call, desk.draft(alarm, call.username()));
        writeDown(call, "cap.draft", draft);
        return Answer.created(view(draft), "/api/v1/cap/" + draft.id());
    }

    private Answer list(Call call) {
        Query query = call.query();
        Optional<State> state = query.words("state", STATES).stream()
                .flatMap(List::stream)
                .findFirst()
                .map(word -> State.valueOf(word.toUpperCase(java.util.Locale.ROOT)));
        AreaScope scope = places.narrowed(call, query.parsed("area", Inputs::isId, id -> id));
        query.finish();
        return Answer.ok(desk.list(scope, state).stream()
                .map(one -> CapView.of(one, List.of()).withoutPolygons())
                .toList());
    }

    private Answer read(Call call) {
        call.query().finish();
        return Answer.ok(view(found(call)));
    }

    private Answer xml(Call call) {
        call.query().finish();
        CapMessage message = found(call);
        return new Answer.Download(XML, message.identifier() + ".xml", bytes(desk.xml(message)));
    }

    private Answer edit(Call call) {
        CapMessage message = found(call);
        JsonBody body = call.body();
        int revision = (int) body.number("revision", 1, Integer.MAX_VALUE);
        CapTexts texts = message.content().texts();
        CapTexts edited = new CapTexts(
                bilingual(body, "headline", CapTexts.LONGEST_HEADLINE).orElse(texts.headline()),
                bilingual(body, "description", CapTexts.LONGEST).orElse(texts.description()),
                bilingual(body, "instruction", CapTexts.LONGEST).orElse(texts.instruction()));
        body.finish();
        CapMessage changed = done(call, desk.edit(message.id(), revision, edited, call.username()));
        writeDown(call, "cap.edit", changed);
        return Answer.ok(view(changed));
    }

    private Answer confirm(Call call) {
        CapMessage message = found(call);
        JsonBody body = call.body();
        int revision = (int) body.number("revision", 1, Integer.MAX_VALUE);
        body.finish();
        CapMessage confirmed = done(call, desk.confirm(message.id(), revision, call.username()));
        writeDown(call, "cap.confirm", confirmed);
        return Answer.ok(view(confirmed));
    }

    private Answer issue(Call call) {
        CapMessage message = found(call);
        JsonBody body = call.body();
        int revision = (int) body.number("revision", 1, Integer.MAX_VALUE);
        String status = body.optionalFormed("status", STATUSES::contains).orElse("Actual");
        body.finish();
        CapMessage issued = done(call, desk.issue(message.id(), revision, status, call.username()));
        writeDown(call, "cap.issue", issued);
        return Answer.ok(view(issued));
    }

    private Answer discard(Call call) {
        CapMessage message = found(call);
        JsonBody body = call.body();
        int revision = (int) body.number("revision", 1, Integer.MAX_VALUE);
        body.finish();
        CapMessage discarded = done(call, desk.discard(message.id(), revision, call.username()));
        writeDown(call, "cap.discard", discarded);
        return Answer.ok(view(discarded));
    }

    private Answer feed(Call call) {
        call.query().finish();
        List<CapMessage> messages = desk.issued(call.scope(), call.caller().isEmpty());
        return new Answer.Raw(CapFeed.TYPE, bytes(new CapFeed(desk.sender()).write(messages)));
    }

    private Answer message(Call call) {
        call.query().finish();
        String identifier = call.path("identifier");
        return desk.issued(identifier)
                .filter(message -> call.scope().contains(message.area()) && isFollowed(call, message))
                .map(message -> new Answer.Raw(XML, bytes(desk.xml(message))))
                .orElseThrow(() -> Problem.notFound(Excerpt.of(identifier)));
    }

    /** Whoever is not signed in follows only what is for the public. */
    private static boolean isFollowed(Call call, CapMessage message) {
        return call.caller().isPresent() || message.content().reachesThePublic();
    }

    private CapMessage found(Call call) {
        return desk.find(id(call))
                .filter(message -> call.scope().contains(message.area()))
                .orElseThrow(() -> Problem.notFound(Excerpt.of(call.path("id"))));
    }

    private static long id(Call call) {
        return Inputs.integer(call.path("id"), 1, Integer.MAX_VALUE)
                .orElseThrow(() -> Problem.notFound(Excerpt.of(call.path("id"))));
    }

    private static CapMessage done(Call call, CapOutcome outcome) {
        return switch (outcome) {
            case CapOutcome.Done(CapMessage message) -> message;
            case CapOutcome.NotFound() -> throw Problem.notFound(Excerpt.of(call.path("id")));
            case CapOutcome.NotForThis() -> throw Problem.of(409, "problem.capNotForThis");
            case CapOutcome.NothingToTell() -> throw Problem.of(409, "problem.capNothingToTell");
            case CapOutcome.Changed() -> throw Problem.conflict("revision", "problem.capChanged");
            case CapOutcome.SecondPerson() -> throw Problem.of(403, "problem.capSecondPerson");
            case CapOutcome.Unconfirmed() -> throw Problem.of(409, "problem.capUnconfirmed");
            case CapOutcome.NoSuchThread() -> throw Problem.of(409, "problem.capNoSuchThread");
            case CapOutcome.Outdated() -> throw Problem.of(409, "problem.capOutdated");
            case CapOutcome.Invalid(List<CapProblem> problems) ->
                throw Problem.of(
                        409,
                        "problem.capInvalid",
                        problems.stream().map(CapProblem::toString).collect(Collectors.joining("; ")));
        };
    }

    private static Optional<Bilingual> bilingual(JsonBody body, String name, int longest) {
        return body.optionalObject(name).map(node -> {
            Bilingual text = new Bilingual(
                    node.path("vi").asText().strip(), node.path("en").asText().strip());
            boolean fits = node.size() == 2
                    && !text.vi().isEmpty()
                    && isText(node.path("vi"), longest)
                    && isText(node.path("en"), longest);
            if (!fits) {
                body.error(name, "field.bilingual", longest);
            }
            return text;
        });
    }

    private static boolean isText(JsonNode node, int longest) {
        String text = node.asText().strip();
        return node.isTextual()
                && text.length() <= longest
                && text.chars().noneMatch(point -> Character.isISOControl(point) && point != '\n');
    }

    private void writeDown(Call call, String action, CapMessage message) {
        audit.write(
                call,
                action,
                message.identifier(),
                message.type().word() + " level=" + message.level() + " alarm=" + message.alarm());
    }

    private CapView view(CapMessage message) {
        return CapView.of(message, desk.problems(message));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    record CapView(
            long id,
            long alarm,
            UUID occurrence,
            String area,
            int level,
            String type,
            String state,
            int revision,
            String identifier,
            String scope,
            String category,
            String severity,
            String certainty,
            String urgency,
            Bilingual event,
            Bilingual headline,
            Bilingual description,
            Bilingual instruction,
            List<String> languages,
            Instant onset,
            String areaName,
            String areaCode,
            List<String> polygons,
            Instant createdAt,
            Set<String> authors,
            @Nullable Instant settledAt,
            @Nullable String settledBy,
            @Nullable String status,
            List<CapProblem> problems) {
        /** For lists, which would be long. */
        CapView withoutPolygons() {
            return new CapView(
                    id,
                    alarm,
                    occurrence,
                    area,
                    level,
                    type,
                    state,
                    revision,
                    identifier,
                    scope,
                    category,
                    severity,
                    certainty,
                    urgency,
                    event,
                    headline,
                    description,
                    instruction,
                    languages,
                    onset,
                    areaName,
                    areaCode,
                    List.of(),
                    createdAt,
                    authors,
                    settledAt,
                    settledBy,
                    status,
                    problems);
        }

        static CapView of(CapMessage message, List<CapProblem> problems) {
            CapContent content = message.content();
            return new CapView(
                    message.id(),
                    message.alarm(),
                    message.occurrence(),
                    message.area(),
                    message.level(),
                    message.type().word(),
                    message.state().word(),
                    message.revision(),
                    message.identifier(),
                    content.scope(),
                    content.category(),
                    content.severity(),
                    content.certainty(),
                    content.urgency(),
                    content.event(),
                    content.texts().headline(),
                    content.texts().description(),
                    content.texts().instruction(),
                    content.speaksEnglish() ? List.of("vi-VN", "en-US") : List.of("vi-VN"),
                    content.onset(),
                    content.areaName(),
                    content.areaCode(),
                    content.polygons(),
                    message.createdAt(),
                    new TreeSet<>(message.authors()),
                    message.settled().map(Settled::at).orElse(null),
                    message.settled().map(Settled::by).orElse(null),
                    message.settled()
                            .map(Settled::status)
                            .filter(status -> !status.isEmpty())
                            .orElse(null),
                    new ArrayList<>(problems));
        }
    }
}
