package org.kenh.operations.irrigation.agronomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AtmosphereTest {
    @Test
    void pressure_at1800m_isThatOfExample2() {
        double pressure = Atmosphere.pressure(1_800);

        assertThat(pressure).isCloseTo(81.8, within(0.05));
        assertThat(Atmosphere.psychrometric(pressure)).isCloseTo(0.054, within(0.0005));
    }

    @Test
    void saturation_at24Point5_isThatOfExample3() {
        assertThat(Atmosphere.saturation(24.5)).isCloseTo(3.075, within(0.0005));
    }

    @Test
    void vapour_ofHumidityExtremes_isThatOfExample5() {
        assertThat(Atmosphere.vapour(25, 18, 82, 54)).isCloseTo(1.70, within(0.005));
    }

    @Test
    void slope_isTheDerivativeOfSaturation() {
        double numeric = (Atmosphere.saturation(28.001) - Atmosphere.saturation(27.999)) / 0.002;

        // FAO rounds 17.27 · 237.3 · 0.6108 to 4098 · 0.6108.
        assertThat(Atmosphere.slope(28)).isCloseTo(numeric, within(1e-4));
    }

    @Test
    void wind_of10KilometresAnHourAt10m_isThatOfExample18() {
        assertThat(Atmosphere.windAtTwoMetres(10 / 3.6, 10)).isCloseTo(2.08, within(0.005));
    }
}
