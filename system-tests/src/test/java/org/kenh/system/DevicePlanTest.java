package org.kenh.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevicePlanTest {
    private static final Instant START = Instant.parse("2026-11-20T00:00:00.123Z");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void packOf_ofEveryReading_isThePackThatBroughtIt(boolean split) {
        DevicePlan plan = new DevicePlan(3, START, Duration.ofMillis(50), split);
        for (int pack = 0; pack < 2_500; pack++) {
            int number = pack;
            assertThat(plan.seriesOf(pack))
                    .isNotEmpty()
                    .allSatisfy(series ->
                            assertThat(plan.packOf(series, plan.timeOf(number))).hasValue(number));
            assertThat(plan.packAt(plan.epochOf(pack), plan.sequenceOf(pack))).hasValue(pack);
        }
    }

    @Test
    void packOf_ofATimeThatWasNotSent_isEmpty() {
        DevicePlan plan = new DevicePlan(0, START, Duration.ofMillis(50), true);
        assertThat(plan.packOf(0, START.minusMillis(100))).isEmpty();
        assertThat(plan.packOf(0, START.plusNanos(1_000))).isEmpty();
        assertThat(plan.packOf(0, START.plusMillis(50))).isEmpty();
    }

    @Test
    void senml_ofAPack_isWhatTheContractSays() {
        DevicePlan plan = new DevicePlan(1, START, Duration.ofMillis(50), true);
        assertThat(plan.senml(1_001))
                .isEqualTo("[{\"bt\":1795132850.123000,\"epoch\":2,\"seq\":1,\"n\":\"voltage\",\"v\":16381.875},"
                        + "{\"n\":\"speed\",\"v\":16382.75}]");
    }
}
