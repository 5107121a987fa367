package org.kenh.edge.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @Test
    void next_doublesUpToTheLongest() {
        Backoff backoff = new Backoff(FIRST, LONGEST, () -> 1);

        assertThat(backoff.next()).hasSeconds(1);
        assertThat(backoff.next()).hasSeconds(2);
        assertThat(backoff.next()).hasSeconds(4);
        for (int i = 0; i < 100; i++) {
            backoff.next();
        }
        assertThat(backoff.next()).hasSeconds(60);
    }

    @Test
    void next_leastRandom_isATenthOfTheFirst() {
        Backoff backoff = new Backoff(FIRST, LONGEST, () -> 0);

        assertThat(backoff.next()).hasMillis(100);
        assertThat(backoff.next()).hasMillis(100);
    }

    @Test
    void reset_beginsAfresh() {
        Backoff backoff = new Backoff(FIRST, LONGEST, () -> 1);
        backoff.next();
        backoff.next();
        backoff.reset();

        assertThat(backoff.next()).hasSeconds(1);
    }
}
