package org.kenh.operations.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private final LoginThrottle throttle = new LoginThrottle(5, Duration.ofMinutes(15));

    @Test
    void begin_manyAtOnceBeforeAnyIsJudged_isLimitedAllTheSame() {
        fail(5, "lan");
        assertThat(throttle.begin("lan", NOW)).hasValue(Duration.ofMinutes(15));
        assertThat(throttle.begin("nam", NOW)).isEmpty();
    }

    @Test
    void begin_whileLocked_doesNotProlongTheLock() {
        fail(5, "lan");
        assertThat(throttle.begin("lan", NOW.plusSeconds(600))).hasValue(Duration.ofMinutes(5));
        assertThat(throttle.begin("lan", NOW.plusSeconds(899))).hasValue(Duration.ofSeconds(1));
        assertThat(throttle.begin("lan", NOW.plusSeconds(900))).isEmpty();
    }

    @Test
    void succeeded_forgetsTheFailures() {
        fail(4, "lan");
        throttle.succeeded("lan");
        fail(4, "lan");
        assertThat(throttle.begin("lan", NOW)).isEmpty();
    }

    @Test
    void withdrawn_doesNotCount() {
        fail(5, "lan");
        throttle.withdrawn("lan");
        assertThat(throttle.begin("lan", NOW)).isEmpty();
        assertThat(throttle.begin("lan", NOW)).isPresent();
    }

    @Test
    void withdrawn_ofManyNames_pushesOutNobody() {
        fail(5, "lan");
        for (int i = 0; i < 50_001; i++) {
            fail(1, "ai-" + i);
            throttle.withdrawn("ai-" + i);
        }
        assertThat(throttle.begin("lan", NOW)).isPresent();
    }

    @Test
    void names_moreThanAreKept_pushOutTheOldest() {
        fail(5, "lan");
        for (int i = 0; i < 50_000; i++) {
            fail(1, "ai-" + i);
        }
        assertThat(throttle.begin("lan", NOW)).isEmpty();
    }

    private void fail(int times, String username) {
        for (int i = 0; i < times; i++) {
            assertThat(throttle.begin(username, NOW)).isEmpty();
        }
    }
}
