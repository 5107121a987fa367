package org.kenh.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuessBrakeTest {
    private static final String ADDRESS = "203.0.113.7";

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final GuessBrake brake = new GuessBrake(() -> now);

    @Test
    void wrongFrom_manyGuesses_waitLongerUpToABound() {
        for (int i = 0; i < 5; i++) {
            assertThat(brake.wrongFrom(ADDRESS)).isZero();
        }
        assertThat(brake.wrongFrom(ADDRESS)).isEqualTo(Duration.ofMillis(250));
        assertThat(brake.wrongFrom(ADDRESS)).isEqualTo(Duration.ofMillis(500));
        for (int i = 0; i < 100; i++) {
            brake.wrongFrom(ADDRESS);
        }
        assertThat(brake.wrongFrom(ADDRESS)).isEqualTo(Duration.ofSeconds(5));
        assertThat(brake.wrongFrom("203.0.113.8")).as("someone else").isZero();
    }

    @Test
    void wrongFrom_longAgo_forgotten() {
        for (int i = 0; i < 20; i++) {
            brake.wrongFrom(ADDRESS);
        }
        now = now.plus(Duration.ofMinutes(6));
        assertThat(brake.wrongFrom(ADDRESS)).isZero();
    }

    @Test
    void wrongFrom_otherAddressesOfTheSameIpv6Network_countTogether() {
        for (int i = 0; i < 5; i++) {
            brake.wrongFrom("2001:db8:1:2::" + i);
        }
        assertThat(brake.wrongFrom("2001:db8:1:2:ffff::1")).isPositive();
        assertThat(brake.wrongFrom("2001:db8:1:3::1")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "0:0:0:0:0:0:0:1%0", "not-an-address"})
    void wrongFrom_loopbackOrNoAddress_neverWaits(String address) {
        for (int i = 0; i < 50; i++) {
            assertThat(brake.wrongFrom(address)).isZero();
        }
    }
}
