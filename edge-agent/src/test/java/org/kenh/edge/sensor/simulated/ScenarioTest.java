package org.kenh.edge.sensor.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kenh.edge.sensor.simulated.SimulatedDevice.Standing;

/** Every scenario of the demo district leaves its mark. */
class ScenarioTest {
    private static final Instant START = Instant.parse("2026-07-20T00:00:00Z");
    /** Flood level I (báo động I) of the Đáy at Ba Thá and of the Nhuệ at Đồng Quan, m. */
    private static final double BA_THA = 5.5;

    private static final double DONG_QUAN = 4.0;

    @Test
    void storm_bringsFloodDarknessSilenceAndTrips() {
        District district = new District("storm", START);
        double day = 0;
        double nhue = 0;
        int dark = 0;
        int unlinked = 0;
        Set<Trip> trips = new HashSet<>();
        for (int hour = 0; hour <= 40; hour++) {
            Instant at = district.at(hour);
            day = Math.max(day, district.plant().waterway("song-day").level());
            nhue = Math.max(nhue, district.plant().waterway("song-nhue").level());
            dark = Math.max(dark, district.standing(at, Standing.WITHOUT_POWER).size());
            unlinked = Math.max(
                    unlinked, district.standing(at, Standing.WITHOUT_LINK).size());
            trips.addAll(trips(district));
        }

        assertThat(day).isBetween(BA_THA, 7.5);
        assertThat(nhue).isBetween(DONG_QUAN, 6.0);
        assertThat(dark).isBetween(30, 80);
        assertThat(unlinked).isBetween(5, 60);
        assertThat(trips).contains(Trip.OVERLOAD);
    }

    @Test
    void storm_mainsFail_inTheLowlandFirstBatteryThenNothing() {
        District district = new District("storm", START);
        Instant justAfter = district.at(8.1);
        Station lowland = district.plant().station("tb-dong-tan");

        assertThat(lowland.mains(LocalTime.seconds(justAfter))).isFalse();
        assertThat(district.plant().station("tb-ba-tha").mains(LocalTime.seconds(justAfter)))
                .isTrue();
        assertThat(district.standing(justAfter, Standing.WITHOUT_POWER)).doesNotContain("tb-dong-tan-pump-1");
        List<String> pumps = district.standing(district.at(8.75), Standing.WITHOUT_POWER);
        assertThat(pumps).contains("tb-dong-tan-pump-1").doesNotContain("tb-dong-tan-level", "loa-dong-tan-1");
        List<String> all = district.standing(district.at(12.5), Standing.WITHOUT_POWER);
        assertThat(all).contains("tb-dong-tan-pump-1", "tb-dong-tan-level", "loa-dong-tan-1");
        // What lives on sunlight goes on, and so does what stands elsewhere.
        assertThat(all).doesNotContain("dong-kim-duong-1", "tv-ba-tha-level", "loa-quang-phu-cau-1");
        assertThat(district.standing(district.at(21), Standing.WITHOUT_POWER))
                .doesNotContain("tb-dong-tan-pump-1", "tb-dong-tan-level", "loa-dong-tan-1");
    }

    @Test
    void dry_riverFalls_pumpsTripAndPaddiesDryOut() {
        District district = new District("dry", START);
        double wet = district.plant().field("dong-hoa-xa").soilMoisture();
        double rain = 0;
        Set<Trip> trips = new HashSet<>();
        for (int hour = 0; hour <= 9 * 24; hour += 3) {
            Instant at = district.at(hour);
            rain += district.plant().weather().meanRain(LocalTime.seconds(at));
            trips.addAll(trips(district));
        }

        assertThat(rain).isZero();
        assertThat(district.plant().waterway("song-day").level()).isLessThan(0.6);
        assertThat(trips).contains(Trip.DRY_RUN);
        assertThat(district.plant().station("tb-ba-tha").running()).isZero();
        for (String paddy : List.of("dong-cao-thanh", "dong-phu-luu", "dong-lien-bat", "dong-kim-duong")) {
            assertThat(district.plant().field(paddy).depth()).as(paddy).isLessThan(-150);
        }
        assertThat(district.plant().field("dong-hoa-xa").soilMoisture()).isLessThan(wet - 2);
    }

    @Test
    void pollutedIntake_takesTheOxygenAndBringsSaltsAndRecovers() {
        District district = new District("polluted-intake", START);
        Weather weather = district.plant().weather();
        WaterQuality day = new WaterQuality(district.plant().waterway("song-day"), weather);
        double clean = day.oxygen(LocalTime.seconds(START));
        double salts = day.conductivity();
        double ammonium = day.ammonium();
        double bad = LocalTime.seconds(district.at(24));

        assertThat(clean).isGreaterThan(3);
        assertThat(day.oxygen(bad)).isLessThan(2);
        assertThat(day.conductivity()).isGreaterThan(salts + 500);
        assertThat(day.ammonium()).isGreaterThan(ammonium + 5);
        assertThat(day.acidity()).isBetween(5.5, 9.0);
        assertThat(day.oxygen(LocalTime.seconds(district.at(66)))).isGreaterThan(3);
    }

    @Test
    void calm_keepsPowerLinksAndFloodLevels() {
        District district = new District("calm", START);
        for (int hour = 0; hour <= 72; hour += 2) {
            Instant at = district.at(hour);
            assertThat(district.standing(at, Standing.CONNECTED))
                    .hasSameSizeAs(district.devices().keySet());
            assertThat(district.plant().waterway("song-day").level()).isLessThan(BA_THA);
            assertThat(district.plant().waterway("song-nhue").level()).isLessThan(DONG_QUAN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"calm", "storm", "dry", "polluted-intake"})
    void everyScenario_neitherMakesNorLosesWater(String scenario) {
        Plant plant = new District(scenario, START).plant();
        double stored = plant.stored();
        double entered = plant.book().entered();
        double left = plant.book().left();
        plant.advanceTo(START.plusSeconds(3 * 86_400));

        double gained = plant.book().entered() - entered - (plant.book().left() - left);
        assertThat(plant.book().entered() - entered).isGreaterThan(100_000);
        assertThat(plant.stored() - stored).isCloseTo(gained, within(1.0));
    }

    @Test
    void everyScenario_sameSeed_isTheSame() {
        Plant one = new District("storm", START).plant();
        Plant other = new District("storm", START).plant();
        one.advanceTo(START.plusSeconds(86_400));
        other.advanceTo(START.plusSeconds(86_400));

        assertThat(other.save()).usingRecursiveComparison().isEqualTo(one.save());
    }

    private static Set<Trip> trips(District district) {
        Set<Trip> trips = new HashSet<>();
        for (Station station : district.stations()) {
            for (int number = 1; number <= station.config().pumps(); number++) {
                trips.add(station.pump(number).trip());
            }
        }
        return trips;
    }
}
