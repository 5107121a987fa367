package org.kenh.ingest.alarm;

import java.util.List;

/**
 * A condition over several series in a small language: {@code {pump-1/running} = 1 and {flow} < 0.5 * {flow.design}}.
 *
 * <pre>
 *   condition  = conjunction { ("or" | "||") conjunction }
 *   conjunction = negation { ("and" | "&amp;&amp;") negation }
 *   negation   = ("not" | "!") negation | comparison
 *   comparison = sum [ ("=" | "==" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=") sum ]
 *   sum        = product { ("+" | "-") product }
 *   product    = factor { ("*" | "/") factor }
 *   factor     = "-" factor | number | "true" | "false" | "{" series "}" | "(" condition ")"
 *              | ("abs" | "min" | "max") "(" sum { "," sum } ")"
 * </pre>
 *
 * Each part is a number or a condition, which is checked when it is parsed. There are no loops, no assignments and no
 * calls to anything outside; length, depth and the number of series are bounded, so evaluation is as well. A series
 * that is unknown, stale or bad, and a division by zero, make the parts unknown that depend on them.
 */
public final class Expression {
    public static final int LONGEST = 1_000;
    public static final int DEEPEST = 32;
    public static final int MOST_INPUTS = 16;

    private final String text;
    private final List<InputName> inputs;
    private final Term.Condition root;

    Expression(String text, List<InputName> inputs, Term.Condition root) {
        this.text = text;
        this.inputs = List.copyOf(inputs);
        this.root = root;
    }

    /** Never throws: what is wrong with the text is a value. */
    public static Parsing parse(String text) {
        return ExpressionParser.parse(text);
    }

    /** Throws {@link IllegalArgumentException} naming the mistake and its position. */
    public static Expression of(String text) {
        return switch (parse(text)) {
            case Parsed parsed -> parsed.expression();
            case Mistake mistake -> throw new IllegalArgumentException(mistake.toString());
        };
    }

    /** The series in the order in which they first stand in the text; operands are numbered by it. */
    public List<InputName> inputs() {
        return inputs;
    }

    public Truth evaluate(Operands operands) {
        return root.truth(operands);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Expression that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    /** What the series say at the moment. */
    @FunctionalInterface
    public interface Operands {
        /** The value of the input at this place of {@link #inputs()}; NaN when it is not known. */
        double value(int input);
    }

    /** The result of {@link #parse}. */
    public sealed interface Parsing {}

    /** The text is fine. */
    public record Parsed(Expression expression) implements Parsing {}

    /**
     * The text is not an expression.
     *
     * @param position of the first character that does not fit, counted from 1
     * @param argument what the flaw is about: the word found, the sign missing or the number allowed; may be empty
     */
    public record Mistake(int position, Flaw flaw, String argument) implements Parsing {
        /** In English; people's languages are made from flaw and argument. */
        public String message() {
            return String.format(java.util.Locale.ROOT, flaw.text, argument);
        }

        @Override
        public String toString() {
            return "at position " + position + ": " + message();
        }
    }

    /** What can be wrong. */
    public enum Flaw {
        TOO_LONG("an expression may have %s characters"),
        TOO_DEEP("an expression may be nested %s deep"),
        TOO_MANY_SERIES("an expression may look at %s series"),
        UNEXPECTED("\"%s\" is not expected here"),
        UNKNOWN("\"%s\" is not known; series stand in braces, as in {level.suction}"),
        MISSING("\"%s\" is missing here"),
        ENDS("a number, a {series} or a condition is missing at the end"),
        UNCLOSED("the closing } is missing"),
        NO_NAME("\"%s\" is not the name of a series"),
        NO_NUMBER("\"%s\" is not a number"),
        TWO_COMPARISONS("two comparisons need \"and\" between them"),
        NEEDS_CONDITION("a condition is needed here, but this is a number; compare it with something"),
        NEEDS_NUMBER("a number is needed here, but this is a condition");

        private final String text;

        Flaw(String text) {
            this.text = text;
        }
    }
}
