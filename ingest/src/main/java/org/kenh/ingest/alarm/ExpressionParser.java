package org.kenh.ingest.alarm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.kenh.ingest.alarm.Expression.Flaw;
import org.kenh.ingest.alarm.Expression.Mistake;
import org.kenh.ingest.alarm.Expression.Parsed;
import org.kenh.ingest.alarm.Expression.Parsing;
import org.kenh.telemetry.Excerpt;

/** Recursive descent over the text; one method for each line of the grammar in {@link Expression}. */
final class ExpressionParser {
    private static final List<String> COMPARISONS = List.of("==", "!=", "<=", ">=", "=", "<", ">");

    private final String text;
    private final List<InputName> inputs = new ArrayList<>();
    private int position;
    private int depth;

    private ExpressionParser(String text) {
        this.text = text;
    }

    static Parsing parse(String text) {
        if (text.length() > Expression.LONGEST) {
            return new Mistake(Expression.LONGEST + 1, Flaw.TOO_LONG, String.valueOf(Expression.LONGEST));
        }
        ExpressionParser parser = new ExpressionParser(text);
        try {
            Term whole = parser.disjunction();
            parser.skipBlanks();
            if (parser.position < text.length()) {
                throw parser.mistake(Flaw.UNEXPECTED, parser.next());
            }
            return new Parsed(new Expression(text, parser.inputs, parser.condition(whole, 0)));
        } catch (MistakeException e) {
            return e.mistake;
        }
    }

    private Term disjunction() {
        if (++depth > Expression.DEEPEST) {
            throw mistake(Flaw.TOO_DEEP, String.valueOf(Expression.DEEPEST));
        }
        int start = position;
        Term left = conjunction();
        while (word("or") || symbol("||")) {
            Term.Condition first = condition(left, start);
            int second = position;
            left = new Term.Junction(Truth.TRUE, first, condition(conjunction(), second));
        }
        depth--;
        return left;
    }

    private Term conjunction() {
        int start = position;
        Term left = negation();
        while (word("and") || symbol("&&")) {
            Term.Condition first = condition(left, start);
            int second = position;
            left = new Term.Junction(Truth.FALSE, first, condition(negation(), second));
        }
        return left;
    }

    private Term negation() {
        if (word("not") || (!lookingAt("!=") && symbol("!"))) {
            if (++depth > Expression.DEEPEST) {
                throw mistake(Flaw.TOO_DEEP, String.valueOf(Expression.DEEPEST));
            }
            int start = position;
            Term.Condition operand = condition(negation(), start);
            depth--;
            return new Term.Not(operand);
        }
        return comparison();
    }

    private Term comparison() {
        int start = position;
        Term left = sum();
        String operator = comparisonSign();
        if (operator.isEmpty()) {
            return left;
        }
        Term.Numeric first = number(left, start);
        int second = position;
        Term.Comparison comparison = new Term.Comparison(operator, first, number(sum(), second));
        int third = position;
        if (!comparisonSign().isEmpty()) {
            throw mistake(third, Flaw.TWO_COMPARISONS, "");
        }
        return comparison;
    }

    private Term sum() {
        int start = position;
        Term left = product();
        while (true) {
            char operator = symbol("+") ? '+' : symbol("-") ? '-' : 0;
            if (operator == 0) {
                return left;
            }
            Term.Numeric first = number(left, start);
            int second = position;
            left = new Term.Arithmetic(operator, first, number(product(), second));
        }
    }

    private Term product() {
        int start = position;
        Term left = factor();
        while (true) {
            char operator = symbol("*") ? '*' : symbol("/") ? '/' : 0;
            if (operator == 0) {
                return left;
            }
            Term.Numeric first = number(left, start);
            int second = position;
            left = new Term.Arithmetic(operator, first, number(factor(), second));
        }
    }

    private Term factor() {
        skipBlanks();
        if (position == text.length()) {
            throw mistake(Flaw.ENDS, "");
        }
        char c = text.charAt(position);
        if (isDigit(c) || c == '.') {
            return literal();
        }
        if (symbol("-")) {
            if (++depth > Expression.DEEPEST) {
                throw mistake(Flaw.TOO_DEEP, String.valueOf(Expression.DEEPEST));
            }
            int start = position;
            Term.Numeric operand = number(factor(), start);
            depth--;
            return new Term.Negative(operand);
        }
        if (symbol("(")) {
            Term inner = disjunction();
            expect(")");
            return inner;
        }
        return symbol("{") ? series() : named();
    }

