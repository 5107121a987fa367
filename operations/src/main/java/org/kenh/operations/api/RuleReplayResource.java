package org.kenh.operations.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.registry.Registry;
import org.kenh.operations.alarmdesk.rule.ReplayResult;
import org.kenh.operations.alarmdesk.rule.RuleDocument;
import org.kenh.operations.alarmdesk.rule.RuleReplay;
import org.kenh.operations.alarmdesk.rule.RuleReplay.Period;
import org.kenh.telemetry.Excerpt;

/** Tries a draft rule on the past. */
final class RuleReplayResource {
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Duration USUAL = Duration.ofDays(30);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Each run keeps a processor and the database busy for up to its bound in time. */
    private static final int MOST_RUNS = 2;

    private final RuleReplay replay;
    private final RulePlaces places;
    private final InstantSource clock;
    private final Turnstile runs = new Turnstile(MOST_RUNS, PATIENCE);

    RuleReplayResource(Backend backend) {
        Registry registry = backend.telemetry().registry();
        // Its bound is in real time, whatever clock the readings go by.
        this.replay = new RuleReplay(
                registry, backend.telemetry().series(), RuleReplay.Bounds.STANDARD, InstantSource.system());
        this.places = new RulePlaces(registry);
        this.clock = backend.clock();
    }

    Endpoint endpoint() {
        return Endpoint.post("/rules/replay", RuleResource.CHANGERS, this::replay);
    }

    private Answer replay(Call call) {
        ObjectNode root = call.document();
        List<Problem.FieldError> errors = new ArrayList<>();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant to = instant(root, "to", errors).filter(now::isAfter).orElse(now);
        Instant from = instant(root, "from", errors).orElse(to.minus(USUAL));
        if (!from.isBefore(to)) {
            errors.add(new Problem.FieldError("from", Text.of("field.before", "to")));
        } else if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            errors.add(new Problem.FieldError("from", Text.of("field.days", LONGEST.toDays())));
        }
        RuleDocument rule = rule(call, root.get("rule"), errors);
        root.fieldNames().forEachRemaining(name -> {
            if (!List.of("rule", "from", "to").contains(name)) {
                errors.add(new Problem.FieldError(Excerpt.of(name), Text.of("field.unknown")));
            }
        });
        if (!errors.isEmpty()) {
            throw Problem.unprocessable(errors);
        }
        return Answer.ok(inTurn(rule, new Period(from, to)));
    }

    private RuleDocument rule(Call call, @Nullable JsonNode node, List<Problem.FieldError> errors) {
        if (!(node instanceof ObjectNode draft)) {
            errors.add(new Problem.FieldError("rule", Text.of(node == null ? "field.required" : "field.object")));
            throw Problem.unprocessable(errors);
        }
        draft.remove(List.of(RuleView.VERSION, RuleView.REASON));
        draft.remove(RuleView.READ_ONLY);
        RuleDocument rule = RuleBody.rule(draft, errors);
        errors.addAll(places.check(call, rule));
        return rule;
    }

    private ReplayResult inTurn(RuleDocument rule, Period period) {
        try (Turnstile.Pass _ = runs.enter()) {
            return replay.run(rule, period);
        }
    }

    private static Optional<Instant> instant(ObjectNode root, String name, List<Problem.FieldError> errors) {
        @Nullable JsonNode node = root.get(name);
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(node.asText()).toInstant().truncatedTo(ChronoUnit.MICROS));
        } catch (DateTimeException e) {
            errors.add(new Problem.FieldError(name, Text.of("field.instant", Excerpt.of(node.asText()))));
            return Optional.empty();
        }
    }
}
