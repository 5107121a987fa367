package org.kenh.gateway.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UploadBudgetTest {
    private static final int ROOM = 4 * UploadBudget.LEAST;

    private final AtomicLong nanoTime = new AtomicLong();
    private final UploadBudget budget = new UploadBudget(ROOM, Duration.ofSeconds(10), nanoTime::get);

    @Test
    void reserve_beyondTheRoom_isRefusedUntilSomethingIsReleased() {
        assertThat(budget.reserve("a", ROOM / 2)).isTrue();
        assertThat(budget.reserve("b", ROOM / 2)).isTrue();
        assertThat(budget.reserve("c", 1)).isFalse();

        budget.release("a");

        assertThat(budget.reserve("c", 1)).isTrue();
        assertThat(budget.taken()).isEqualTo(ROOM / 2 + UploadBudget.LEAST);
    }

    @Test
    void reserve_sameTransferAnew_replacesWhatItHad() {
        assertThat(budget.reserve("a", ROOM)).isTrue();
        assertThat(budget.reserve("a", ROOM)).isTrue();
        assertThat(budget.taken()).isEqualTo(ROOM);
    }

    @Test
    void reserve_whenAnotherIsOverdue_takesItsRoom() {
        budget.reserve("overdue", ROOM / 2);
        budget.reserve("alive", ROOM / 2);
        nanoTime.set(Duration.ofSeconds(9).toNanos());
        budget.extend("alive");
        nanoTime.set(Duration.ofSeconds(11).toNanos());

        assertThat(budget.reserve("next", ROOM / 2)).isTrue();
        assertThat(budget.reserve("one more", 1)).isFalse();
    }

    @Test
    void release_twice_givesBackOnce() {
        budget.reserve("a", ROOM / 2);
        budget.reserve("b", ROOM / 2);
        budget.release("a");
        budget.release("a");

        assertThat(budget.taken()).isEqualTo(ROOM / 2);
    }
}
