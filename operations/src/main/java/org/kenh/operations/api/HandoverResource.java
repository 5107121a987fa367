package org.kenh.operations.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.registry.Registry;
import org.kenh.operations.account.Account;
import org.kenh.operations.account.Accounts;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.account.Role;
import org.kenh.operations.alarmdesk.handover.Handover;
import org.kenh.operations.alarmdesk.handover.HandoverContent;
import org.kenh.operations.alarmdesk.handover.HandoverStore.Shift;
import org.kenh.operations.alarmdesk.handover.Handovers;
import org.kenh.telemetry.Excerpt;

/** Shifts: what one hands over, and that the next has taken it. */
final class HandoverResource {
    private static final Duration USUAL = Duration.ofHours(8);
    private static final int LONGEST_NOTES = 10_000;
    private static final Set<Role> WATCHERS = Set.of(Role.OPERATOR, Role.SUPERVISOR, Role.ADMINISTRATOR);
    private static final Endpoint.Access WRITERS =
            Endpoint.Access.only(Role.OPERATOR, Role.SUPERVISOR, Role.ADMINISTRATOR);

    private final Handovers handovers;
    private final Accounts accounts;
    private final Registry registry;
    private final Places places;
    private final AuditTrail audit;
    private final InstantSource clock;

    HandoverResource(Backend backend, Places places, AuditTrail audit) {
        this.handovers = backend.reports().handovers();
        this.accounts = backend.people().accounts();
        this.registry = backend.telemetry().registry();
        this.places = places;
        this.audit = audit;
        this.clock = backend.clock();
    }

    List<Endpoint> endpoints() {
        Endpoint.Access readers =
                Endpoint.Access.only(Role.OPERATOR, Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR);
        return List.of(
                Endpoint.get("/handovers/draft", WRITERS, this::draft),
                Endpoint.get("/handovers", readers, this::list),
                Endpoint.post("/handovers", WRITERS, this::handOver),
                Endpoint.get("/handovers/{id}", readers, this::read),
                Endpoint.post("/handovers/{id}/accept", WRITERS, this::accept));
    }

    private Answer draft(Call call) {
        Query query = call.query();
        Instant to = query.instant("to").orElseGet(this::now);
        Instant from = query.instant("from").orElseGet(() -> to.minus(USUAL));
        wrongRange(from, to).ifPresent(key -> query.error("from", key, limit(key)));
        Optional<String> area = query.parsed("area", Inputs::isId, id -> id);
        query.finish();
        return Answer.ok(content(call, from, to, ownArea(call, area)));
    }

    private Answer list(Call call) {
        call.query().finish();
        return Answer.ok(handovers.list(call.scope()).stream()
                .map(handover -> HandoverView.of(handover, null))
                .toList());
    }

    private Answer read(Call call) {
        call.query().finish();
        return Answer.ok(view(found(call)));
    }

    private Answer handOver(Call call) {
        JsonBody body = call.body();
        Instant to = body.optionalInstant("to").orElseGet(this::now);
        Instant from = body.optionalInstant("from").orElseGet(() -> to.minus(USUAL));
        wrongRange(from, to).ifPresent(key -> body.error("from", key, limit(key)));
        Optional<String> area = body.optionalFormed("area", Inputs::isId);
        String notes = body.optionalSecret("notes", 0, LONGEST_NOTES).orElse("");
        if (notes.chars().anyMatch(point -> Character.isISOControl(point) && "\n\r\t".indexOf(point) < 0)) {
            body.error("notes", "field.control");
        }
        area.filter(id -> !places.isOwnArea(call, id)).ifPresent(id -> body.error("area", "field.reference", id));
        Optional<String> own = ownArea(call, area);
        String taker = body.formed("toUser", Account::isUsername);
        if (!taker.isEmpty() && !mayTake(taker, own, call.username())) {
            body.error("toUser", "field.taker", taker);
        }
        body.finish();
        HandoverContent content = content(call, from, to, own);
        String json = new String(Json.bytes(content), StandardCharsets.UTF_8);
        Handover handover =
                handovers.handOver(content, json, new Handovers.Signed(call.username(), taker, notes.strip()));
        audit.write(call, "handover.create", String.valueOf(handover.id()), "to " + taker);
        return Answer.created(view(handover), "/api/v1/handovers/" + handover.id());
    }

    private Answer accept(Call call) {
        Handover handover = found(call);
        if (!handover.taker().equals(call.username())) {
            throw Problem.of(403, "problem.handoverTaker", handover.taker());
        }
        Handover accepted =
                handovers.accept(handover.id()).orElseThrow(() -> Problem.of(409, "problem.handoverAccepted"));
        audit.write(call, "handover.accept", String.valueOf(handover.id()), "from " + handover.by());
        return Answer.ok(view(accepted));
    }

    private HandoverContent content(Call call, Instant from, Instant to, Optional<String> own) {
        return handovers.draft(new Shift(places.narrowed(call, own), from, to), own);
    }

    /** A person of one area hands over that area unless another within it is named. */
    private static Optional<String> ownArea(Call call, Optional<String> area) {
        return area.or(() -> call.principal().account().area());
    }

    /** Another person, who watches alarms and sees what is handed over. */
    private boolean mayTake(String taker, Optional<String> area, String giver) {
        return !taker.equals(giver)
                && accounts.find(taker)
                        .filter(account -> !account.disabled())
                        .filter(account -> WATCHERS.stream().anyMatch(account::has))
                        .map(account -> AreaScope.of(account.area(), registry.areas()))
                        .filter(scope -> sees(scope, area))
                        .isPresent();
    }

    private static boolean sees(AreaScope scope, Optional<String> area) {
        return scope.isEverything() || area.filter(scope::contains).isPresent();
    }

    private Handover found(Call call) {
        String id = call.path("id");
        return Inputs.integer(id, 1, Integer.MAX_VALUE)
                .flatMap(handovers::find)
                .filter(handover -> sees(call.scope(), handover.area()))
                .orElseThrow(() -> Problem.notFound(Excerpt.of(id)));
    }

    private static Optional<String> wrongRange(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            return Optional.of("field.before");
        }
        return from.isBefore(to.minus(Handovers.LONGEST)) ? Optional.of("field.days") : Optional.empty();
    }

    private static Object limit(String key) {
        return key.equals("field.days") ? Handovers.LONGEST.toDays() : "to";
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static HandoverView view(Handover handover) {
        return HandoverView.of(handover, Json.stored(handover.content()));
    }

    /** A handover; the list leaves its content out. */
    record HandoverView(
            long id,
            @Nullable String area,
            Instant from,
            Instant to,
            String notes,
            String by,
            String toUser,
            Instant createdAt,
            @Nullable Instant acceptedAt,
            @Nullable JsonNode content) {
        static HandoverView of(Handover handover, @Nullable JsonNode content) {
            return new HandoverView(
                    handover.id(),
                    handover.area().orElse(null),
                    handover.from(),
                    handover.to(),
                    handover.notes(),
                    handover.by(),
                    handover.taker(),
                    handover.createdAt(),
                    handover.acceptedAt().orElse(null),
                    content);
        }
    }
}
