package org.kenh.operations.irrigation.demand;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.kenh.operations.irrigation.desk.FieldNeed;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.telemetry.Reading;

/** What plans hear of the needs of the fields. */
class PlanNeedsTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-06-22");
    private static final Instant NOW = Hours.start(TODAY).plus(Duration.ofHours(6));

    @Test
    void needs_thatBeginWithinThePeriod_areGiven_withTheirVolumes() {
        try (DemandWorld world = new DemandWorld(NOW)) {
            paddy(world, "can", 5);
            paddy(world, "day", 50);
            paddy(world, "tro", 35);
            // Flowering is where the late stage begins, ninety days after transplanting.
            world.season("can", TODAY.minusDays(60).toString(), season -> {});
            world.season("day", TODAY.minusDays(60).toString(), season -> {});
            world.season("tro", TODAY.minusDays(90).toString(), season -> {});
            DemandDesk desk = world.desk();
            desk.tick();
            PlanNeeds needs = new PlanNeeds(desk);

            Period twoDays = new Period(NOW, NOW.plus(Duration.ofDays(2)));
            assertThat(needs.within(twoDays)).extracting(FieldNeed::field).containsExactly("can", "tro");
            FieldNeed flowering = needs.within(twoDays).getLast();
            assertThat(flowering.weight()).isEqualTo(2);
            FieldState.Needed needed = desk.state("tro").orElseThrow().needed().orElseThrow();
            assertThat(flowering.volume()).isEqualTo(needed.cubicMetres());
            assertThat(flowering.dueBy()).isEqualTo(needed.dueBy());
            Period tenDays = new Period(NOW, NOW.plus(Duration.ofDays(10)));
            assertThat(needs.within(tenDays))
                    .hasSize(3)
                    .extracting(FieldNeed::weight)
                    .contains(1.0);
        }
    }

    private static void paddy(DemandWorld world, String id, double level) {
        world.field(id, field -> {});
        world.device(id + "-1", "field-sensor");
        world.store(id + "-1", java.util.List.of(Reading.good("water.depth", "mm", NOW.minusSeconds(600), level)));
    }
}
