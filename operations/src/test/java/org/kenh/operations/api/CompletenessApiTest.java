package org.kenh.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.kenh.operations.account.Role;
import org.kenh.operations.api.ApiHarness.Person;
import org.kenh.operations.api.ApiHarness.Place;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.PackNumber;
import org.kenh.telemetry.Reading;

/** How complete the data are, for those who may see them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompletenessApiTest {
    private static final Instant MORNING = ApiHarness.START.minus(Duration.ofHours(2));

    private final ApiHarness harness = new ApiHarness();
    private final Person admin = harness.admin();

    @AfterAll
    void close() {
        harness.close();
    }

    @Test
    void days_ofADevice_tellWhatIsMissing() {
        DeviceId device = harness.place().device();
        store(device, 1, 2, 3, 5);

        JsonNode days =
                admin.expect(200, admin.get("/devices/" + device + "/completeness?from=2026-02-28&to=2026-03-01"));

        assertThat(days).hasSize(2);
        assertThat(days.get(0).path("counting").asText()).isEqualTo("unknown");
        assertThat(days.get(0).path("packs").toString())
                .isEqualTo("{\"expected\":null,\"received\":0,\"late\":0,\"lost\":null}");
        JsonNode day = days.get(1);
        assertThat(day.path("day").asText()).isEqualTo("2026-03-01");
        assertThat(day.path("counting").asText()).isEqualTo("sequence");
        assertThat(day.path("complete").asBoolean(true)).isFalse();
        assertThat(day.path("share").asDouble()).isEqualTo(0.8);
        assertThat(day.path("packs").toString()).isEqualTo("{\"expected\":5,\"received\":4,\"late\":4,\"lost\":1}");
        assertThat(day.path("lateSeconds").asLong()).isEqualTo((long) (4 * 600 * 0.8));
        assertThat(day.path("lastAt").asText()).isEqualTo("2026-03-01T03:50:00Z");
    }

    @Test
    void days_withoutRange_areTheLastThirty() {
        DeviceId device = harness.place().device();

        assertThat(admin.expect(200, admin.get("/devices/" + device + "/completeness")))
                .hasSize(30);
    }

    @Test
    void devices_ofADay_areSortedByWhatIsMissing() {
        Place place = harness.place();
        String worse = ApiHarness.fresh("tb");
        String silent = ApiHarness.fresh("tb");
        for (String id : List.of(worse, silent)) {
            admin.expect(
                    201,
                    admin.post("/devices", Map.of("id", id, "site", place.site(), "kind", "gauge", "name", "Máy đo")));
        }
        store(place.device(), 1, 2, 3);
        store(DeviceId.of(worse), 1, 3);

        JsonNode devices = admin.expect(
                200, admin.get("/completeness?day=2026-03-01&area=" + place.area() + "&site=" + place.site()));

        assertThat(devices.valueStream().map(one -> one.path("device").asText()))
                .containsExactly(worse, place.device().value(), silent);
    }

    @Test
    void devices_outsideTheArea_areNotThere() {
        Place place = harness.place();
        Place other = harness.place();
        Person local = harness.person(Optional.of(place.area()), Role.COMMUNE_VIEWER);

        assertThat(local.expect(200, local.get("/completeness"))
                        .valueStream()
                        .map(one -> one.path("device").asText()))
                .containsExactly(place.device().value());
        assertThat(local.get("/devices/" + other.device() + "/completeness").statusCode())
                .isEqualTo(404);
        assertThat(harness.nobody().get("/completeness").statusCode()).isEqualTo(401);
    }

    @Test
    void range_unfit_isRefusedByName() {
        String path = "/devices/" + harness.place().device() + "/completeness";

        assertThat(admin.complaints(admin.get(path + "?from=2026-03-02&to=2026-03-01")))
                .containsExactly("from");
        assertThat(admin.complaints(admin.get(path + "?from=2025-01-01&to=2026-03-01")))
                .containsExactly("from");
        assertThat(admin.complaints(admin.get(path + "?from=heute&to=3000-01-01&x=1")))
                .containsExactlyInAnyOrder("from", "to", "x");
        assertThat(admin.complaints(admin.get("/completeness?day=1"))).containsExactly("day");
    }

    /** One pack every ten minutes from the morning on, those with these numbers. */
    private void store(DeviceId device, int... numbers) {
        for (int number : numbers) {
            Reading reading = Reading.good("level", "m", MORNING.plusSeconds(600L * number), number);
            harness.store(device, List.of(reading), Optional.of(new PackNumber(7, number)));
        }
    }
}
