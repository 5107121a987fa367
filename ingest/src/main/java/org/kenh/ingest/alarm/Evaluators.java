package org.kenh.ingest.alarm;

import java.util.List;
import org.kenh.ingest.alarm.Condition.Direction;

/** Which evaluator a condition has. */
final class Evaluators {
    private Evaluators() {}

    static Evaluator of(AlarmRule rule, Inputs inputs, long now) {
        return switch (rule.condition()) {
            case Condition.High high -> limit(inputs, Direction.RISING, high.setpoint(), high.deadband());
            case Condition.Low low -> limit(inputs, Direction.FALLING, low.setpoint(), low.deadband());
            case Condition.Levels levels ->
                new LimitEvaluator.OfValue(inputs, levels.direction(), levels.setpoints(), levels.deadband());
            case Condition.RateOfChange rate -> new LimitEvaluator.OfChange(inputs, rate);
            case Condition.Deviation deviation -> new LimitEvaluator.OfDifference(inputs, deviation);
            case Condition.Equal equal -> new StateEvaluator.EqualTo(inputs, equal.value());
            case Condition.EqualText equal -> new StateEvaluator.EqualToText(inputs, equal.text());
            case Condition.Missing missing -> new StateEvaluator.Silence(inputs, Micros.of(missing.after()), now);
            case Condition.Count count -> new CountEvaluator(inputs, count);
            case Condition.Formula formula ->
                new StateEvaluator.OfExpression(new Operation(formula.expression(), rule.inputs(), inputs));
        };
    }

    private static Evaluator limit(Inputs inputs, Direction direction, double setpoint, double deadband) {
        return new LimitEvaluator.OfValue(inputs, direction, List.of(setpoint), deadband);
    }
}
