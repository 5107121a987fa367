package org.kenh.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.kenh.telemetry.DeviceId;

class DeviceRateTest {
    private static final DeviceId PUMP = DeviceId.of("pump-1");
    private static final int KIB = 1024;

    /** Begins so late that it runs over soon. */
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000);

    @Test
    void messages_withinTheBurst_noDebt() {
        DeviceRate rate = rate(new RateLimit(10, 0, Duration.ofSeconds(2)));
        for (int i = 0; i < 20; i++) {
            assertThat(rate.took(100)).isZero();
        }
        assertThat(rate.debt()).isZero();
    }

    @Test
    void messages_beyondTheBurst_paidByTime() {
        DeviceRate rate = rate(new RateLimit(10, 0, Duration.ofSeconds(2)));
        for (int i = 0; i < 20; i++) {
            rate.took(100);
        }
        assertThat(rate.took(100)).isEqualTo(Duration.ofMillis(100));
        assertThat(rate.took(100)).isEqualTo(Duration.ofMillis(200));
        pass(Duration.ofMillis(150));
        assertThat(rate.debt()).isEqualTo(Duration.ofMillis(50));
        pass(Duration.ofMillis(50));
        assertThat(rate.debt()).isZero();
    }

    @Test
    void bytes_beyondTheBurst_paidByTime() {
        DeviceRate rate = rate(new RateLimit(0, 16 * KIB, Duration.ofSeconds(1)));
        assertThat(rate.took(16 * KIB)).isZero();
        assertThat(rate.took(8 * KIB)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void longSilence_earnsNoMoreThanTheBurst() {
        DeviceRate rate = rate(new RateLimit(1, 0, Duration.ofSeconds(1)));
        pass(Duration.ofHours(1));
        assertThat(rate.took(1)).isZero();
        assertThat(rate.took(1)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void noLimit_neverADebt() {
        DeviceRate rate = rate(new RateLimit(0, 0, Duration.ZERO));
        for (int i = 0; i < 100; i++) {
            assertThat(rate.took(KIB * KIB)).isZero();
        }
    }

    @Test
    void device_askedForAgain_stillInDebt() {
        DeviceRates rates = new DeviceRates(new RateLimit(1, 0, Duration.ZERO), clock::get);
        rates.of(PUMP).took(1);
        assertThat(rates.of(PUMP).debt()).isPositive();
        assertThat(rates.of(DeviceId.of("pump-2")).debt()).isZero();
    }

    @Test
    void limit_belowWhatOneMessageNeeds_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RateLimit(1, 1, Duration.ZERO))
                .withMessageContaining("16384");
    }

    private DeviceRate rate(RateLimit limit) {
        return new DeviceRates(limit, clock::get).of(PUMP);
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
