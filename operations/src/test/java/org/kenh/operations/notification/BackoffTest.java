package org.kenh.operations.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void after_moreAndMoreFailures_doublesUpToABound() {
        Backoff backoff = new Backoff(new Random(1));
        for (int failures = 1; failures <= 100; failures++) {
            long middle = Math.min(10_000L << Math.min(failures - 1, 20), 900_000L);
            assertThat(backoff.after(failures))
                    .isBetween(Duration.ofMillis(middle * 3 / 4), Duration.ofMillis(middle * 5 / 4));
        }
    }

    @Test
    void after_sameFailures_differs() {
        Backoff backoff = new Backoff(new Random(1));
        assertThat(backoff.after(3)).isNotEqualTo(backoff.after(3));
    }
}
