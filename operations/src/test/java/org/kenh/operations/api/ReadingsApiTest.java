package org.kenh.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.kenh.operations.api.ApiHarness.Person;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/** Readings in every form in which they can be asked for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadingsApiTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");

    private final ApiHarness harness = new ApiHarness();
    private final Person admin = harness.admin();

    @AfterAll
    void close() {
        harness.close();
    }

    @Test
    void readings_asTheyAre_comeBackExactly() {
        DeviceId device = harness.place().device();
        SeriesName name = SeriesName.of("pump-1/running");
        harness.store(
                device,
                List.of(
                        Reading.of(name, Unit.NONE, BEGIN.plusSeconds(2), new Value.Flag(true), Quality.GOOD),
                        Reading.good("level", "m", BEGIN.plusMillis(1), 1.25),
                        Reading.of(
                                SeriesName.of("level"),
                                Unit.of("m"),
                                BEGIN.plusSeconds(1),
                                new Value.Numeric(-0.5),
                                Quality.UNCERTAIN)));

        assertThat(admin.get("/readings?device=" + device + "&series=level").body())
                .isEqualTo("[{\"at\":\"2026-03-01T00:00:00.001Z\",\"value\":1.25,\"quality\":\"good\"},"
                        + "{\"at\":\"2026-03-01T00:00:01Z\",\"value\":-0.5,\"quality\":\"uncertain\"}]");
        assertThat(admin.get("/readings?device=" + device + "&series=pump-1/running")
                        .body())
                .contains("\"value\":true");
        assertThat(admin.get("/readings?device=" + device + "&series=level&limit=1")
                        .body())
                .contains("1.25")
                .doesNotContain("-0.5");
        assertThat(admin.get("/readings?device=" + device + "&series=level&from=2026-03-01T07:00:01%2B07:00")
                        .body())
                .contains("-0.5")
                .doesNotContain("1.25");
        assertThat(admin.get("/readings?device=" + device + "&series=level&to=2025-01-01T00:00:00Z")
                        .body())
                .isEqualTo("[]");
    }

    @Test
    void readings_manyThousand_areStreamedWhole() {
        DeviceId device = harness.place().device();
        store(device, 20_000);

        JsonNode all = admin.expect(200, admin.get("/readings?device=" + device + "&series=level"));
        assertThat(all).hasSize(20_000);
        assertThat(all.get(19_999).path("value").asDouble()).isEqualTo(19_999);
    }

    @Test
    void readings_inBuckets_haveTheAggregatesAskedFor() {
        DeviceId device = harness.place().device();
        store(device, 7_200);
        String path = "/readings?device=" + device + "&series=level&bucket=PT1H";

        JsonNode hours = admin.expect(200, admin.get(path + "&agg=max,count"));
        assertThat(hours.toString())
                .isEqualTo("[{\"at\":\"2026-03-01T00:00:00Z\",\"max\":3599.0,\"count\":3600},"
                        + "{\"at\":\"2026-03-01T01:00:00Z\",\"max\":7199.0,\"count\":3600}]");
        assertThat(admin.expect(200, admin.get(path)).get(0).propertyStream().map(Map.Entry::getKey))
                .containsExactly("at", "avg", "min", "max", "count");
    }

    @Test
    void readings_thinnedOut_keepTheExtremes() {
        DeviceId device = harness.place().device();
        store(device, 5_000);
        harness.store(device, List.of(Reading.good("level", "m", BEGIN.plusMillis(2_500_500), 99_999)));

        JsonNode points = admin.expect(200, admin.get("/readings?device=" + device + "&series=level&points=100"));
        assertThat(points.size()).isBetween(2, 100);
        assertThat(points.toString()).contains("99999.0");
    }

    @Test
    void readings_askedForWrongly_areRefusedNamingEverything() {
        assertThat(admin.complaints(admin.get("/readings"))).containsExactly("device", "series");
        assertThat(admin.complaints(
                        admin.get("/readings?device=-&series=%20%21&from=gestern&to=2026-02-30T00:00:00Z&bucket=PT0S"
                                + "&agg=median&limit=0&points=1&device=b&x=1")))
                .containsExactlyInAnyOrder("device", "series", "from", "to", "bucket", "agg", "limit", "points", "x");
        String base = "/readings?device=a&series=b";
        assertThat(admin.complaints(admin.get(base + "&from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z")))
                .containsExactly("from");
        assertThat(admin.complaints(admin.get(base + "&agg=avg&points=5&limit=6")))
                .containsExactly("agg", "limit");
        assertThat(admin.complaints(admin.get(base + "&from=-999999999-01-01T00:00:00Z")))
                .containsExactly("from");
    }

    @Test
    void readings_ofWhatDoesNotExist_areNotFound() {
        DeviceId device = harness.place().device();
        assertThat(admin.get("/readings?device=" + device + "&series=level").statusCode())
                .isEqualTo(404);
        assertThat(admin.get("/readings?device=khong-co&series=level").statusCode())
                .isEqualTo(404);
    }

    @Test
    void readings_ofADeletedDevice_stayForThoseWhoSeeEverything() {
        DeviceId device = harness.place().device();
        store(device, 3);
        assertThat(admin.delete("/devices/" + device).statusCode()).isEqualTo(204);
        assertThat(admin.expect(200, admin.get("/readings?device=" + device + "&series=level")))
                .hasSize(3);
    }

    @Test
    void list_unchanged_isNotSentAgain() {
        harness.place();
        String tag = admin.get("/areas").headers().firstValue("ETag").orElseThrow();
        assertThat(admin.send("GET", "/areas", Optional.empty(), Map.of("If-None-Match", tag))
                        .statusCode())
                .isEqualTo(304);
        harness.place();
        assertThat(admin.send("GET", "/areas", Optional.empty(), Map.of("If-None-Match", tag))
                        .statusCode())
                .isEqualTo(200);
    }

    /** One per second from the beginning, each with its number as its value. */
    private void store(DeviceId device, int count) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            readings.add(Reading.good("level", "m", BEGIN.plusSeconds(i), i));
            if (readings.size() == 5_000 || i == count - 1) {
                harness.store(device, readings);
                readings.clear();
            }
        }
    }
}
