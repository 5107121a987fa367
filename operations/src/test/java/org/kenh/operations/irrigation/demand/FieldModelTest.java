package org.kenh.operations.irrigation.demand;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.kenh.operations.irrigation.agronomy.CropLibrary;
import org.kenh.operations.irrigation.agronomy.Limits;
import org.kenh.operations.irrigation.agronomy.PaddyBalance;
import org.kenh.operations.irrigation.agronomy.PaddyCalendar;
import org.kenh.operations.irrigation.agronomy.PaddyPhase;
import org.kenh.operations.irrigation.field.Codecs;
import org.kenh.operations.irrigation.field.Season;
import org.kenh.operations.irrigation.field.TestWorks;

/** What the way of planting means for the calendar of a field. */
class FieldModelTest {
    private static final LocalDate START = LocalDate.parse("2026-02-10");

    @Test
    void transplantedRice_isOnTheFieldAfterTheNursery() {
        PaddyCalendar calendar = calendar(season -> season.put("method", "transplanting"));

        // A variety of 120 days, of which 20 are over.
        assertThat(calendar.season().harvest()).isEqualTo(START.plusDays(100));
        assertThat(calendar.phaseOn(START.plusDays(85))).isNotEqualTo(PaddyPhase.RIPENING);
        assertThat(calendar.phaseOn(START.plusDays(86))).isEqualTo(PaddyPhase.RIPENING);
        assertThat(calendar.flowering()).isEqualTo(70);
    }

    @Test
    void transplantedRice_withOlderSeedlings_isHarvestedEarlier() {
        PaddyCalendar calendar =
                calendar(season -> season.put("method", "transplanting").put("seedlingDays", 35));

        assertThat(calendar.season().harvest()).isEqualTo(START.plusDays(85));
    }

    @Test
    void stagesOfItsOwn_areThoseOnTheField() {
        PaddyCalendar calendar = calendar(season -> {
            season.put("method", "transplanting").put("seedlingDays", 35);
            season.putArray("stageDays").add(15).add(25).add(30).add(25);
        });

        assertThat(calendar.season().harvest()).isEqualTo(START.plusDays(95));
    }

    @Test
    void sownRice_hasNoStandingWaterUntilItHasComeUp() {
        PaddyCalendar calendar = calendar(season -> season.put("method", "sowing"));

        assertThat(calendar.season().harvest()).isEqualTo(START.plusDays(120));
        assertThat(calendar.levelsOn(START.minusDays(4)).map(Limits::target)).contains(50.0);
        for (int number = -3; number < 10; number++) {
            assertThat(calendar.levelsOn(START.plusDays(number)).map(Limits::target))
                    .contains(0.0);
        }
        assertThat(calendar.levelsOn(START.plusDays(10)).map(Limits::target)).contains(50.0);
    }

    private static PaddyCalendar calendar(Consumer<ObjectNode> change) {
        ObjectNode document = Codecs.SEASON.encode(TestWorks.season("r-1", START.toString()));
        document.remove(List.of("stageDays", "fertiliser"));
        change.accept(document);
        Season season = TestWorks.read(Codecs.SEASON, document.toString(), 0);
        FieldModel model = FieldModel.of(
                TestWorks.field("r-1", "k-1"),
                season,
                CropLibrary.bundled().find("rice-local").orElseThrow(),
                List.of(),
                Optional.empty());
        return ((PaddyBalance) model.balance()).calendar();
    }
}
