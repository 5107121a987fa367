package org.kenh.edge.sensor.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvapotranspirationTest {
    @Test
    void saturation_isThatOfTheHandbook() {
        assertThat(Evapotranspiration.saturation(24.5)).isCloseTo(3.075, within(0.001));
    }

    /** FAO-56, example 19: N'Diaye, Senegal, 1 October; Rs in MJ per hour turned into W. */
    @ParameterizedTest
    @CsvSource({"38, 52, 2.450, 3.3, 0.92, 0.63", "28, 90, 0, 1.9, 0.80, 0.00"})
    void hourly_isThatOfExample19(
            double celsius, double humidity, double megajoules, double wind, double clearness, double expected) {
        double hourly = Evapotranspiration.hourly(celsius, humidity, megajoules / 0.0036, wind, clearness);

        assertThat(hourly).isCloseTo(expected, within(0.015));
    }

    /** The daily formula at 20.72° N, day 166, 34/26.5 °C, dew point at the minimum, Rs 20, u2 1.5 gives 4.72 mm. */
    @Test
    void hourly_summedOverADay_comesCloseToTheDailyFormula() {
        double actual = Evapotranspiration.saturation(26.5);
        double sum = 0;
        for (int hour = 0; hour < 24; hour++) {
            double celsius = 30.25 + 3.75 * Math.cos(2 * Math.PI * (hour + 0.5 - 14.5) / 24);
            double light = Math.max(0, Math.sin(Math.PI * (hour + 0.5 - 5.5) / 13));
            double radiation = 20 / 0.0036 * light / (26 / Math.PI);
            double humidity = 100 * actual / Evapotranspiration.saturation(celsius);
            sum += Evapotranspiration.hourly(celsius, humidity, radiation, 1.5, 0.67);
        }

        assertThat(sum).isCloseTo(4.72, within(0.5));
    }
}
