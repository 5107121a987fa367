package org.kenh.operations.irrigation.agronomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CropLibraryTest {
    private static final CropLibrary LIBRARY = CropLibrary.bundled();
    private static final LocalDate PLANTED = LocalDate.of(2026, 2, 10);

    @ParameterizedTest
    @CsvSource({
        "rice, 1.05, 1.20, 0.75, 150, 0.20",
        "rice-local, 1.05, 1.20, 0.75, 120, 0.20",
        "cabbage, 0.70, 1.05, 0.95, 165, 0.45",
        "tomato, 0.60, 1.15, 0.80, 145, 0.40",
        "cucumber, 0.60, 1.00, 0.75, 105, 0.50",
        "green-onion, 0.70, 1.00, 1.00, 70, 0.30",
        "spinach, 0.70, 1.00, 0.95, 65, 0.20",
        "radish, 0.70, 0.90, 0.85, 35, 0.30",
        "sweet-maize, 0.30, 1.15, 1.05, 80, 0.50",
        "soybean, 0.50, 1.15, 0.50, 85, 0.50"
    })
    void bundled_hasTheValuesOfFao(String id, double initial, double mid, double end, int days, double depletion) {
        Crop crop = LIBRARY.find(id).orElseThrow();

        assertThat(crop.coefficients()).isEqualTo(new CropCoefficients(initial, mid, end));
        assertThat(crop.stages().total()).isEqualTo(days);
        assertThat(crop.depletion()).isEqualTo(depletion);
        assertThat(LIBRARY.crops()).hasSize(10);
    }

    @Test
    void find_unknown_isEmpty() {
        assertThat(LIBRARY.find("hemp")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "-5, 1.05, BEFORE",
        "0, 1.05, INITIAL",
        "19, 1.05, INITIAL",
        "35, 1.125, DEVELOPMENT",
        "50, 1.20, MID",
        "89, 1.20, MID",
        "105, 0.975, LATE",
        "119, 0.765, LATE",
        "120, 0.75, AFTER"
    })
    void coefficientOn_localRice_followsItsStages(int day, double coefficient, Stage stage) {
        Season season = Season.of(LIBRARY.find("rice-local").orElseThrow(), PLANTED);

        assertThat(season.coefficientOn(PLANTED.plusDays(day))).isCloseTo(coefficient, within(1e-12));
        assertThat(season.stageOn(PLANTED.plusDays(day))).isEqualTo(stage);
        assertThat(season.harvest()).isEqualTo(PLANTED.plusDays(120));
    }

    @Test
    void coefficientOn_ownStages_followsThem() {
        Season season = Season.of(LIBRARY.find("rice").orElseThrow(), PLANTED)
                .withStages(new StageLengths(10, 20, 30, 40))
                .withCoefficients(new CropCoefficients(1, 1.2, 0.8));

        assertThat(season.coefficientOn(PLANTED.plusDays(20))).isCloseTo(1.1, within(1e-12));
        assertThat(season.coefficientOn(PLANTED.plusDays(80))).isCloseTo(1.0, within(1e-12));
    }

    @Test
    void rootDepthOn_growsUpToTheMidStage() {
        Season season = Season.of(LIBRARY.find("cabbage").orElseThrow(), PLANTED);

        assertThat(season.rootDepthOn(PLANTED.plusDays(10))).isEqualTo(0.15);
        assertThat(season.rootDepthOn(PLANTED.plusDays(70))).isCloseTo(0.325, within(1e-12));
        assertThat(season.rootDepthOn(PLANTED.plusDays(120))).isEqualTo(0.50);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            depletion: 0.45 | depletion: 4.5 | depletion fraction must be from 0.1 to 0.8, is 4.5
            stages: [40, 60, 50, 15] | stages: [40, 60, 50] | stages must be 4 numbers
            stages: [40, 60, 50, 15] | stages: [0, 60, 50, 15] | every stage must last 1 day or more
            kc: [0.7, 1.05, 0.95] | kc: [high, 1.05, 0.95] | kc must be numbers
            vi: Bắp cải | vi: '' | vi is missing
            """)
    void read_mistake_namesCropAndValue(String right, String wrong, String message) throws JsonProcessingException {
        String crop = "crops: [{id: cabbage, vi: Bắp cải, en: Cabbage, kind: dry, kc: [0.7, 1.05, 0.95], "
                + "stages: [40, 60, 50, 15], roots: [0.15, 0.5], depletion: 0.45, height: 0.4, source: FAO-56}]";
        JsonNode mistaken = new YAMLMapper().readTree(crop.replace(right, wrong));

        assertThat(CropLibrary.read(new YAMLMapper().readTree(crop))).hasSize(1);
        assertThatIllegalStateException()
                .isThrownBy(() -> CropLibrary.read(mistaken))
                .withMessageContaining("cabbage")
                .withMessageContaining(message);
    }

    @Test
    void rootDepth_thatShrinks_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RootDepth(0.5, 0.3));
    }
}
