package org.kenh.operations.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.kenh.operations.account.Role;
import org.kenh.operations.irrigation.desk.Decision;
import org.kenh.operations.irrigation.desk.PlanContent;
import org.kenh.operations.irrigation.desk.PlanDesk;
import org.kenh.operations.irrigation.desk.PlanHead;
import org.kenh.operations.irrigation.desk.PlanState;
import org.kenh.operations.irrigation.desk.PlannedTurn;
import org.kenh.operations.irrigation.desk.Wish;
import org.kenh.operations.irrigation.execution.AccountStore;
import org.kenh.operations.irrigation.execution.TurnAccount;
import org.kenh.operations.irrigation.field.Field;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.irrigation.plan.Plan;
import org.kenh.operations.irrigation.plan.PlanText;
import org.kenh.operations.irrigation.plan.Shortfall;
import org.kenh.telemetry.Excerpt;

/** Plans of irrigation: made, changed, accepted by one person and published by another. */
final class IrrigationPlanResource {
    private static final Endpoint.Access PLANNERS =
            Endpoint.Access.only(Role.AGRICULTURE_OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR);
    /** Others see only what stands or stood. */
    private static final Set<Role> INSIDERS =
            EnumSet.of(Role.AGRICULTURE_OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.OPERATOR, Role.AUDITOR);

    private static final List<String> STATES =
            EnumSet.allOf(PlanState.class).stream().map(PlanState::word).toList();
    private static final Duration LONGEST_AHEAD = Duration.ofDays(10);
    private static final int MOST_DAYS = 7;
    private static final int LARGEST = 128 * 1024;

    private static final int MOST = 10_000;

    private final PlanDesk desk;
    private final AccountStore accounts;
    private final IrrigationRegistry registry;
    private final IrrigationDecisions decisions;
    private final AuditTrail audit;
    private final InstantSource clock;

