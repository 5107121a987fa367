package org.kenh.operations.irrigation.demand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kenh.operations.irrigation.agronomy.Confidence;
import org.kenh.operations.irrigation.agronomy.DailyEvapotranspiration;
import org.kenh.operations.irrigation.agronomy.Evapotranspiration;
import org.kenh.operations.irrigation.agronomy.EvapotranspirationMethod;
import org.kenh.operations.irrigation.agronomy.Gap;
import org.kenh.operations.irrigation.agronomy.Place;
import org.kenh.operations.irrigation.agronomy.Quantity;
import org.kenh.operations.irrigation.agronomy.SensorEffect;
import org.kenh.operations.irrigation.demand.FieldState.Urgency;
import org.kenh.operations.irrigation.demand.FieldState.Warning;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;

/** The daily run on a real database with generated readings. */
class DemandDeskTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-06-01");
    private static final LocalDate LAST = FIRST.plusDays(20);
    private static final Place PLACE = new Place(DemandWorld.LAT, DemandWorld.LON, 3, false);

    /** 06:10 on the day after the last. */
    private static final Instant MORNING = Hours.start(LAST.plusDays(1)).plus(Duration.ofMinutes(370));

    private final DemandWorld world = new DemandWorld(MORNING);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void threeWeeks_ofReadings_agreeWithTheAgronomy() {
        rice("r-1");
        for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
            world.store(DemandWorld.STATION, GeneratedWeather.station(day));
        }

        world.desk().tick();

        List<WeatherDay> stored = weather();
        assertThat(stored).hasSize(21);
        for (WeatherDay day : stored) {
            DailyEvapotranspiration direct = Evapotranspiration.of(
                            PLACE, GeneratedWeather.weather(day.day()), List.of())
                    .orElseThrow();
            DailyEvapotranspiration kept = day.reference().orElseThrow();
            assertThat(kept.millimetres()).isCloseTo(direct.millimetres(), within(1e-6));
            assertThat(kept.method()).isEqualTo(EvapotranspirationMethod.PENMAN_MONTEITH);
            assertThat(kept.measured()).isEqualTo(4);
            assertThat(kept.gaps()).isEmpty();
            assertThat(day.rain().orElseThrow().millimetres())
                    .isCloseTo(GeneratedWeather.rain(day.day()), within(1e-9));
            assertThat(day.hourly().orElseThrow().millimetres()).isCloseTo(kept.millimetres(), within(0.6));
        }
        assertCloses("r-1", 21);
    }

    @Test
    void radiationMissing_thenStationSilent_fallsBackInOrder() {
        rice("r-1");
        LocalDate dark = FIRST.plusDays(10);
        LocalDate bare = FIRST.plusDays(11);
        LocalDate silent = FIRST.plusDays(12);
        for (LocalDate day = FIRST; day.isBefore(silent); day = day.plusDays(1)) {
            LocalDate today = day;
            world.store(
                    DemandWorld.STATION,
                    GeneratedWeather.station(day).stream()
                            .filter(reading -> !today.equals(dark)
                                    || !reading.series().value().equals("radiation"))
                            .filter(reading -> !today.equals(bare)
                                    || reading.series().value().equals("temperature"))
                            .toList());
        }

        world.desk().tick();

        Map<LocalDate, WeatherDay> days = byDay(weather());
        DailyEvapotranspiration estimated = on(days, dark).reference().orElseThrow();
        assertThat(estimated.method()).isEqualTo(EvapotranspirationMethod.PENMAN_MONTEITH_ESTIMATED);
        assertThat(estimated.measured()).isEqualTo(3);
        assertThat(estimated.gaps()).extracting(Gap::quantity).containsExactly(Quantity.RADIATION);
        assertThat(on(days, bare).reference().orElseThrow().method()).isEqualTo(EvapotranspirationMethod.HARGREAVES);
        DailyEvapotranspiration mean = on(days, silent).reference().orElseThrow();
        assertThat(mean.method()).isEqualTo(EvapotranspirationMethod.SEVEN_DAY_MEAN);
        assertThat(mean.measured()).isZero();
        double lastSeven = FIRST.plusDays(5)
                .datesUntil(silent)
                .mapToDouble(day -> on(days, day).reference().orElseThrow().millimetres())
                .average()
                .orElseThrow();
        assertThat(mean.millimetres()).isCloseTo(lastSeven, within(1e-9));
        // Seven days after the last weather there is no mean any more: the field goes on with an assumption and says
        // so.
        assertThat(days).containsKey(silent.plusDays(6)).doesNotContainKey(silent.plusDays(7));
        Map<LocalDate, FieldDay> field = fieldDays("r-1");
        assertThat(on(field, silent.plusDays(6)).drivers().referenceSource())
                .isEqualTo(FieldDay.ReferenceSource.STATION);
        assertThat(on(field, silent.plusDays(7)).drivers().referenceSource())
                .isEqualTo(FieldDay.ReferenceSource.ASSUMED);
        assertThat(on(field, silent).drivers().rainOrigin()).isEqualTo(FieldDay.RainOrigin.NONE);
        assertCloses("r-1", 21);
    }

    @Test
    void lateReadings_changeThatDay_andOnlyWhatFollows() {
        rice("r-1");
        LocalDate late = LAST.minusDays(4);
        for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
            if (!day.equals(late)) {
                world.store(DemandWorld.STATION, GeneratedWeather.station(day));
            }
        }
        DemandDesk desk = world.desk();
        desk.tick();
        Map<LocalDate, FieldDay> before = fieldDays("r-1");
        assertThat(on(byDay(weather()), late).reference().orElseThrow().method())
                .isEqualTo(EvapotranspirationMethod.SEVEN_DAY_MEAN);

        world.store(DemandWorld.STATION, GeneratedWeather.station(late));
        world.clock.advance(Duration.ofHours(1));
        desk.tick();

        assertThat(on(byDay(weather()), late).reference().orElseThrow().method())
                .isEqualTo(EvapotranspirationMethod.PENMAN_MONTEITH);
        Map<LocalDate, FieldDay> after = fieldDays("r-1");
        assertThat(after).hasSameSizeAs(before);
        after.forEach((day, reckoned) -> {
            if (day.isBefore(late)) {
                assertThat(reckoned).isEqualTo(on(before, day));
            } else {
                assertThat(reckoned.changedAt()).isEqualTo(MORNING.plus(Duration.ofHours(1)));
                assertThat(reckoned.balance().after().storage())
                        .isNotEqualTo(on(before, day).balance().after().storage());
            }
        });

        world.clock.advance(Duration.ofHours(1));
        desk.tick();
        assertThat(fieldDays("r-1")).isEqualTo(after);
    }

    @Test
    void deliveredWater_tenDaysBack_isInTheBalance_elevenDaysBack_isNot() {
        rice("r-1");
        for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
            world.store(DemandWorld.STATION, GeneratedWeather.station(day));
        }
        DemandDesk desk = world.desk();
        desk.tick();

        give(LAST.minusDays(10), 9_000);
        give(LAST.minusDays(9), 4_500);
        world.clock.advance(Duration.ofHours(1));
        desk.tick();

        Map<LocalDate, FieldDay> days = fieldDays("r-1");
        assertThat(on(days, LAST.minusDays(10)).balance().irrigation()).isZero();
        FieldDay given = on(days, LAST.minusDays(9));
        // 4,500 m³ on 30 ha are 15 mm, of which seven tenths reach the paddy.
        assertThat(given.balance().irrigation()).isCloseTo(10.5, within(1e-9));
        assertThat(given.drivers().delivered()).isEqualTo(4_500);
        assertThat(given.drivers().how()).contains(DeliveredWater.How.FLOW_SERIES);
        assertCloses("r-1", 21);
    }

    @Test
    void waterTube_isFollowed_badAndOldReadingsAreNot() {
        rice("r-1");
        world.device("r-1-1", "field-sensor");
        for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
            world.store(DemandWorld.STATION, GeneratedWeather.station(day));
        }
        Instant evening = GeneratedWeather.at(LAST.minusDays(3), 20);
        world.store("r-1-1", List.of(Reading.good("water.depth", "m", evening, 0.042)));
        world.store(
                "r-1-1",
                List.of(Reading.of(
                        org.kenh.telemetry.SeriesName.of("water.depth"),
                        org.kenh.telemetry.Unit.of("m"),
                        evening.plus(Duration.ofHours(24)),
                        new org.kenh.telemetry.Value.Numeric(0.3),
                        org.kenh.telemetry.Quality.BAD)));

        DemandDesk desk = world.desk();
        desk.tick();

        Map<LocalDate, FieldDay> days = fieldDays("r-1");
        FieldDay measured = on(days, LAST.minusDays(3));
        assertThat(measured.balance().sensor()).isInstanceOf(SensorEffect.Applied.class);
        assertThat(measured.water()).isCloseTo(42, within(1e-9));
        assertThat(on(days, LAST.minusDays(2)).balance().sensor()).isInstanceOf(SensorEffect.None.class);
        FieldState state = desk.state("r-1").orElseThrow();
        assertThat(state.water().lastMeasured()).contains(evening);
        assertThat(state.water().confidence()).isEqualTo(Confidence.Level.COMPUTED);
        assertThat(state.warnings()).contains(Warning.SENSOR_SILENT);
        assertCloses("r-1", 21);
    }

    @Test
    void soilProbe_inPercent_movesTheBalanceHalfTheWay() {
        world.field(
                "r-1",
                field -> field.putNull("depth")
                        .putObject("moisture")
                        .put("device", "r-1-1")
                        .put("series", "soil.moisture"));
        world.device("r-1-1", "field-sensor");
        world.season(
                "r-1", FIRST.toString(), season -> season.put("crop", "cabbage").putNull("awdThreshold"));
        for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
            world.store(DemandWorld.STATION, GeneratedWeather.station(day));
        }
        Instant evening = GeneratedWeather.at(LAST, 22);
        world.store("r-1-1", List.of(Reading.good("soil.moisture", "/100", evening, 31.5)));

        world.desk().tick();

        SensorEffect effect = on(fieldDays("r-1"), LAST).balance().sensor();
        assertThat(effect).isInstanceOf(SensorEffect.Applied.class);
        SensorEffect.Applied applied = (SensorEffect.Applied) effect;
        assertThat(applied.reading().value()).isCloseTo(0.315, within(1e-9));
        assertThat(applied.correction()).isCloseTo((applied.measured() - applied.computed()) / 2, within(1e-9));
        assertCloses("r-1", 21);
    }

    @Test
    void fieldInMidSeason_startsWithItsSensor_orWithAnAssumptionThatIsSaid() {
        world.field("r-1", field -> {});
        world.device("r-1-1", "field-sensor");
        world.season("r-1", "2026-04-20", season -> {});
        world.field("r-2", field -> field.putNull("depth"));
        world.season("r-2", "2026-04-20", season -> {});
        LocalDate begun = LAST.minusDays(2);
        for (LocalDate day = begun; !day.isAfter(LAST); day = day.plusDays(1)) {
            world.store(DemandWorld.STATION, GeneratedWeather.station(day));
        }
        world.store("r-1-1", List.of(Reading.good("water.depth", "mm", GeneratedWeather.at(begun, 2), 33)));

        DemandDesk desk = world.desk();
        desk.tick();

        FieldDay measured = on(fieldDays("r-1"), begun);
        assertThat(measured.balance().before()).isEqualTo(33);
        FieldDay assumed = on(fieldDays("r-2"), begun);
        assertThat(fieldDays("r-2")).hasSize(3);
        // Day 60: alternate wetting and drying, half-way from 50 mm to 50 mm below the soil at a porosity of 0.06.
        assertThat(assumed.balance().before()).isEqualTo((50 - 50 * 0.06) / 2);
        assertThat(desk.state("r-2").orElseThrow().water().confidence()).isEqualTo(Confidence.Level.UNCERTAIN);
        assertThat(desk.state("r-2").orElseThrow().sentence().vi()).contains("ruộng không có số đo");
    }

    @Test
    void firstDay_withoutAnyReading_hasAStateAndSaysWhatItIsWorth() {
        world.field("r-1", field -> {});
        world.season("r-1", "2026-04-20", season -> {});

        DemandDesk desk = world.desk();
        desk.tick();

        assertThat(fieldDays("r-1")).isEmpty();
        FieldState state = desk.state("r-1").orElseThrow();
        assertThat(state.warnings()).containsExactly(Warning.SENSOR_SILENT, Warning.NO_WEATHER);
        assertThat(state.weather().evapotranspiration()).isBetween(3.0, 5.0);
        assertThat(state.needed()).isPresent();
        assertThat(desk.ahead("r-1")).hasSize(FieldLook.AHEAD);
    }

    @Test
    void fiveInTheMorning_reckonsYesterday_andTheStateFollowsTheDay() {
        rice("r-1");
        for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
            world.store(DemandWorld.STATION, GeneratedWeather.station(day));
        }
        TestSteps steps = new TestSteps(Hours.start(LAST.plusDays(1)).plus(Duration.ofMinutes(270)));
        DemandDesk desk = steps.desk();
        desk.tick();
        assertThat(fieldDays("r-1").keySet()).doesNotContain(LAST);
        FieldState atNight = desk.state("r-1").orElseThrow();

        steps.advance(Duration.ofMinutes(30));
        desk.tick();
        assertThat(fieldDays("r-1").keySet()).contains(LAST);

        steps.advance(Duration.ofHours(10));
        desk.tick();
        FieldState atThree = desk.state("r-1").orElseThrow();
        // Both looks come from the same end of yesterday; the sun and the soil have taken water since.
        assertThat(atThree.water().storage()).isLessThan(atNight.water().storage());
        assertThat(world.store.bulletins(LAST.plusDays(1))).hasSize(1);
        steps.close();
    }

    @Test
    void seasonEnteredOrChanged_isReckonedAtTheNextTick() {
        for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
            world.store(DemandWorld.STATION, GeneratedWeather.station(day));
        }
        DemandDesk desk = world.desk();
        desk.tick();
        assertThat(desk.states()).isEmpty();

        rice("r-1");
        world.clock.advance(Duration.ofMinutes(1));
        desk.tick();
        assertThat(desk.states()).hasSize(1);
        assertThat(fieldDays("r-1")).hasSize(21);

        org.kenh.operations.irrigation.field.Season season =
                world.works.seasons().of("r-1").getFirst();
        DemandWorld.done(world.works.seasons().replace(startingOn(season, FIRST.plusDays(12)), "can-bo"));
        world.clock.advance(Duration.ofMinutes(1));
        desk.tick();
        // Land preparation begins seven days before transplanting.
        assertThat(fieldDays("r-1").keySet()).hasSize(16).contains(FIRST.plusDays(5));
        assertThat(fieldDays("r-1").values())
                .extracting(FieldDay::seasonRevision)
                .containsOnly(2);
    }

    @Test
    void fieldThatCannotBe_keepsNoOtherFromBeingReckoned() {
        rice("r-1");
        rice("r-2");
        for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
            world.store(DemandWorld.STATION, GeneratedWeather.station(day));
        }
        // 9 m of water in a day: somebody has mistaken litres for cubic metres.
        give(LAST, 4_000_000);

        DemandDesk desk = world.desk();
        desk.tick();

        assertThat(fieldDays("r-2")).hasSize(21);
        assertThat(desk.states()).extracting(FieldState::field).containsExactly("r-2");
    }

    @Test
    void seasonEnded_keepsItsLastDays_andTheNextOneBeginsAfterIt() {
        rice("r-1");
        for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
            world.store(DemandWorld.STATION, GeneratedWeather.station(day));
        }
        DemandDesk desk = world.desk();
        desk.tick();
        org.kenh.operations.irrigation.field.Season season =
                world.works.seasons().of("r-1").getFirst();

        DemandWorld.done(world.works.seasons().replace(endedOn(season, LAST.minusDays(5)), "can-bo"));
        world.season(
                "r-1",
                LAST.minusDays(2).toString(),
                next -> next.put("crop", "cabbage").putNull("awdThreshold"));
        world.clock.advance(Duration.ofMinutes(1));
        desk.tick();

        Map<LocalDate, FieldDay> days = fieldDays("r-1");
        assertThat(days).hasSize(19).doesNotContainKey(LAST.minusDays(4)).doesNotContainKey(LAST.minusDays(3));
        assertThat(on(days, LAST.minusDays(5)).paddy()).isTrue();
        assertThat(on(days, LAST.minusDays(2)).paddy()).isFalse();
        assertThat(on(days, LAST.minusDays(2)).balance().before()).isZero();
        assertThat(desk.state("r-1").orElseThrow().growth().crop()).isEqualTo("cabbage");
    }

    @Test
    void rainForecast_putsOffTheNeed_andTheNearestAreaCounts() {
        rice("r-1");
        for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
            world.store(DemandWorld.STATION, GeneratedWeather.station(day));
        }
        DemandDesk desk = world.desk();
        desk.tick();
        FieldState dry = desk.state("r-1").orElseThrow();

        LocalDate today = LAST.plusDays(1);
        Instant now = world.clock.instant();
        world.store.keepForecasts(List.of(
                new RainForecast(Optional.empty(), today.plusDays(1), 80, "Đài", "can-bo", now),
                new RainForecast(Optional.of("huyen"), today.plusDays(1), 60, "Đài", "can-bo", now),
                new RainForecast(Optional.of("xa-khac"), today.plusDays(1), 90, "Đài", "can-bo", now)));
        world.clock.advance(Duration.ofMinutes(15));
        desk.tick();

        FieldState wet = desk.state("r-1").orElseThrow();
        assertThat(wet.weather().rainAhead()).isEqualTo(60);
        assertThat(desk.ahead("r-1").get(1).rain()).hasValue(60);
        assertThat(wet.needed().map(FieldState.Needed::needBy).orElse(Instant.MAX))
                .isAfter(dry.needed().orElseThrow().needBy());
    }

    @Test
    void fouledTube_withOneLowReading_asksForNoWater() {
        world.field("r-1", field -> {});
        world.device("r-1-1", "field-sensor");
        world.season("r-1", "2026-04-20", season -> {});
        world.store(
                "r-1-1",
                List.of(
                        Reading.good("water.depth", "mm", MORNING.minus(Duration.ofMinutes(100)), 45),
                        Reading.good("water.depth", "mm", MORNING.minusSeconds(300), -400)));
        DemandDesk desk = world.desk();

        desk.tick();

        FieldState state = desk.state("r-1").orElseThrow();
        assertThat(state.water().now()).isCloseTo(45, within(0.01));
        assertThat(state.needed().orElseThrow().days()).isGreaterThan(2);
        assertThat(new PlanNeeds(desk).within(new Period(MORNING, MORNING.plus(Duration.ofDays(2)))))
                .isEmpty();
    }

    @Test
    void tubeThatFallsSilentBeforeTheRain_doesNotTakeTheRainAway() {
        world.field("r-1", field -> {});
        world.device("r-1-1", "field-sensor");
        world.season("r-1", "2026-04-20", season -> {});
        LocalDate wet = FIRST.datesUntil(LAST)
                .max(Comparator.comparingDouble(GeneratedWeather::rain))
                .orElseThrow();
        for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
            world.store(DemandWorld.STATION, GeneratedWeather.station(day));
        }
        world.store("r-1-1", List.of(Reading.good("water.depth", "mm", GeneratedWeather.at(wet, 7), -40)));

        world.desk().tick();

        FieldDay day = on(fieldDays("r-1"), wet);
        assertThat(day.balance().rain()).isGreaterThan(12);
        assertThat(day.balance().sensor()).isInstanceOf(SensorEffect.Applied.class);
        // −40 mm are 2.4 mm of water below the soil; less than 10 mm go in a day.
        assertThat(day.balance().after().storage())
                .isBetween(
                        -2.4 + day.balance().rain() - 10, -2.4 + day.balance().rain());
        assertCloses("r-1", 21);
    }

    @Test
    void deepWater_isToldAfterWholeDays_andNotWhenItIsGone() {
        for (String id : List.of("r-4", "r-5", "r-6")) {
            world.field(id, field -> {});
            world.device(id + "-1", "field-sensor");
            world.season(id, "2026-04-20", season -> {});
        }
        for (LocalDate day = LAST.minusDays(4); !day.isAfter(LAST); day = day.plusDays(1)) {
            world.store(DemandWorld.STATION, GeneratedWeather.station(day));
        }
        deep("r-4", LAST.minusDays(3), 140);
        deep("r-5", LAST.minusDays(4), 140);
        deep("r-6", LAST.minusDays(4), 60);
        DemandDesk desk = world.desk();

        desk.tick();

        assertThat(desk.state("r-4").orElseThrow().warnings()).doesNotContain(Warning.TOO_DEEP);
        assertThat(desk.state("r-5").orElseThrow().warnings()).contains(Warning.TOO_DEEP);
        assertThat(desk.state("r-6").orElseThrow().warnings()).doesNotContain(Warning.TOO_DEEP);
    }

    @Test
    void dryPaddyWithATube_needsWaterNow_afterTwoReadings() {
        world.field("r-1", field -> {});
        world.device("r-1-1", "field-sensor");
        world.season("r-1", "2026-04-20", season -> {});
        world.store("r-1-1", List.of(Reading.good("water.depth", "mm", MORNING.minusSeconds(300), -60)));
        DemandDesk desk = world.desk();

        desk.tick();
        assertThat(desk.state("r-1").orElseThrow().urgency()).isEqualTo(Urgency.SOON);

        world.clock.advance(Duration.ofMinutes(90));
        world.store(
                "r-1-1",
                List.of(Reading.good("water.depth", "mm", world.clock.instant().minusSeconds(60), -61)));
        desk.tick();
        FieldState state = desk.state("r-1").orElseThrow();
        assertThat(state.urgency()).isEqualTo(Urgency.NOW);
        assertThat(state.water().now()).isCloseTo(-61, within(0.01));
        FieldState.Needed needed = state.needed().orElseThrow();
        assertThat(needed.days()).isZero();
        assertThat(needed.net()).isCloseTo(50 + 61 * 0.06, within(0.01));
        assertThat(needed.cubicMetres()).isCloseTo(needed.net() / 0.7 * 10 * 30, within(0.01));
        assertThat(state.sentence().vi())
                .startsWith("Ruộng cần nước ngay hôm nay")
                .contains("−6 cm");
        assertThat(state.sentence().en()).startsWith("The field needs water today");
    }

    private void rice(String id) {
        world.field(id, field -> {});
        world.season(id, FIRST.minusDays(3).toString(), season -> {});
    }

    /** Two readings of 140 mm on each day, and another this morning. */
    private void deep(String field, LocalDate from, double now) {
        List<Reading> readings = new ArrayList<>();
        for (LocalDate day = from; !day.isAfter(LAST); day = day.plusDays(1)) {
            readings.add(Reading.good("water.depth", "mm", GeneratedWeather.at(day, 0), 140));
            readings.add(Reading.good("water.depth", "mm", GeneratedWeather.at(day, 23), 140));
        }
        readings.add(Reading.good("water.depth", "mm", MORNING.minusSeconds(300), now));
        world.store(field + "-1", readings);
    }

    private void give(LocalDate day, double cubicMetres) {
        world.given.add(new DemandWorld.Given(
                "r-1", new DeliveredWater.Delivered(day, cubicMetres, DeliveredWater.How.FLOW_SERIES)));
    }

    private List<WeatherDay> weather() {
        return world.store.weather(DeviceId.of(DemandWorld.STATION), FIRST.minusDays(30), LAST.plusDays(30));
    }

    private Map<LocalDate, FieldDay> fieldDays(String field) {
        return world.store.days(field, FIRST.minusDays(200), LAST.plusDays(30)).stream()
                .collect(Collectors.toMap(day -> day.balance().day(), Function.identity()));
    }

    private static <T> T on(Map<LocalDate, T> days, LocalDate day) {
        T found = days.get(day);
        assertThat(found).as("%s", day).isNotNull();
        return java.util.Objects.requireNonNull(found);
    }

    private static Map<LocalDate, WeatherDay> byDay(List<WeatherDay> days) {
        return days.stream().collect(Collectors.toMap(WeatherDay::day, Function.identity()));
    }

    /** Day by day and over all, as the rows in the store have it. */
    private void assertCloses(String field, int size) {
        List<FieldDay> days = new ArrayList<>(fieldDays(field).values());
        days.sort(java.util.Comparator.comparing(day -> day.balance().day()));
        assertThat(days).hasSize(size);
        Balances.assertClosed(days);
    }

    private static org.kenh.operations.irrigation.field.Season startingOn(
            org.kenh.operations.irrigation.field.Season season, LocalDate day) {
        return changed(season, day, season.endedOn());
    }

    private static org.kenh.operations.irrigation.field.Season endedOn(
            org.kenh.operations.irrigation.field.Season season, LocalDate day) {
        return changed(season, season.startsOn(), Optional.of(day));
    }

    private static org.kenh.operations.irrigation.field.Season changed(
            org.kenh.operations.irrigation.field.Season season, LocalDate day, Optional<LocalDate> end) {
        return new org.kenh.operations.irrigation.field.Season(
                season.id(),
                season.field(),
                season.crop(),
                season.variety(),
                season.method(),
                day,
                season.stageDays(),
                season.seedlingDays(),
                season.awdThreshold(),
                season.fertiliser(),
                end,
                season.revision());
    }

    /** The same district under another clock. */
    private final class TestSteps implements AutoCloseable {
        private final org.kenh.operations.TestClock clock;

        TestSteps(Instant start) {
            clock = new org.kenh.operations.TestClock(start);
        }

        DemandDesk desk() {
            return new DemandDesk(
                    new DemandDesk.World(
                            world.places(),
                            world.ingest.series(),
                            world.works,
                            world.store,
                            new StoredForecasts(world.places(), world.store),
                            DeliveredWater.NONE,
                            world.news,
                            clock),
                    DemandSettings.STANDARD);
        }

        void advance(Duration by) {
            clock.advance(by);
        }

        @Override
        public void close() {
            assertThat(clock.instant()).isAfter(MORNING);
        }
    }
}
