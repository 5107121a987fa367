package org.kenh.operations.irrigation.demand;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kenh.operations.irrigation.desk.Blocked;
import org.kenh.operations.irrigation.field.TestWorks;
import org.kenh.operations.irrigation.plan.BlockReason;
import org.kenh.operations.irrigation.plan.Period;

/** Fields wait for rain that is forecast. */
class RainDelayTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-06-15");
    private static final Instant MIDNIGHT = Hours.start(TODAY);
    private static final Period DAYS =
            new Period(MIDNIGHT.plus(Duration.ofHours(6)), MIDNIGHT.plus(Duration.ofDays(5)));

    private final Map<LocalDate, Double> rain = new HashMap<>();
    private final Map<String, FieldState> states = new HashMap<>();
    private final RainDelay delay = new RainDelay(
            () -> List.of(TestWorks.field("r1", "k")),
            (area, first, last) -> rain,
            States.demands(states),
            InstantSource.fixed(MIDNIGHT.plus(Duration.ofHours(5))));

    @Test
    void field_waits_whileTenMillimetresAreForecastForTheNext24Hours_whoeverAsks() {
        assertThat(delay.within(DAYS)).isEmpty();
        rain.put(TODAY, 2.0);
        rain.put(TODAY.plusDays(1), 34.0);

        // From 06:00: 1.5 mm today and 8.5 mm tomorrow until 06:00; tomorrow from 17:00 on less than 10 mm are left.
        List<Blocked> found = delay.within(DAYS);
        assertThat(found).singleElement().satisfies(blocked -> {
            assertThat(blocked.subject()).isEqualTo("r1");
            assertThat(blocked.block().reason()).isEqualTo(BlockReason.RAIN_DELAY);
            assertThat(blocked.block().period())
                    .isEqualTo(new Period(DAYS.from(), MIDNIGHT.plus(Duration.ofHours(24 + 17))));
        });
        rain.put(TODAY.plusDays(1), 7.0);
        assertThat(delay.within(DAYS)).isEmpty();
    }

    @Test
    void cropThatSuffers_orWouldBeforeTheRainIsOver_doesNotWait() {
        rain.put(TODAY, 20.0);
        states.put("r1", States.paddy("r1", 0, Optional.of(States.needed(DAYS.from(), DAYS.to()))));
        assertThat(delay.within(DAYS)).hasSize(1);
        Instant noon = MIDNIGHT.plus(Duration.ofHours(12));
        states.put("r1", States.paddy("r1", 0, Optional.of(States.needed(DAYS.from(), noon))));
        assertThat(delay.within(DAYS)).isEmpty();
    }
}
