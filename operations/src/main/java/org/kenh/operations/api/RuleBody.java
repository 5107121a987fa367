package org.kenh.operations.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.alarmdesk.rule.RuleCodec;
import org.kenh.operations.alarmdesk.rule.RuleDocument;
import org.kenh.operations.document.Mistake;
import org.kenh.telemetry.Excerpt;

/**
 * A rule as a request brings it.
 *
 * @param base the version that the person changed; empty: whichever is newest
 * @param reason of the change; may be empty
 */
record RuleBody(RuleDocument rule, Optional<Integer> base, String reason) {
    private static final int LONGEST_REASON = 500;

    /** Throws a {@link Problem} with everything that is wrong. */
    static RuleBody read(Call call, RulePlaces places) {
        ObjectNode root = call.document();
        List<Problem.FieldError> errors = new ArrayList<>();
        Optional<Integer> base = version(root.remove(RuleView.VERSION), errors);
        String reason = reason(root.remove(RuleView.REASON), errors);
        root.remove(RuleView.READ_ONLY);
        RuleDocument rule = rule(root, errors);
        errors.addAll(places.check(call, rule));
        if (!errors.isEmpty()) {
            throw Problem.unprocessable(errors);
        }
        return new RuleBody(rule, base, reason);
    }

    /** Throws a {@link Problem} with these errors and what is wrong with the rule. */
    static RuleDocument rule(ObjectNode root, List<Problem.FieldError> errors) {
        return switch (RuleCodec.decode(root)) {
            case RuleCodec.Decoded(RuleDocument rule) -> rule;
            case RuleCodec.Refused(List<Mistake> mistakes) -> {
                mistakes.forEach(mistake -> errors.add(
                        new Problem.FieldError(mistake.member(), new Text(mistake.key(), mistake.arguments()))));
                throw Problem.unprocessable(errors);
            }
        };
    }

    private static Optional<Integer> version(@Nullable JsonNode node, List<Problem.FieldError> errors) {
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        if (!node.canConvertToInt() || !node.isIntegralNumber() || node.intValue() < 1) {
            errors.add(new Problem.FieldError(
                    RuleView.VERSION, Text.of("field.integer", 1, Integer.MAX_VALUE, Excerpt.of(node.asText()))));
            return Optional.empty();
        }
        return Optional.of(node.intValue());
    }

    private static String reason(@Nullable JsonNode node, List<Problem.FieldError> errors) {
        if (node == null || node.isNull()) {
            return "";
        }
        String text = node.asText().strip();
        if (!node.isTextual() || text.length() > LONGEST_REASON || text.chars().anyMatch(Character::isISOControl)) {
            errors.add(new Problem.FieldError(RuleView.REASON, Text.of("field.textUpTo", LONGEST_REASON)));
        }
        return text;
    }
}
