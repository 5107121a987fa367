package org.kenh.operations.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.kenh.operations.Eventually;

class RoundsTest {
    private static final Duration NEVER = Duration.ofHours(1);

    @Test
    void round_thatFails_isNotTheLast_andOneThatIsWokenBeginsAtOnce() {
        AtomicInteger begun = new AtomicInteger();
        try (Rounds rounds = Rounds.start("test", NEVER, () -> {
            if (begun.incrementAndGet() == 1) {
                throw new IllegalStateException("the first one fails");
            }
        })) {
            Eventually.isTrue("the first round begins at once", () -> begun.get() == 1);
            rounds.wake();
            Eventually.isTrue("the next one too", () -> begun.get() == 2);
        }
        int atEnd = begun.get();
        assertThat(atEnd).isEqualTo(2);
    }

    @Test
    void listener_thatFails_keepsNothingFromTheOthers_untilTheyLeave() {
        Listeners<String> listeners = new Listeners<>();
        List<String> told = new ArrayList<>();
        listeners.listen(news -> {
            throw new IllegalStateException("cannot take " + news);
        });
        Listeners.Registration other = listeners.listen(told::add);
        listeners.tell("one");
        other.close();
        listeners.tell("two");

        assertThat(told).containsExactly("one");
    }
}
