package org.kenh.ingest.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
    /** {@code c} is not known. */
    private static final Map<String, Double> VALUES = Map.of("a", 1.0, "b", 2.0, "pump-1/running", 0.0);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{a} = 1; TRUE",
                "{a} == 1.0; TRUE",
                "{a} != 1; FALSE",
                "{a} < {b} and {b} <= 2; TRUE",
                "{a} > {b} or {b} >= 2.5; FALSE",
                "{a} > {b} || {b} >= 2 && not {a} = 3; TRUE",
                "1 + 2 * 3 = 7; TRUE",
                "(1 + 2) * 3 = 9; TRUE",
                "8 / 4 / 2 = 1; TRUE",
                "5 - 2 - 1 = 2; TRUE",
                "-{a} * -2 = {b}; TRUE",
                "abs({a} - {b}) >= 1; TRUE",
                "min({a}, {b}, 0.5) = .5 and max({a}, {b}) = 2; TRUE",
                "!({a} = 1); FALSE",
                "NOT true OR false; FALSE",
                "1e3 = 1000 and 2.5E-1 = 0.25; TRUE",
                "{pump-1/running} = 0; TRUE",
                "{ a } = 1; TRUE",
                // What is not known makes unknown only what hangs on it.
                "{c} = 1; UNKNOWN",
                "not {c} = 1; UNKNOWN",
                "{c} = 1 and {a} = 1; UNKNOWN",
                "{c} = 1 and {a} = 2; FALSE",
                "{a} = 2 and {c} = 1; FALSE",
                "{c} = 1 or {a} = 1; TRUE",
                "{a} = 1 or {c} = 1; TRUE",
                "{c} = 1 or {a} = 2; UNKNOWN",
                "{a} = 2 or {c} = 1; UNKNOWN",
                "{a} = 1 and {c} = 1; UNKNOWN",
                "{c} * 0 = 0; UNKNOWN",
                "max({a}, {c}) > 0; UNKNOWN",
                "{a} / 0 > 1; UNKNOWN",
                "0 / 0 = 0; UNKNOWN",
                "1e308 * 10 > 0; UNKNOWN",
            })
    void expression_evaluated_followsThreeValuedLogic(String text, Truth expected) {
        assertThat(truth(Expression.of(text))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "``; 1; missing at the end",
                "{a}; 1; a condition is needed",
                "{a} = ; 6; missing at the end",
                "{a} = 1 and {b}; 13; a condition is needed",
                "{a} + ({b} = 1) > 2; 7; a number is needed",
                "({a} = 1; 9; \")\" is missing",
                "{a = 1; 2; closing }",
                "{} = 1; 2; name of a series",
                "{a b} = 1; 2; name of a series",
                "{x y!a} = 1; 2; name of a series",
                "{a} = 1 {b} = 2; 9; not expected",
                "a = 1; 1; in braces",
                "{a} = 1..2; 7; not a number",
                "{a} = 1e999; 7; not a number",
                "1 < {a} < 3; 9; and",
                "{a} = 1 and; 12; missing at the end",
                "sqrt({a}) = 1; 1; not known",
                "min() = 1; 5; not known",
                "{a} ∧ {b}; 5; not expected",
                "Runtime.exec = 1; 1; not known",
            })
    void mistake_inTheText_isNamedWithItsPosition(String text, int position, String message) {
        Expression.Parsing parsing = Expression.parse(text);
        assertThat(parsing).isInstanceOf(Expression.Mistake.class);
        assertThat(((Expression.Mistake) parsing).position())
                .as(parsing.toString())
                .isEqualTo(position);
        assertThat(((Expression.Mistake) parsing).message()).contains(message);
        assertThatThrownBy(() -> Expression.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("position " + position);
    }

    @Test
    void inputs_inTheOrderOfTheText_eachOnce() {
        assertThat(Expression.of("{b} > 1 and {tram-2!a} > 1 and {b} < 3").inputs())
                .containsExactly(InputName.of("b"), InputName.of("tram-2!a"));
    }

    @Test
    void size_atAndBeyondItsBounds() {
        assertThat(Expression.parse("(".repeat(31) + "1=1" + ")".repeat(31))).isInstanceOf(Expression.Parsed.class);
        assertThat(Expression.parse("(".repeat(32) + "1=1" + ")".repeat(32))).isInstanceOf(Expression.Mistake.class);
        assertThat(Expression.parse("not ".repeat(200) + "true")).isInstanceOf(Expression.Mistake.class);
        assertThat(Expression.parse("-".repeat(900) + "1 = 1")).isInstanceOf(Expression.Mistake.class);
        String longest = "1=1" + " and 1=1".repeat(124);
        assertThat(truth(Expression.of(longest + " ".repeat(1000 - longest.length()))))
                .isEqualTo(Truth.TRUE);
        assertThat(Expression.parse(longest + " ".repeat(1001 - longest.length())))
                .isInstanceOf(Expression.Mistake.class);
        StringBuilder many = new StringBuilder("{s0} = 0");
        for (int i = 1; i < 16; i++) {
            many.append(" or {s").append(i).append("} = 0");
        }
        assertThat(Expression.parse(many.toString())).isInstanceOf(Expression.Parsed.class);
        assertThat(Expression.parse(many + " or {s16} = 0")).isInstanceOf(Expression.Mistake.class);
    }

    @Property(tries = 2_000)
    void anyText_isParsedOrRefused_neverThrows(
            @ForAll
                    @StringLength(max = 80)
                    @Chars({'{', '}', '(', ')', '=', '<', '!', '-', '/', '.', ',', ' ', '&', '|', 'e', 'ệ'})
                    @CharRange(from = '0', to = '3')
                    @CharRange(from = 'a', to = 'd')
                    String text) {
        switch (Expression.parse(text)) {
            case Expression.Parsed parsed ->
                assertThat(truth(parsed.expression())).isNotNull();
            case Expression.Mistake mistake -> assertThat(mistake.position()).isBetween(1, text.length() + 1);
        }
    }

    private static Truth truth(Expression expression) {
        return expression.evaluate(input ->
                VALUES.getOrDefault(expression.inputs().get(input).series().value(), Double.NaN));
    }
}
