package org.kenh.ingest.alarm;

import java.util.List;
import org.kenh.ingest.alarm.Expression.Operands;

/** A part of an expression: a number or a condition. Evaluation allocates nothing. */
sealed interface Term {
    /** A part that is a number; NaN when it is not known. */
    sealed interface Numeric extends Term {
        double number(Operands operands);
    }

    /** A part that is true or false or unknown. */
    sealed interface Condition extends Term {
        Truth truth(Operands operands);
    }

    record Constant(double value) implements Numeric {
        @Override
        public double number(Operands operands) {
            return value;
        }
    }

    record Series(int input) implements Numeric {
        @Override
        public double number(Operands operands) {
            return operands.value(input);
        }
    }

    record Negative(Numeric operand) implements Numeric {
        @Override
        public double number(Operands operands) {
            return -operand.number(operands);
        }
    }

    record Arithmetic(char operator, Numeric left, Numeric right) implements Numeric {
        @Override
        public double number(Operands operands) {
            double a = left.number(operands);
            double b = right.number(operands);
            double result = switch (operator) {
                case '+' -> a + b;
                case '-' -> a - b;
                case '*' -> a * b;
                case '/' -> a / b;
                default -> throw new IllegalStateException("no operator " + operator);
            };
            // Division by zero and overflow must not pass for a very large measurement.
            return Double.isInfinite(result) ? Double.NaN : result;
        }
    }

    record Absolute(Numeric operand) implements Numeric {
        @Override
        public double number(Operands operands) {
            return Math.abs(operand.number(operands));
        }
    }

    /** Unknown as soon as one of them is. */
    record Extreme(boolean largest, List<Numeric> of) implements Numeric {
        @Override
        public double number(Operands operands) {
            double result = of.get(0).number(operands);
            for (int i = 1; i < of.size(); i++) {
                double next = of.get(i).number(operands);
                result = largest ? Math.max(result, next) : Math.min(result, next);
            }
            return result;
        }
    }

    record Fixed(Truth value) implements Condition {
        @Override
        public Truth truth(Operands operands) {
            return value;
        }
    }

    record Comparison(String operator, Numeric left, Numeric right) implements Condition {
        @Override
        public Truth truth(Operands operands) {
            double a = left.number(operands);
            double b = right.number(operands);
            if (Double.isNaN(a) || Double.isNaN(b)) {
                return Truth.UNKNOWN;
            }
            return Truth.of(
                    switch (operator) {
                        case "=", "==" -> a == b;
                        case "!=" -> a != b;
                        case "<" -> a < b;
                        case "<=" -> a <= b;
                        case ">" -> a > b;
                        case ">=" -> a >= b;
                        default -> throw new IllegalStateException("no operator " + operator);
                    });
        }
    }

    record Not(Condition operand) implements Condition {
        @Override
        public Truth truth(Operands operands) {
            return operand.truth(operands).not();
        }
    }

    /**
     * "and" and "or".
     *
     * @param decisive the value that decides whatever the other side says: FALSE for "and", TRUE for "or"
     */
    record Junction(Truth decisive, Condition left, Condition right) implements Condition {
        @Override
        public Truth truth(Operands operands) {
            Truth a = left.truth(operands);
            if (a == decisive) {
                return a;
            }
            Truth b = right.truth(operands);
            return b == decisive || a != Truth.UNKNOWN ? b : a;
        }
    }
}
