package org.kenh.operations.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kenh.operations.OperationsException;
import org.kenh.operations.account.Role;
import org.kenh.operations.alarmdesk.rule.KeptRule;
import org.kenh.operations.alarmdesk.rule.RuleCodec;
import org.kenh.operations.alarmdesk.rule.Rules;
import org.kenh.telemetry.Excerpt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Alarm rules and their versions. */
final class RuleResource {
    static final Endpoint.Access CHANGERS = Endpoint.Access.only(Role.SUPERVISOR, Role.ADMINISTRATOR);
    private static final Logger LOG = LoggerFactory.getLogger(RuleResource.class);
    private static final String ONE = "/rules/{id}";

    private final Rules rules;
    private final RulePlaces places;
    private final AuditTrail audit;

    RuleResource(Backend backend, AuditTrail audit) {
        this.rules = backend.rules();
        this.places = new RulePlaces(backend.telemetry().registry());
        this.audit = audit;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/rules", Endpoint.Access.SIGNED_IN, this::list),
                Endpoint.post("/rules", CHANGERS, this::create),
                Endpoint.get(ONE, Endpoint.Access.SIGNED_IN, this::read),
                new Endpoint(HttpMethod.PUT, ONE, CHANGERS, this::replace, Endpoint.SMALL_BODY),
                Endpoint.delete(ONE, CHANGERS, this::delete),
                Endpoint.get(ONE + "/versions", Endpoint.Access.SIGNED_IN, this::versions));
    }

    private Answer list(Call call) {
        Query query = call.query();
        Optional<String> pack = query.text("pack");
        query.finish();
        return Answer.ok(rules.all().stream()
                .filter(rule -> places.isVisible(call, rule.document().scope()))
                .filter(rule -> pack.isEmpty() || pack.equals(rule.version().pack()))
                .map(RuleView::of)
                .toList());
    }

    private Answer read(Call call) {
        Query query = call.query();
        Optional<List<String>> format = query.words("format", List.of("yaml"));
        query.finish();
        KeptRule rule = visible(call);
        return format.isPresent()
                ? new Answer.Raw(
                        "application/yaml", RuleCodec.yaml(rule.document()).getBytes(StandardCharsets.UTF_8))
                : Answer.ok(RuleView.of(rule));
    }

    private Answer versions(Call call) {
        call.query().finish();
        List<KeptRule> history = rules.history(id(call));
        if (history.isEmpty()
                || !places.isVisible(call, history.getFirst().document().scope())) {
            throw Problem.notFound(id(call));
        }
        return Answer.ok(history.stream().map(RuleView::of).toList());
    }

    private Answer create(Call call) {
        RuleBody body = RuleBody.read(call, places);
        KeptRule rule = done(rules.create(body.rule(), author(call, body.reason())), "");
        writeDown(call, "rule.create", rule);
        String path = "/api/v1/rules/" + rule.version().id();
        return new Answer.Body(201, RuleView.of(rule), Map.of("Location", path, "ETag", tag(rule)));
    }

    private Answer replace(Call call) {
        KeptRule before = changeable(call, rules.newest(id(call)));
        RuleBody body = RuleBody.read(call, places);
        int base = body.base().orElseGet(() -> expected(call, before));
        KeptRule rule = done(rules.replace(id(call), base, body.rule(), author(call, body.reason())), id(call));
        writeDown(call, "rule.change", rule);
        return new Answer.Body(200, RuleView.of(rule), Map.of("ETag", tag(rule)));
    }

    private Answer delete(Call call) {
        Query query = call.query();
        Optional<Integer> version = query.integer("version", 1, Integer.MAX_VALUE);
        String reason = query.text("reason").orElse("");
        query.finish();
        KeptRule before = changeable(call, rules.find(id(call)));
        int base = version.orElseGet(() -> expected(call, before));
        KeptRule rule = done(rules.delete(id(call), base, author(call, reason)), id(call));
        writeDown(call, "rule.delete", rule);
        return Answer.empty();
    }

    private KeptRule visible(Call call) {
        return rules.find(id(call))
                .filter(rule -> places.isVisible(call, rule.document().scope()))
                .orElseThrow(() -> Problem.notFound(id(call)));
    }

    /** Also who may read a rule of the whole district may change it only with the whole district as their area. */
    private KeptRule changeable(Call call, Optional<KeptRule> found) {
        KeptRule rule = found.filter(
                        each -> places.isVisible(call, each.document().scope()))
                .orElseThrow(() -> Problem.notFound(id(call)));
        if (!places.isOwn(call, rule.document().scope())) {
            throw Problem.of(403, "problem.forbidden");
        }
        return rule;
    }

    /** The version that the caller expects to change; without a word about it, the newest. */
    private static int expected(Call call, KeptRule newest) {
        int number = newest.version().number();
        Optional<String> expected = call.header(HttpHeaders.IF_MATCH);
        ObjectNode view = RuleView.of(newest);
        boolean matches = expected.isEmpty()
                || EntityTag.matches(expected.get(), tag(newest))
                || EntityTag.matches(expected.get(), EntityTag.of(Json.bytes(view)));
        if (!matches) {
            throw Problem.conflict(RuleView.VERSION, "problem.ruleChanged", number);
        }
        return number;
    }

    private static String tag(KeptRule rule) {
        return "\"" + rule.version().number() + "\"";
    }

    private static KeptRule done(Rules.Change change, String id) {
        return switch (change) {
            case Rules.Done(KeptRule rule) -> rule;
            case Rules.Conflict(int newest) -> throw Problem.conflict(RuleView.VERSION, "problem.ruleChanged", newest);
            case Rules.Unknown() -> throw Problem.notFound(id);
            case Rules.Exists(String taken) -> throw Problem.conflict("id", "problem.ruleExists", taken);
        };
    }

    private static Rules.Author author(Call call, String reason) {
        return new Rules.Author(call.username(), reason);
    }

    private static String id(Call call) {
        return Excerpt.of(call.path("id"));
    }

    /** An error here would make the caller repeat what is kept already; who did it stands with the version as well. */
    private void writeDown(Call call, String action, KeptRule rule) {
        String detail =
                "version=" + rule.version().number() + " " + rule.document().name();
        try {
            audit.write(call, action, rule.version().id(), detail);
        } catch (OperationsException e) {
            LOG.error(
                    "{}: {} of rule {} ({}), which is not audited",
                    call.username(),
                    action,
                    rule.version().id(),
                    detail,
                    e);
        }
    }
}
