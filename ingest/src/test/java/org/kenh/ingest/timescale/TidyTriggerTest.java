package org.kenh.ingest.timescale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.kenh.ingest.Until;

class TidyTriggerTest {
    private final AtomicInteger begun = new AtomicInteger();
    private final Semaphore gate = new Semaphore(0);
    private final TidyTrigger trigger = new TidyTrigger(100, () -> {
        begun.incrementAndGet();
        gate.acquireUninterruptibly();
    });

    @Test
    void tooMuchRejected_startsOneRoundAtATime() {
        trigger.rejected(60);
        trigger.tidying();
        trigger.rejected(60);
        trigger.rejected(40);
        assertThat(begun).hasValue(0);

        trigger.rejected(1);
        Until.holds("the first round", () -> begun.get() == 1);
        trigger.rejected(500);
        assertThat(begun).hasValue(1);

        gate.release();
        Until.holds("the second round", () -> {
            trigger.rejected(1);
            return begun.get() == 2;
        });
        gate.release();
    }
}
