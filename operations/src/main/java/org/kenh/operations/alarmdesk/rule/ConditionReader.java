package org.kenh.operations.alarmdesk.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.alarm.Condition;
import org.kenh.ingest.alarm.Condition.Counting;
import org.kenh.ingest.alarm.Condition.Direction;
import org.kenh.ingest.alarm.InputName;
import org.kenh.operations.document.Members;
import org.kenh.telemetry.Excerpt;

/** Reads the condition of a rule. What is wrong goes to the mistakes; then there is no condition. */
final class ConditionReader {
    private static final List<String> TYPES =
            List.of("high", "low", "levels", "rate-of-change", "deviation", "equal", "missing", "count", "formula");
    private static final int LONGEST_TEXT = 200;
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final Members rule;
    private final Members condition;
    private final SeriesNames names;
    private boolean isTyped;

    ConditionReader(Members rule, SeriesNames names) {
        this.rule = rule;
        this.condition = rule.object("condition");
        this.names = names;
        rule.require("condition");
    }

    /** The condition's own delays stand with it: {@code onDelay} and {@code offDelay}. */
    Duration delay(String name) {
        return condition.delay(name).orElse(Duration.ZERO);
    }

    /** Null when something is wrong, which the mistakes then tell. */
    @Nullable
    Condition read() {
        Optional<String> type = condition.word("type", TYPES);
        if (type.isEmpty()) {
            if (rule.has("condition")) {
                condition.require("type");
            }
            return null;
        }
        isTyped = true;
        if (type.get().equals("formula")) {
            return formula();
        }
        InputName series = names.required(rule, "series");
        return switch (type.get()) {
            case "high" -> new Condition.High(series, condition.required("setpoint"), condition.deadband("deadband"));
            case "low" -> new Condition.Low(series, condition.required("setpoint"), condition.deadband("deadband"));
            case "levels" -> levels(series);
            case "rate-of-change" -> rateOfChange(series);
            case "deviation" -> deviation(series);
            case "equal" -> equal(series);
            case "missing" -> new Condition.Missing(series, span("after"));
            default -> count(series);
        };
    }

    void finish() {
        // Which members there may be depends on the type.
        if (isTyped) {
            condition.finish();
        }
    }

    private @Nullable Condition formula() {
        Optional<String> text = condition.verbatim("expression", 2_000);
        condition.require("expression");
        return text.flatMap(written -> names.expression(condition, "expression", written))
                .map(Condition.Formula::new)
                .orElse(null);
    }

    private @Nullable Condition levels(InputName series) {
        Direction direction = direction(List.of("rising", "falling")).orElse(Direction.RISING);
        condition.require("setpoints");
        List<JsonNode> given = condition.list("setpoints", Condition.MOST_LEVELS);
        double deadband = condition.deadband("deadband");
        if (!given.stream().allMatch(JsonNode::isNumber)) {
            condition.add("setpoints", "field.number");
            return null;
        }
        List<Double> setpoints = given.stream().map(JsonNode::doubleValue).toList();
        double sign = direction == Direction.RISING ? 1 : -1;
        for (int i = 1; i < setpoints.size(); i++) {
            if (!(sign * setpoints.get(i) > sign * setpoints.get(i - 1))) {
                condition.add("setpoints", "field.setpointOrder", setpoints);
                return null;
            }
        }
        return setpoints.isEmpty() ? null : new Condition.Levels(series, direction, setpoints, deadband);
    }

    private Condition rateOfChange(InputName series) {
        Direction direction = direction(List.of("rising", "falling", "either")).orElse(Direction.EITHER);
        return new Condition.RateOfChange(
                series, direction, condition.positive("change"), span("within"), condition.deadband("deadband"));
    }

    private @Nullable Condition deviation(InputName first) {
        InputName second = names.required(rule, "second");
        double limit = condition.positive("limit");
        double deadband = condition.deadband("deadband");
        if (first.equals(second)) {
            rule.add("second", "field.sameSeries", first);
            return null;
        }
        return new Condition.Deviation(first, second, limit, deadband);
    }

    private @Nullable Condition equal(InputName series) {
        condition.require("value");
        Optional<JsonNode> value = condition.find("value");
        if (value.isEmpty()) {
            return null;
        }
        JsonNode node = value.get();
        if (node.isBoolean()) {
            return new Condition.Equal(series, node.booleanValue() ? 1 : 0);
        }
        if (node.isNumber() && Double.isFinite(node.doubleValue())) {
            return new Condition.Equal(series, node.doubleValue());
        }
        return node.isTextual() && node.textValue().length() <= LONGEST_TEXT
                ? new Condition.EqualText(series, node.textValue())
                : wrong("value", "field.scalar", Excerpt.of(node.toString()));
    }

    private Condition count(InputName series) {
        double setpoint = condition.required("setpoint");
        Counting counting = condition
                .word("counting", List.of("readings", "crossings"))
                .map(word -> Counting.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(Counting.CROSSINGS);
        condition.require("times");
        int times = condition.integer("times", 1, Condition.MOST_COUNTED).orElse(1);
        return new Condition.Count(series, setpoint, counting, times, span("within"));
    }

    private @Nullable Condition wrong(String member, String key, Object argument) {
        condition.add(member, key, argument);
        return null;
    }

    private Optional<Direction> direction(List<String> words) {
        return condition.word("direction", words).map(word -> Direction.valueOf(word.toUpperCase(Locale.ROOT)));
    }

    /** A time that must be there; a second when it is not. */
    private Duration span(String name) {
        condition.require(name);
        return condition.duration(name, SHORTEST, Members.LONGEST).orElse(SHORTEST);
    }
}
