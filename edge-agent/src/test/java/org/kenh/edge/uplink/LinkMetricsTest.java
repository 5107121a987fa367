package org.kenh.edge.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.kenh.edge.sensor.Measurement;
import org.kenh.telemetry.Value;

class LinkMetricsTest {
    private LinkReport report = new LinkReport("mqtts 192.0.2.1:8883", 1, 0, OptionalDouble.of(80));

    @Test
    void measure_linkIsToldWhenItChanges_numbersAlways() {
        LinkMetrics metrics = new LinkMetrics(() -> report, () -> 7);

        assertThat(told(metrics))
                .containsExactly(
                        "agent/link Text[value=mqtts 192.0.2.1:8883]",
                        "agent/connects Numeric[value=1.0]",
                        "agent/queue Numeric[value=7.0]",
                        "agent/round-trip Numeric[value=80.0]");
        assertThat(told(metrics)).noneMatch(line -> line.startsWith("agent/link"));
        report = new LinkReport(LinkReport.NONE, 1, 0, OptionalDouble.empty());
        assertThat(told(metrics))
                .containsExactly(
                        "agent/link Text[value=none]",
                        "agent/connects Numeric[value=1.0]",
                        "agent/queue Numeric[value=7.0]");
    }

    private static List<String> told(LinkMetrics metrics) {
        return metrics.measure(5).stream().map(LinkMetricsTest::line).toList();
    }

    private static String line(Measurement measurement) {
        assertThat(measurement.monotonicNanos()).isEqualTo(5);
        Value value = measurement.value();
        return measurement.series() + " " + value;
    }
}
