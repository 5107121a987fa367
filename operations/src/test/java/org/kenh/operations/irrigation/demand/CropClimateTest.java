package org.kenh.operations.irrigation.demand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kenh.operations.irrigation.agronomy.Climate;
import org.kenh.operations.irrigation.agronomy.Confidence;
import org.kenh.operations.irrigation.agronomy.Crop;
import org.kenh.operations.irrigation.agronomy.CropCoefficients;
import org.kenh.operations.irrigation.agronomy.DayWater;
import org.kenh.operations.irrigation.agronomy.PaddyBalance;
import org.kenh.operations.irrigation.agronomy.WaterSaved;
import org.kenh.operations.irrigation.agronomy.WaterState;
import org.kenh.operations.irrigation.field.Crops;
import org.kenh.operations.irrigation.field.Field;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;

/** Kc of a field by the weather of its station, in the rows that are kept. */
class CropClimateTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-06-01");
    private static final LocalDate LAST = FIRST.plusDays(20);

    /** 50 days after the start, with stages of 20, 30, 40 and 30 days. */
    private static final LocalDate MIDDLE = LocalDate.parse("2026-06-09");

    private static final Instant MORNING = Hours.start(LAST.plusDays(1)).plus(Duration.ofMinutes(370));
    private final DemandWorld world = new DemandWorld(MORNING);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void midStage_isAdjustedFromTheSixthDayOn_andTheDaySaysByWhat() {
        rice();
        weather(FIRST, LAST);

        world.desk().tick();

        List<FieldDay> days = days();
        assertThat(days).hasSize(21);
        for (FieldDay day : days) {
            LocalDate date = day.balance().day();
            long known = date.toEpochDay() - MIDDLE.toEpochDay();
            if (known < Climate.ENOUGH) {
                assertThat(day.adjustment()).isEmpty();
            } else {
                double expected = expected(date);
                FieldDay.Adjustment adjustment = day.adjustment().orElseThrow();
                assertThat(adjustment.table()).isEqualTo(1.20);
                assertThat(adjustment.climate().days()).isEqualTo((int) known);
                assertThat(day.coefficient()).isCloseTo(expected, within(1e-9)).isLessThan(1.17);
                assertThat(day.balance().potential())
                        .isCloseTo(expected * day.drivers().reference(), within(1e-9));
            }
        }
        Balances.assertClosed(days);
    }

    @Test
    void dayLater_changesNoDayThatIsKept() {
        rice();
        weather(FIRST, LAST.plusDays(1));
        DemandDesk desk = world.desk();
        desk.tick();
        List<FieldDay> before = days();

        world.clock.advance(Duration.ofDays(1));
        desk.tick();

        assertThat(days()).hasSize(22).startsWith(before.toArray(FieldDay[]::new));
        assertThat(desk.state("r-1").orElseThrow().growth().coefficient())
                .isCloseTo(expected(LAST.plusDays(2)), within(1e-9));
    }

    @Test
    void stationWithoutWind_usesThatOfTheDistrict_andWithoutAnyTheTable() {
        rice();
        for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
            world.store(DemandWorld.STATION, without("wind.speed", day));
        }
        DemandDesk desk = world.desk();
        desk.tick();
        assertThat(days()).allSatisfy(day -> assertThat(day.adjustment()).isEmpty());

        world.device("khac", "weather-station");
        for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
            world.store("khac", GeneratedWeather.station(day));
        }
        world.clock.advance(Duration.ofHours(1));
        desk.tick();
        // What comes late counts for ten days back.
        assertThat(days().getLast().adjustment().orElseThrow().climate().days()).isEqualTo(9);
    }

    @Test
    void waterSaved_isComparedAtTheSameUseOfTheCrop() {
        rice();
        weather(FIRST, LAST);
        world.desk().tick();
        List<FieldDay> days = days();
        Field field = world.works.fields().find("r-1").orElseThrow();
        FieldModel model = FieldModel.of(
                        field,
                        world.works.seasons().of("r-1").getFirst(),
                        world.works.crops().find("rice").orElseThrow().crop(),
                        List.of(),
                        Optional.empty())
                .in(new Climates(world.store.weather(DeviceId.of(DemandWorld.STATION), MIDDLE, LAST), 2)
                        .of(Optional.of(DeviceId.of(DemandWorld.STATION))));

        WaterSaved expected = WaterSaved.of(
                (PaddyBalance) model.balance(),
                new WaterState(days.getFirst().balance().before(), Confidence.neverMeasured()),
                days.stream()
                        .map(day -> DayWater.of(
                                day.balance().day(),
                                day.drivers().reference(),
                                day.drivers().rainMeasured(),
                                day.balance().irrigation()))
                        .toList());

        assertThat(new SavedWater(world.store, world.works)
                        .of(field, FIRST, LAST)
                        .orElseThrow())
                .isCloseTo(expected.cubicMetresPerHectare() * field.hectares(), within(1e-6));
    }

    @Test
    void coefficientsOfTheStaff_stayAsTheyAre() {
        Crop crop = world.works.crops().find("rice").orElseThrow().crop();
        Crop own = new Crop(
                crop.id(),
                crop.name(),
                crop.kind(),
                new CropCoefficients(1.05, 1.15, 0.70),
                crop.stages(),
                crop.roots(),
                crop.depletion(),
                crop.height(),
                "Trại thí nghiệm");
        DemandWorld.done(world.works.crops().change(own, 0, new Crops.Author("can-bo", "Đo tại ruộng")));
        rice();
        weather(FIRST, LAST);

        world.desk().tick();

        assertThat(days().getLast().coefficient()).isEqualTo(1.15);
        assertThat(days().getLast().adjustment()).isEmpty();
    }

    private void rice() {
        world.field("r-1", field -> {});
        world.season("r-1", "2026-04-20", season -> {});
    }

    private void weather(LocalDate first, LocalDate last) {
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            world.store(DemandWorld.STATION, GeneratedWeather.station(day));
        }
    }

    private static List<Reading> without(String series, LocalDate day) {
        return GeneratedWeather.station(day).stream()
                .filter(reading -> !reading.series().value().equals(series))
                .toList();
    }

    private List<FieldDay> days() {
        return new ArrayList<>(world.store.days("r-1", FIRST.minusDays(60), LAST.plusDays(30)));
    }

    /** FAO-56 eq. 62 of the generated hours, written down plainly. */
    private static double expected(LocalDate date) {
        double wind = 0;
        double driest = 0;
        int days = 0;
        for (LocalDate day = MIDDLE; day.isBefore(date); day = day.plusDays(1)) {
            double lowest = 100;
            for (int hour = 0; hour < 24; hour++) {
                wind += GeneratedWeather.wind(day, hour) / 24;
                lowest = Math.min(lowest, GeneratedWeather.humidity(day, hour));
            }
            driest += lowest;
            days++;
        }
        double atTwoMetres = wind / days * 4.87 / Math.log(67.8 * 2 - 5.42);
        return 1.20 + (0.04 * (atTwoMetres - 2) - 0.004 * (driest / days - 45)) * Math.pow(1.0 / 3, 0.3);
    }
}
