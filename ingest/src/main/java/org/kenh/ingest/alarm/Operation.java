package org.kenh.ingest.alarm;

import java.util.List;

/** An expression tied to the inputs of one alarm. */
final class Operation implements Expression.Operands {
    private final Expression expression;
    private final Inputs inputs;
    private final int[] places;
    private long at;

    Operation(Expression expression, List<InputName> names, Inputs inputs) {
        this.expression = expression;
        this.inputs = inputs;
        places = expression.inputs().stream().mapToInt(names::indexOf).toArray();
    }

    Truth truth(long when) {
        at = when;
        return expression.evaluate(this);
    }

    @Override
    public double value(int input) {
        return inputs.value(places[input], at);
    }
}
