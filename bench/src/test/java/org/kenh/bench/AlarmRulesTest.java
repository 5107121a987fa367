package org.kenh.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlarmRulesTest {
    @Test
    void fivePerSeries_areOfFiveKindsWithIdsOfTheirOwn() {
        List<Map<String, Object>> rules = AlarmRules.fivePerSeries(2);

        assertThat(rules)
                .extracting(rule -> rule.get("id"))
                .doesNotHaveDuplicates()
                .hasSize(10)
                .contains("bench-rate-of-change-flow-channel");
        assertThat(rules)
                .extracting(rule -> String.valueOf(rule.get("series")))
                .containsOnly("level.intake", "flow.channel", "null");
    }
}
