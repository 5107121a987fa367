package org.kenh.operations.alarmdesk.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kenh.ingest.alarm.AlarmRule;
import org.kenh.ingest.alarm.Condition;
import org.kenh.ingest.alarm.InputName;
import org.kenh.ingest.alarm.Priority;
import org.kenh.operations.alarmdesk.Scope;
import org.kenh.operations.document.Mistake;

/** Rules as people write them. */
class RuleCodecTest {
    private static final RuleDocument.Version VERSION =
            new RuleDocument.Version("r", 3, "truong-ca", Instant.parse("2026-03-01T05:00:00Z"));
    private static final String CONTRACT = """
            {"name":"Mực nước bể hút cao","series":"level.suction","scope":{"kind":"pumping-station"},
            "condition":{"type":"high","setpoint":3.2,"deadband":0.05,"onDelay":"PT10S","offDelay":"PT60S"},"priority":1}
            """;

    @Test
    void decode_theRuleOfTheContract_isARule() {
        RuleDocument document = decoded(CONTRACT);
        AlarmRule rule = document.rule(VERSION);

        assertThat(rule.condition()).isEqualTo(new Condition.High(InputName.of("level.suction"), 3.2, 0.05));
        assertThat(rule.timing().onDelay()).isEqualTo(Duration.ofSeconds(10));
        assertThat(rule.timing().offDelay()).isEqualTo(Duration.ofSeconds(60));
        assertThat(rule.weights()).containsExactly(AlarmRule.Weight.of(Priority.P1));
        assertThat(rule.version()).isEqualTo(3);
        assertThat(rule.rationalisation().owner()).isEqualTo("truong-ca");
        assertThat(rule.rationalisation().approval()).isPresent();
        assertThat(rule.rationalisation().gaps()).contains("action.vi", "tag").doesNotContain("owner", "approval");
        assertThat(document.scope().kinds()).containsExactly("pumping-station");
        assertThat(document.scope().subject()).isEqualTo(Scope.Subject.DEVICE);
        assertThat(document.members().path("name").path("vi").asText()).isEqualTo("Mực nước bể hút cao");
        assertThat(document.enabled()).isTrue();
    }