    private Term named() {
        if (word("true")) {
            return new Term.Fixed(Truth.TRUE);
        }
        if (word("false")) {
            return new Term.Fixed(Truth.FALSE);
        }
        if (word("abs")) {
            expect("(");
            Term.Numeric operand = argument();
            expect(")");
            return new Term.Absolute(operand);
        }
        if (word("min")) {
            return new Term.Extreme(false, arguments());
        }
        if (word("max")) {
            return new Term.Extreme(true, arguments());
        }
        throw mistake(Flaw.UNKNOWN, next());
    }

    private List<Term.Numeric> arguments() {
        List<Term.Numeric> arguments = new ArrayList<>();
        expect("(");
        do {
            arguments.add(argument());
        } while (symbol(","));
        expect(")");
        return List.copyOf(arguments);
    }

    private Term.Numeric argument() {
        int start = position;
        return number(disjunction(), start);
    }

    private Term literal() {
        int start = position;
        while (position < text.length() && (isDigit(text.charAt(position)) || text.charAt(position) == '.')) {
            position++;
        }
        exponent();
        try {
            double value = Double.parseDouble(text.substring(start, position));
            if (Double.isFinite(value)) {
                return new Term.Constant(value);
            }
        } catch (NumberFormatException e) {
            // Told below, like a number that is too large.
        }
        throw mistake(start, Flaw.NO_NUMBER, text.substring(start, position));
    }

    private void exponent() {
        int mark = position;
        if (mark < text.length() && (text.charAt(mark) == 'e' || text.charAt(mark) == 'E')) {
            mark++;
            if (mark < text.length() && (text.charAt(mark) == '-' || text.charAt(mark) == '+')) {
                mark++;
            }
            while (mark < text.length() && isDigit(text.charAt(mark))) {
                mark++;
                position = mark;
            }
        }
    }

    private Term series() {
        int end = text.indexOf('}', position);
        if (end < 0) {
            throw mistake(Flaw.UNCLOSED, "");
        }
        InputName name = name(text.substring(position, end).strip());
        int index = inputs.indexOf(name);
        if (index < 0) {
            if (inputs.size() == Expression.MOST_INPUTS) {
                throw mistake(Flaw.TOO_MANY_SERIES, String.valueOf(Expression.MOST_INPUTS));
            }
            index = inputs.size();
            inputs.add(name);
        }
        position = end + 1;
        return new Term.Series(index);
    }

    private InputName name(String written) {
        try {
            return InputName.of(written);
        } catch (IllegalArgumentException e) {
            throw mistake(Flaw.NO_NAME, Excerpt.of(written));
        }
    }

    private Term.Condition condition(Term term, int start) {
        if (term instanceof Term.Condition condition) {
            return condition;
        }
        throw mistake(start, Flaw.NEEDS_CONDITION, "");
    }

    private Term.Numeric number(Term term, int start) {
        if (term instanceof Term.Numeric numeric) {
            return numeric;
        }
        throw mistake(start, Flaw.NEEDS_NUMBER, "");
    }

    private String comparisonSign() {
        for (String sign : COMPARISONS) {
            if (symbol(sign)) {
                return sign;
            }
        }
        return "";
    }

    private void expect(String symbol) {
        if (!symbol(symbol)) {
            throw mistake(Flaw.MISSING, symbol);
        }
    }

    private boolean symbol(String symbol) {
        if (!lookingAt(symbol)) {
            return false;
        }
        position += symbol.length();
        return true;
    }

    private boolean lookingAt(String symbol) {
        skipBlanks();
        return text.startsWith(symbol, position);
    }

    private boolean word(String word) {
        skipBlanks();
        int end = position + word.length();
        if (!text.regionMatches(true, position, word, 0, word.length())
                || (end < text.length() && Character.isLetterOrDigit(text.charAt(end)))) {
            return false;
        }
        position = end;
        return true;
    }

    /** The word or sign that stands here, for messages. */
    private String next() {
        int end = position;
        while (end < text.length() && Character.isLetterOrDigit(text.charAt(end)) && end - position < 20) {
            end++;
        }
        return text.substring(position, Math.max(end, position + 1)).toLowerCase(Locale.ROOT);
    }

    private void skipBlanks() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private MistakeException mistake(Flaw flaw, String argument) {
        return mistake(position, flaw, argument);
    }

    private MistakeException mistake(int at, Flaw flaw, String argument) {
        int first = at;
        while (first < text.length() && Character.isWhitespace(text.charAt(first))) {
            first++;
        }
        return new MistakeException(new Mistake(first + 1, flaw, argument));
    }

    /** Leaves the descent; never leaves this class. */
    private static final class MistakeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Mistake mistake;

        MistakeException(Mistake mistake) {
            super(mistake.toString(), null, false, false);
            this.mistake = mistake;
        }
    }
}
