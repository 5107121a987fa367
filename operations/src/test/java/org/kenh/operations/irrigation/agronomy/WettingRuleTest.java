package org.kenh.operations.irrigation.agronomy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class WettingRuleTest {
    private static final Instant START = Instant.parse("2026-04-11T05:00:00Z");

    @Test
    void reachedSince_twoLowReadingsAnHourApart_isReached() {
        assertThat(WettingRule.reachedSince(List.of(at(0, -20), at(60, -50), at(120, -51)), -50))
                .contains(START.plusSeconds(3_600));
    }

    @Test
    void reachedSince_manyLowReadingsWithinAnHour_isNot() {
        assertThat(WettingRule.reachedSince(List.of(at(0, -52), at(20, -52), at(59, -53)), -50))
                .isEmpty();
        assertThat(WettingRule.reachedSince(List.of(at(0, -52), at(20, -52), at(60, -53)), -50))
                .contains(START);
    }

    @Test
    void reachedSince_oneLowReading_isNot() {
        assertThat(WettingRule.reachedSince(List.of(at(0, -20), at(120, -80)), -50))
                .isEmpty();
        assertThat(WettingRule.reachedSince(List.of(), -50)).isEmpty();
    }

    @Test
    void reachedSince_aHighReadingBetween_beginsAnew() {
        assertThat(WettingRule.reachedSince(List.of(at(0, -52), at(60, -49), at(120, -52)), -50))
                .isEmpty();
        assertThat(WettingRule.reachedSince(List.of(at(0, -52), at(60, -52), at(120, 50)), -50))
                .isEmpty();
    }

    @Test
    void reachedSince_doubtfulReadings_arePassedOver() {
        SensorReading doubtful = new SensorReading(START.plusSeconds(1_800), 400, false);
        SensorReading broken = new SensorReading(START.plusSeconds(1_900), Double.NaN, true);
        List<SensorReading> readings = new ArrayList<>(List.of(at(0, -52), doubtful, broken, at(60, -52)));
        Collections.reverse(readings);

        assertThat(WettingRule.reachedSince(readings, -50)).contains(START);
    }

    private static SensorReading at(int minutes, double level) {
        return new SensorReading(START.plusSeconds(60L * minutes), level, true);
    }
}