    @Test
    void decode_whatWasWritten_isTheSameAgain() {
        RuleDocument document = decoded(CONTRACT);

        assertThat(decoded(RuleCodec.yaml(document)).members()).isEqualTo(document.members());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{type: low, setpoint: 1} | Low",
                "{type: levels, direction: falling, setpoints: [3, 2, 1], deadband: 0.1} | Levels",
                "{type: rate-of-change, direction: rising, change: 0.3, within: PT1H} | RateOfChange",
                "{type: deviation, limit: 0.2} | Deviation",
                "{type: equal, value: true} | Equal",
                "{type: equal, value: FAULT} | EqualText",
                "{type: missing, after: PT3M} | Missing",
                "{type: count, setpoint: 1, times: 5, within: PT1H} | Count",
                "{type: formula, expression: '{a} > 1 and {b} * 2 < 3'} | Formula",
            })
    void decode_everyConditionType_isRead(String condition, String type) {
        RuleDocument document = decoded("name: Thử\nseries: a\nsecond: b\npriority: 2\ncondition: " + condition);

        assertThat(document.rule(VERSION).condition().getClass().getSimpleName())
                .isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "series: a, priority: 1, condition: {type: high, setpoint: 1} | name | field.required",
                "name: N, priority: 1, condition: {type: high, setpoint: 1} | series | field.required",
                "name: N, series: a, condition: {type: high, setpoint: 1} | priority | field.required",
                "name: N, series: a, priority: 1 | condition | field.required",
                "name: N, series: a, priority: 1, condition: {setpoint: 1} | condition.type | field.required",
                "name: N, series: a, priority: 1, condition: {type: hihg} | condition.type | field.oneOf",
                "name: N, series: a, priority: 1, condition: {type: high} | condition.setpoint | field.required",
                "name: N, series: a, priority: 1, condition: {type: high, setpoint: x} | condition.setpoint | field.number",
                "name: N, series: a, priority: 1, condition: {type: high, setpoint: 1, deadband: -1} | condition.deadband | field.notNegative",
                "name: N, series: a, priority: 1, condition: {type: high, setpoint: 1, onDelay: 10} | condition.onDelay | field.duration",
                "name: N, series: a, priority: 1, condition: {type: high, setpoint: 1, onDelay: -PT1S} | condition.onDelay | field.duration",
                "name: N, series: a, priority: 1, condition: {type: high, setpoint: 1, setpiont: 2} | condition.setpiont | field.unknown",
                "name: N, series: a, priority: 4, condition: {type: high, setpoint: 1} | priority | field.integer",
                "name: N, series: 'a b', priority: 1, condition: {type: high, setpoint: 1} | series | field.series",
                "name: N, series: a*b*, priority: 1, condition: {type: high, setpoint: 1} | series | field.star",
                "name: N, series: a, second: a, priority: 1, condition: {type: deviation, limit: 1} | second | field.sameSeries",
                "name: N, series: a, priority: 1, condition: {type: deviation, limit: 1} | second | field.required",
                "name: N, series: a, second: b, priority: 1, condition: {type: deviation, limit: 0} | condition.limit | field.positive",
                "name: N, series: a, priority: 1, condition: {type: levels, setpoints: [2, 1]} | condition.setpoints | field.setpointOrder",
                "name: N, series: a, priority: 1, condition: {type: levels, setpoints: []} | condition.setpoints | field.count",
                "name: N, series: a, levels: [{priority: 1}], condition: {type: levels, setpoints: [1, 2]} | levels | field.levelCount",
                "name: N, series: a, levels: [{priority: 9}], condition: {type: high, setpoint: 1} | levels[0].priority | field.integer",
                "name: N, series: a, priority: 1, condition: {type: count, setpoint: 1, times: 101, within: PT1H} | condition.times | field.integer",
                "name: N, series: a, priority: 1, condition: {type: missing, after: PT0S} | condition.after | field.duration",
                "name: N, series: a, priority: 1, grading: {toRespond: PT5M, consequence: major}, condition: {type: high, setpoint: 1} | priority | field.notWith",
                "name: N, series: a, grading: {toRespond: PT2H, consequence: minor}, condition: {type: high, setpoint: 1} | grading | field.event",
                "name: N, series: a, priority: 1, latching: true, autoAcknowledge: true, condition: {type: high, setpoint: 1} | autoAcknowledge | field.notWith",
                "name: N, series: a, priority: 1, longestShelving: PT9H, condition: {type: high, setpoint: 1} | longestShelving | field.duration",
                "name: N, series: a, priority: 1, suppression: {when: '{x} ='}, condition: {type: high, setpoint: 1} | suppression.when | field.formula.ENDS",
                "name: N, series: a, priority: 1, scope: {subject: pump}, condition: {type: high, setpoint: 1} | scope.subject | field.oneOf",
                "name: N, series: a, priority: 1, scope: {device: 'a b'}, condition: {type: high, setpoint: 1} | scope.device | field.form",
                "name: N, series: a, priority: 1, suppresses: {classes: power}, condition: {type: high, setpoint: 1} | suppresses.within | field.required",
                "name: N, id: 'a/b', series: a, priority: 1, condition: {type: high, setpoint: 1} | id | field.form",
                "name: N, speed: 1, series: a, priority: 1, condition: {type: high, setpoint: 1} | speed | field.unknown",
            })
    void decode_aMistake_namesTheMember(String rule, String member, String key) {
        assertThat(mistakes("{" + rule + "}"))
                .anySatisfy(mistake -> {
                    assertThat(mistake.member()).isEqualTo(member);
                    assertThat(mistake.key()).isEqualTo(key);
                })
                .hasSize(1);
    }

    @Test
    void decode_aFormulaWithAMistake_saysWhere() {
        List<Mistake> mistakes = mistakes(
                "{name: N, priority: 1, condition: {type: formula, expression: '{pump-*/running} = 1 and and'}}");

        assertThat(mistakes).hasSize(1);
        assertThat(mistakes.getFirst().member()).isEqualTo("condition.expression");
        assertThat(mistakes.getFirst().arguments().getFirst()).isEqualTo("26");
    }

    @Test
    void decode_aStar_isReplacedEverywhereByTheSameMatch() {
        RuleDocument document = decoded("""
                name: Quá dòng
                series: pump-*/current
                priority: 2
                condition: {type: high, setpoint: 40}
                suppression: {when: '{pump-*/running} * 2 = 0', hold: PT30S}
                """);

        AlarmRule rule = document.rule(VERSION, "12").orElseThrow();
        assertThat(document.pattern()).contains("pump-*/current");
        assertThat(rule.inputs()).containsExactly(InputName.of("pump-12/current"), InputName.of("pump-12/running"));
        assertThat(rule.suppression().map(part -> part.when().toString())).contains("{pump-12/running} * 2 = 0");
        assertThat(document.rule(VERSION, "không hợp lệ")).isEqualTo(Optional.empty());
    }

    @Test
    void decode_severalMistakes_areToldTogether() {
        assertThat(mistakes("{priority: 0, condition: {type: high}}"))
                .extracting(Mistake::member)
                .containsExactlyInAnyOrder("name", "series", "priority", "condition.setpoint");
    }

    @Test
    void decode_whatIsNoRule_isRefused() {
        assertThat(mistakes("[1]")).hasSize(1);
        assertThat(mistakes("a: [1").getFirst().key()).isEqualTo("field.yaml");
        assertThat(mistakes("name: N\nname: M\n").getFirst().key()).isEqualTo("field.yaml");
        assertThat(mistakes("x".repeat(RuleCodec.LARGEST + 1)).getFirst().key()).isEqualTo("field.tooLong");
    }

    @Test
    void decode_gradedLevels_followTheGrid() {
        RuleDocument document = decoded("""
                name: {vi: Lũ, en: Flood}
                series: level
                condition: {type: levels, setpoints: [5.5, 6.5, 7.5], deadband: 0.05, offDelay: PT30M}
                levels:
                  - grading: {toRespond: PT2H, consequence: major}
                  - grading: {toRespond: PT1H, consequence: severe}
                  - grading: {toRespond: PT20M, consequence: severe}
                """);

        assertThat(document.priorities()).containsExactly(3, 2, 1);
    }

    private static RuleDocument decoded(String yaml) {
        return switch (RuleCodec.decode(yaml)) {
            case RuleCodec.Decoded(RuleDocument rule) -> rule;
            case RuleCodec.Refused(List<Mistake> mistakes) -> throw new AssertionError(mistakes);
        };
    }

    private static List<Mistake> mistakes(String yaml) {
        return switch (RuleCodec.decode(yaml)) {
            case RuleCodec.Decoded(RuleDocument rule) -> throw new AssertionError(rule.members());
            case RuleCodec.Refused(List<Mistake> mistakes) -> mistakes;
        };
    }
}
