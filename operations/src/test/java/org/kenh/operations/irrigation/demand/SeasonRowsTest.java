package org.kenh.operations.irrigation.demand;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kenh.gateway.intake.Receipt;
import org.kenh.operations.irrigation.agronomy.SensorEffect;
import org.kenh.telemetry.Reading;

/** Whole seasons as the store has them, and how long it takes to reckon many of them for the first time. */
class SeasonRowsTest {
    private static final LocalDate PLANTED = LocalDate.parse("2026-02-10");
    private static final int DAYS = 120;

    /** More are reckoned with {@code -Dkenh.demand.fields=200}: see docs/irrigation.md. */
    private static final int FIELDS = Integer.getInteger("kenh.demand.fields", 12);

    private static final Instant AFTERWARDS =
            Hours.start(PLANTED.plusDays(DAYS)).plus(Duration.ofHours(6));
    private static final int UNDER_WAY = 20;

    private final DemandWorld world = new DemandWorld(AFTERWARDS);
    private final List<CompletableFuture<Receipt>> sent = new ArrayList<>();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void seasonsOfRiceAndCabbage_closeToATenthOfAMillimetre() {
        weather();
        world.field("lua", field -> field.putNull("depth"));
        world.season("lua", PLANTED.toString(), season -> season.put("crop", "rice-local"));
        world.field("rau", field -> field.putNull("depth"));
        world.season("rau", PLANTED.toString(), season -> season.put("crop", "cabbage"));
        for (int day = 5; day < DAYS; day += 9) {
            give("lua", PLANTED.plusDays(day), 24_643);
            give("rau", PLANTED.plusDays(day), 9_000);
        }

        world.desk().tick();

        for (String field : List.of("lua", "rau")) {
            List<FieldDay> days = days(field);
            assertThat(days).hasSize(DAYS);
            Balances.assertClosed(days);
            assertThat(days.stream()
                            .mapToDouble(day -> day.balance().irrigation())
                            .sum())
                    .isGreaterThan(200);
            assertThat(days.stream()
                            .mapToDouble(day ->
                                    day.balance().percolation() + day.balance().runoff())
                            .sum())
                    .isPositive();
        }
        // The day of transplanting takes from the water that preparing the land has left: full soil.
        assertThat(days("lua").getFirst().balance().day()).isEqualTo(PLANTED);
    }

    @Test
    void manyFields_forTheFirstTime_takeLittleTime() {
        weather();
        for (int number = 1; number <= FIELDS; number++) {
            String id = "r-" + number;
            world.field(id, field -> {});
            world.season(id, PLANTED.toString(), season -> {});
            world.device(id + "-1", "field-sensor");
            tube(id + "-1", number);
        }
        arrived();

        DemandDesk desk = world.desk();
        Duration first = tick(desk);
        world.clock.advance(Duration.ofHours(1));
        Duration again = tick(desk);

        System.getLogger("bench")
                .log(System.Logger.Level.INFO, "{0} fields of {1} days: {2}, then {3}", FIELDS, DAYS, first, again);
        assertThat(first).isLessThan(Duration.ofSeconds(10 + FIELDS));
        List<FieldDay> days = days("r-" + FIELDS);
        assertThat(days).hasSize(DAYS);
        assertThat(days).allSatisfy(day -> assertThat(day.balance().sensor()).isInstanceOf(SensorEffect.Applied.class));
        Balances.assertClosed(days);
    }

    private static Duration tick(DemandDesk desk) {
        long start = System.nanoTime();
        desk.tick();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private List<FieldDay> days(String field) {
        List<FieldDay> days = new ArrayList<>(world.store.days(field, PLANTED.minusDays(30), PLANTED.plusDays(DAYS)));
        days.sort(Comparator.comparing(day -> day.balance().day()));
        return days;
    }

    private void give(String field, LocalDate day, double cubicMetres) {
        world.given.add(new DemandWorld.Given(
                field, new DeliveredWater.Delivered(day, cubicMetres, DeliveredWater.How.TURN_EVENT)));
    }

    private void weather() {
        for (int day = 0; day < DAYS; day++) {
            send(DemandWorld.STATION, GeneratedWeather.station(PLANTED.plusDays(day)));
        }
        arrived();
    }

    /** Hourly levels of ten days in a pack. */
    private void tube(String device, int number) {
        List<Reading> readings = new ArrayList<>();
        for (int hour = 0; hour < DAYS * 24; hour++) {
            Instant at = GeneratedWeather.at(PLANTED.plusDays(hour / 24), hour % 24);
            readings.add(Reading.good("water.depth", "mm", at, 20 + 15 * Math.sin(hour / 40.0 + number)));
            readings.add(Reading.good(
                    "rain.today", "mm", at, GeneratedWeather.rainToday(PLANTED.plusDays(hour / 24), hour % 24)));
            if (readings.size() >= 480) {
                send(device, List.copyOf(readings));
                readings.clear();
            }
        }
        send(device, readings);
    }

    private void send(String device, List<Reading> readings) {
        if (!readings.isEmpty()) {
            sent.add(world.send(device, readings));
        }
        if (sent.size() >= UNDER_WAY) {
            arrived();
        }
    }

    private void arrived() {
        sent.forEach(one -> assertThat(one.join()).isInstanceOf(Receipt.Committed.class));
        sent.clear();
    }
}
