package org.kenh.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTableTest {
    @Test
    void ratios_severalRounds_compareWithinTheRound() {
        ComparisonTable table = new ComparisonTable(List.of(
                List.of(measured(Contender.COPY, 1_000), measured(Contender.MQTT, 500)),
                List.of(measured(Contender.MQTT, 300), measured(Contender.COPY, 400)),
                List.of(measured(Contender.MQTT, 300))));

        assertThat(table.ratios(Contender.MQTT)).containsExactly(0.5, 0.75);
    }

    @Test
    void lines_contenderWithoutMeasurement_isLeftOut() {
        ComparisonTable table = new ComparisonTable(List.of(List.of(measured(Contender.MQTT, 1_500))));

        assertThat(table.lines()).hasSize(3);
        assertThat(table.lines().getLast()).startsWith("| Kênh, MQTT | 1,500 / 1,500 / 1,500 | – | 300 |");
    }

    private static Measurement measured(Contender contender, double values) {
        return new Measurement(contender, values / 5, values, 1, 2, 3, 4, 5, 6, Map.of());
    }
}
