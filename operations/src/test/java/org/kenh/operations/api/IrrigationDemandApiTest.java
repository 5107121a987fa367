package org.kenh.operations.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.kenh.operations.account.Role;
import org.kenh.operations.api.ApiHarness.Person;
import org.kenh.operations.api.ApiHarness.Place;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;

/** States, days, weather, forecasts and bulletins through the API. It is noon of the first of March. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IrrigationDemandApiTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-03-01");
    private static final String FORECAST = "/irrigation/rain-forecast";

    private final ApiHarness harness = new ApiHarness();
    private final Person admin = harness.admin();
    private final Place place = harness.place();
    private final Place other = harness.place();
    private final String here = ApiHarness.fresh("ruong");
    private final String there = ApiHarness.fresh("ruong");

    @BeforeAll
    void reckon() {
        field(here, place);
        field(there, other);
        for (int ago = 1; ago <= 3; ago++) {
            store(place.device(), TODAY.minusDays(ago));
        }
        harness.demand.tick();
        harness.clock.advance(Duration.ofMinutes(5));
        harness.demand.tick();
    }

    @AfterAll
    void close() {
        harness.close();
    }

    @Test
    void states_areThoseOfThePersonsArea() {
        assertThat(ids(admin)).contains(here, there);
        assertThat(ids(harness.person(Optional.of(place.area()), Role.COMMUNE_VIEWER)))
                .containsExactly(here);
        Person farmer = harness.person(Optional.of(place.area()), Role.COOPERATIVE);
        assertThat(ids(farmer)).containsExactly(here);
        assertThat(farmer.get("/irrigation/fields/" + there + "/state").statusCode())
                .isEqualTo(404);
        assertThat(farmer.get("/irrigation/fields/" + there + "/days").statusCode())
                .isEqualTo(404);
    }

    @Test
    void state_saysWhatTheFieldNeedsAndWhy() {
        JsonNode state = admin.expect(200, admin.get("/irrigation/fields/" + here + "/state"));

        assertThat(state.path("growth").path("kind").asText()).isEqualTo("dry");
        assertThat(state.path("growth").path("day").asInt()).isEqualTo(50);
        assertThat(state.path("growth").path("phase").isNull()).isTrue();
        assertThat(state.path("water").path("confidence").asText()).isEqualTo("uncertain");
        assertThat(state.path("water").path("soil").path("available").asDouble())
                .isPositive();
        assertThat(state.path("weather").path("rainThreeDays").asDouble()).isCloseTo(12, within(0.01));
        assertThat(state.path("sentence").path("vi").asText()).startsWith("Ruộng ");
        assertThat(state.path("sentence").path("en").asText()).startsWith("The field ");
        JsonNode needed = state.path("needed");
        assertThat(needed.path("cubicMetres").asDouble())
                .isCloseTo(needed.path("gross").asDouble() * 10 * 30, within(0.5));
    }

    @Test
    void days_closeWaterBalance_andGoOnAhead() {
        JsonNode json = admin.expect(200, admin.get("/irrigation/fields/" + here + "/days?from=2026-02-01"));

        assertThat(json.path("days")).hasSize(3);
        for (JsonNode day : json.path("days")) {
            double came = day.path("rain").asDouble()
                    + day.path("irrigation").asDouble()
                    + day.path("correction").asDouble();
            double went = day.path("evapotranspiration").asDouble()
                    + day.path("percolation").asDouble()
                    + day.path("runoff").asDouble();
            double change = day.path("after").asDouble() - day.path("before").asDouble();
            assertThat(came - went).isCloseTo(change, within(0.01));
            assertThat(day.path("referenceSource").asText()).isEqualTo("station");
        }
        assertThat(json.path("forecast")).hasSize(10);
        assertThat(json.path("forecast").path(0).path("day").asText()).isEqualTo("2026-03-01");
        assertThat(json.path("forecast").path(5).path("rain").isNull()).isTrue();
        assertThat(admin.complaints(admin.get("/irrigation/fields/" + here + "/days?from=2020-01-01")))
                .containsExactly("to");
    }

    @Test
    void weather_tellsHowEvapotranspirationWasFound() {
        JsonNode days = admin.expect(
                200, admin.get("/irrigation/weather?device=" + place.device().value()));

        assertThat(days).hasSize(3);
        JsonNode day = days.path(2);
        assertThat(day.path("method").asText()).isEqualTo("hargreaves");
        assertThat(day.path("quality").asInt()).isEqualTo(1);
        assertThat(day.path("inputs").path("max-temperature").asDouble()).isEqualTo(24);
        assertThat(day.path("missing")).hasSize(3);
        assertThat(day.path("rainSource").asText()).isEqualTo("intensity");
        Person stranger = harness.person(Optional.of(other.area()), Role.COMMUNE_VIEWER);
        assertThat(stranger.get("/irrigation/weather?device=" + place.device().value())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void forecast_ofADayOrATable_isKeptAuditedAndReckonedWith() {
        Map<String, Object> one =
                Map.of("area", place.area(), "day", "2026-03-02", "millimetres", 18.5, "source", "Đài khí tượng");
        assertThat(admin.expect(200, admin.put(FORECAST, one))).hasSize(1);
        String table = "ngày;mưa\n2026-03-03;4,5\n04/03/2026;0\n";
        assertThat(admin.expect(200, admin.put(FORECAST, Map.of("area", place.area(), "csv", table))))
                .hasSize(2);

        JsonNode listed = admin.expect(200, admin.get(FORECAST));
        assertThat(listed.findValuesAsText("day")).contains("2026-03-02", "2026-03-03", "2026-03-04");
        assertThat(harness.audit.newest(Optional.empty(), 5))
                .anySatisfy(entry -> assertThat(entry.entry().detail()).contains("2026-03-02 18.5 mm"));
        harness.demand.tick();
        JsonNode state = admin.expect(200, admin.get("/irrigation/fields/" + here + "/state"));
        assertThat(state.path("weather").path("rainAhead").asDouble()).isEqualTo(23);
        JsonNode elsewhere = admin.expect(200, admin.get("/irrigation/fields/" + there + "/state"));
        assertThat(elsewhere.path("weather").path("rainAhead").asDouble()).isZero();

        Map<String, Object> away = new HashMap<>(one);
        away.put("millimetres", null);
        assertThat(admin.expect(200, admin.put(FORECAST, away))).isEmpty();
        assertThat(admin.expect(200, admin.get(FORECAST)).findValuesAsText("day"))
                .doesNotContain("2026-03-02");
    }

    @Test
    void forecast_thatIsWrongOrNotOnesOwn_isRefused() {
        Person officer = harness.person(Optional.of(place.area()), Role.AGRICULTURE_OFFICER);
        Person viewer = harness.person(Optional.of(place.area()), Role.COMMUNE_VIEWER);
        Map<String, Object> everywhere = Map.of("day", "2026-03-05", "millimetres", 10);
        Map<String, Object> elsewhere = Map.of("area", other.area(), "day", "2026-03-05", "millimetres", 10);

        assertThat(officer.put(FORECAST, everywhere).statusCode()).isEqualTo(403);
        assertThat(officer.complaints(officer.put(FORECAST, elsewhere))).containsExactly("area");
        assertThat(viewer.put(FORECAST, elsewhere).statusCode()).isEqualTo(403);
        assertThat(admin.complaints(admin.put(FORECAST, Map.of("day", "x", "millimetres", -1, "màu", "xanh"))))
                .contains("day", "millimetres", "màu");
        assertThat(admin.complaints(admin.put(FORECAST, Map.of("csv", "2026-03-05,10\n2026-03-06,nhiều"))))
                .containsExactly("csv");
        assertThat(admin.expect(200, admin.get(FORECAST)).findValuesAsText("day"))
                .doesNotContain("2026-03-05");
    }

    @Test
    void bulletins_areThoseOfTheMorning_byArea() {
        JsonNode all = admin.expect(200, admin.get("/irrigation/bulletins?day=2026-03-01"));
        JsonNode own = admin.expect(200, admin.get("/irrigation/bulletins?area=" + place.area()));

        assertThat(all).hasSize(2);
        assertThat(own).hasSize(1);
        assertThat(own.path(0).path("vi").asText()).startsWith("Bản tin đồng ruộng Xã, Chủ nhật ngày 1 tháng 3.");
        assertThat(own.path(0).path("sms").asText()).matches("\\p{ASCII}{20,160}");
        assertThat(admin.expect(200, admin.get("/irrigation/bulletins?day=2026-02-28")))
                .isEmpty();
    }

    private List<String> ids(Person person) {
        return person.expect(200, person.get("/irrigation/states")).findValuesAsText("field");
    }

    /** Cabbage on 30 ha since fifty days. */
    private void field(String id, Place where) {
        String canal = ApiHarness.fresh("kenh");
        admin.expect(
                201,
                admin.post(
                        "/irrigation/canals",
                        Map.of("id", canal, "name", "Kênh", "area", where.area(), "capacity", 2.0)));
        Map<String, Object> field = new HashMap<>(Map.of(
                "id", id, "name", "Đồng " + id, "area", where.area(), "canal", canal, "hectares", 30, "flow", 0.3));
        field.put("efficiency", 0.7);
        field.put("weather", where.device().value());
        admin.expect(201, admin.post("/irrigation/fields", field));
        Map<String, Object> season = Map.of(
                "crop",
                "cabbage",
                "method",
                "transplanting",
                "startsOn",
                TODAY.minusDays(50).toString());
        admin.expect(201, admin.post("/irrigation/fields/" + id + "/seasons", season));
    }

    /** A thermometer from 16 to 24 °C and half a millimetre an hour in the first eight hours. */
    private void store(DeviceId device, LocalDate day) {
        List<Reading> readings = new ArrayList<>();
        Instant start =
                day.atStartOfDay(java.time.ZoneId.of("Asia/Ho_Chi_Minh")).toInstant();
        for (int hour = 0; hour < 24; hour++) {
            Instant at = start.plus(Duration.ofMinutes(60L * hour + 30));
            readings.add(Reading.good("temperature", "Cel", at, hour == 14 ? 24 : 16 + (hour % 8)));
            readings.add(Reading.good("rain.intensity", "mm/h", at, hour < 8 ? 0.75 : 0));
        }
        harness.store(device, readings);
    }
}