    IrrigationPlanResource(Backend backend, AuditTrail audit) {
        this.desk = backend.irrigation().desk();
        this.accounts = backend.irrigation().execution().accounts();
        this.registry = backend.irrigation().registry();
        this.decisions = new IrrigationDecisions(registry);
        this.audit = audit;
        this.clock = backend.clock();
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/irrigation/plans", Endpoint.Access.EVERY_ROLE, this::list),
                Endpoint.post("/irrigation/plans", PLANNERS, this::create),
                Endpoint.get("/irrigation/plans/current", Endpoint.Access.EVERY_ROLE, this::current),
                Endpoint.get("/irrigation/plans/{id}", Endpoint.Access.EVERY_ROLE, this::read),
                Endpoint.post("/irrigation/plans/{id}/replan", PLANNERS, this::replan)
                        .withBodyUpTo(LARGEST),
                Endpoint.post("/irrigation/plans/{id}/accept", PLANNERS, this::accept),
                Endpoint.post("/irrigation/plans/{id}/publish", PLANNERS, this::publish),
                Endpoint.post("/irrigation/plans/{id}/discard", PLANNERS, this::discard),
                Endpoint.get("/irrigation/publications", Endpoint.Access.EVERY_ROLE, this::publications),
                Endpoint.get("/irrigation/turns", Endpoint.Access.EVERY_ROLE, this::turns));
    }

    private Answer list(Call call) {
        Query query = call.query();
        Optional<PlanState> state = query.parsed("state", STATES::contains, PlanState::fromWord);
        query.finish();
        return Answer.ok(desk.plans().list(state).stream()
                .filter(head -> isShown(call, head))
                .map(head -> IrrigationPlanViews.plan(head, IrrigationSight.isDistrict(call)))
                .toList());
    }

    private Answer create(Call call) {
        requireDistrict(call);
        JsonBody body = call.body();
        Optional<Instant> from = body.optionalInstant("from");
        Optional<Duration> length = body.has("days")
                ? Optional.of(Duration.ofDays((long) body.number("days", 1, MOST_DAYS)))
                : Optional.empty();
        from.filter(at -> !IrrigationWish.isAhead(at, clock.instant(), LONGEST_AHEAD))
                .ifPresent(at -> body.error("from", "field.planStart", LONGEST_AHEAD.toDays()));
        body.finish();
        return begun(call, Wish.fresh(from, length));
    }

    private Answer replan(Call call) {
        requireDistrict(call);
        return begun(call, IrrigationWish.read(number(call), call.body()));
    }

    private Answer begun(Call call, Wish wish) {
        PlanHead head = decisions.solving(desk.plans().create(wish, call.username()));
        String parent = wish.parent().map(id -> "from plan " + id).orElse("new");
        writeDown(call, "make", head.id(), parent + " " + IrrigationWish.summary(wish));
        return Answer.accepted(IrrigationPlanViews.plan(head, true), "/api/v1/irrigation/plans/" + head.id());
    }

    private Answer current(Call call) {
        call.query().finish();
        PlanHead head = desk.plans().current().orElseThrow(() -> Problem.of(404, "problem.noPlan"));
        return Answer.ok(detail(call, content(head.id())));
    }

    private Answer read(Call call) {
        call.query().finish();
        return Answer.ok(detail(call, visible(call)));
    }

    private Answer accept(Call call) {
        requireDistrict(call);
        return done(call, "accept", desk.plans().accept(number(call), call.username()));
    }

    private Answer publish(Call call) {
        requireDistrict(call);
        return done(call, "publish", desk.publishing().publish(number(call), call.username()));
    }

    private Answer discard(Call call) {
        requireDistrict(call);
        JsonBody body = call.body();
        String reason =
                body.optionalText("reason", IrrigationWish.LONGEST_REASON).orElse("");
        body.finish();
        return done(call, "discard", desk.plans().discard(number(call), call.username(), reason));
    }

    private Answer done(Call call, String deed, Decision decision) {
        PlanHead head = decisions.done(decision, call);
        writeDown(call, deed, head.id(), head.note());
        return Answer.ok(IrrigationPlanViews.plan(head, true));
    }

    private Answer publications(Call call) {
        Query query = call.query();
        Optional<Long> plan = query.integer("plan", 1, Integer.MAX_VALUE).map(Integer::longValue);
        query.finish();
        Set<String> devices = devices(call);
        return Answer.ok(desk.publishing().list(plan).stream()
                .filter(one -> IrrigationSight.isDistrict(call)
                        || devices.contains(one.device().value()))
                .map(IrrigationPlanViews::publication)
                .toList());
    }

    private Answer turns(Call call) {
        TurnQuery query = TurnQuery.ahead(call.query(), clock.instant());
        Optional<Set<String>> subjects = query.subjects(call, registry);
        Map<String, TurnAccount> became = accounts.within(query.period(), subjects, MOST).stream()
                .collect(Collectors.toMap(TurnAccount::id, Function.identity()));
        return Answer.ok(subjects
                .map(ids -> desk.plans().turns(query.period(), ids))
                .orElseGet(() -> desk.plans().turns(query.period()))
                .stream()
                .filter(standing ->
                        query.isOf(standing.turn().kind(), standing.turn().subject()))
                .map(standing -> IrrigationPlanViews.turn(
                        standing.plan(),
                        standing.turn(),
                        Optional.ofNullable(became.get(standing.turn().id()))))
                .toList());
    }

    private ObjectNode detail(Call call, PlanContent content) {
        ObjectNode json = IrrigationPlanViews.plan(content.head(), IrrigationSight.isDistrict(call));
        Predicate<PlannedTurn> shown = shown(call);
        Predicate<String> fields = fields(call);
        ArrayNode turns = json.putArray("turns");
        content.turns().stream()
                .filter(shown)
                .forEach(turn ->
                        turns.addPOJO(IrrigationPlanViews.turn(content.head().id(), turn)));
        ArrayNode constraints = json.putArray("constraints");
        content.constraints().stream()
                .filter(one -> IrrigationSight.isDistrict(call) || fields.test(one.subject()))
                .forEach(one -> constraints.addPOJO(IrrigationPlanViews.constraint(one)));
        PlanText words = IrrigationWords.of(call.language(), registry);
        ArrayNode unmet = json.putArray("unmet");
        ArrayNode refused = json.putArray("refused");
        content.plan().ifPresent(plan -> {
            shortfalls(plan, unmet, fields, words);
            refusals(plan, refused, fields, words);
        });
        difference(json, "difference", content, content.head().base(), fields);
        difference(json, "sinceParent", content, content.head().parent(), fields);
        return json;
    }

    private void difference(
            ObjectNode json, String name, PlanContent content, Optional<Long> other, Predicate<String> fields) {
        json.set(
                name,
                other.flatMap(id -> desk.plans().difference(content, id))
                        .map(found -> IrrigationPlanViews.tree(IrrigationPlanViews.difference(found, fields)))
                        .orElse(null));
    }

    private static void shortfalls(Plan plan, ArrayNode unmet, Predicate<String> fields, PlanText words) {
        for (Shortfall one : plan.shortfalls()) {
            if (fields.test(one.field())) {
                ObjectNode json = unmet.addObject()
                        .put("field", one.field())
                        .put("missing", one.missing())
                        .put("by", one.by().toString())
                        .put("text", words.of(one));
                ArrayNode reasons = json.putArray("reasons");
                one.reasons()
                        .forEach(reason -> reasons.addObject()
                                .put("cause", reason.cause().name())
                                .put("subject", reason.subject())
                                .put(
                                        "block",
                                        reason.block() == null
                                                ? null
                                                : reason.block().name())
                                .put(
                                        "until",
                                        reason.until() == null
                                                ? null
                                                : reason.until().toString())
                                .put("lasting", reason.lasting().toString()));
            }
        }
    }

    private static void refusals(Plan plan, ArrayNode refused, Predicate<String> fields, PlanText words) {
        plan.refusals().stream().filter(one -> fields.test(one.pin().field())).forEach(one -> {
            ObjectNode json = refused.addObject()
                    .put("field", one.pin().field())
                    .put("from", one.pin().period().from().toString())
                    .put("to", one.pin().period().to().toString());
            ArrayNode why = json.putArray("reasons");
            one.violations()
                    .forEach(violation -> why.addObject()
                            .put("code", violation.code().name())
                            .put("subject", violation.subject())
                            .put("text", words.of(violation)));
        });
    }

    private PlanContent visible(Call call) {
        PlanContent content = content(number(call));
        if (!isShown(call, content.head())) {
            throw Problem.notFound(Excerpt.of(call.path("id")));
        }
        return content;
    }

    private PlanContent content(long id) {
        return desk.plans().content(id).orElseThrow(() -> Problem.notFound(String.valueOf(id)));
    }

    private static long number(Call call) {
        String id = call.path("id");
        return Inputs.integer(id, 1, Integer.MAX_VALUE).orElseThrow(() -> Problem.notFound(Excerpt.of(id)));
    }

    /** A plan moves the pumps of the whole district: nobody of a part of it makes one. */
    private static void requireDistrict(Call call) {
        if (!IrrigationSight.isDistrict(call)) {
            throw Problem.of(403, "problem.planDistrict");
        }
    }

    private static boolean isShown(Call call, PlanHead head) {
        return head.state() == PlanState.PUBLISHED
                || head.state() == PlanState.SUPERSEDED
                || INSIDERS.stream().anyMatch(call.principal().account()::has);
    }

    private Predicate<String> fields(Call call) {
        Set<String> own = new IrrigationSight(call, registry)
                .fields().stream().map(Field::id).collect(Collectors.toSet());
        // Of a field that is no longer there, the district still sees what was planned.
        return id -> IrrigationSight.isDistrict(call) || own.contains(id);
    }

    private Predicate<PlannedTurn> shown(Call call) {
        Set<String> own = TurnQuery.own(call, registry);
        return turn -> IrrigationSight.isDistrict(call) || own.contains(turn.subject());
    }

    private Set<String> devices(Call call) {
        IrrigationSight sight = new IrrigationSight(call, registry);
        Set<String> devices = sight.fields().stream()
                .flatMap(field -> field.inlet().valve().stream())
                .map(valve -> valve.device().value())
                .collect(Collectors.toSet());
        registry.pumps().all().stream()
                .filter(sight::sees)
                .forEach(pump -> devices.add(pump.control().device().value()));
        return devices;
    }

    private void writeDown(Call call, String deed, long plan, String detail) {
        IrrigationAnswers.writeDown(
                audit, call, "irrigation.plan." + deed, new AuditTrail.Deed(String.valueOf(plan), detail.strip()));
    }
}
