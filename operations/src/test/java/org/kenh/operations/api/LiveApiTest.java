package org.kenh.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.kenh.operations.Eventually;
import org.kenh.operations.account.Role;
import org.kenh.operations.api.ApiHarness.Person;
import org.kenh.operations.api.ApiHarness.Place;
import org.kenh.telemetry.Reading;

/** Live events over real HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveApiTest {
    private final ApiHarness harness = new ApiHarness();
    private final Person admin = harness.admin();

    @AfterAll
    void close() {
        harness.close();
    }

    @Test
    void stream_whileADeviceSpeaks_tellsPresenceAndReadings() {
        Place place = harness.place();
        try (EventStream stream = open(admin, "?topics=readings,presence,alarms&area=" + place.area())) {
            store(place, 1);
            assertThat(List.of(stream.await(1).name(), stream.await(2).name()))
                    .containsExactlyInAnyOrder("presence", "reading");
            String reading = stream.events().stream()
                    .filter(event -> event.name().equals("reading"))
                    .findFirst()
                    .orElseThrow()
                    .data();
            assertThat(reading)
                    .isEqualTo("{\"device\":\"" + place.device() + "\",\"site\":\"" + place.site()
                            + "\",\"readings\":[{\"series\":\"level\",\"unit\":\"m\",\"at\":\"2026-03-01T05:00:00Z\","
                            + "\"value\":1.0,\"quality\":\"good\"}]}");
        }
    }

    @Test
    void stream_resumed_getsWhatItMissedAndNothingTwice() {
        Place place = harness.place();
        String query = "?topics=readings&area=" + place.area();
        String last;
        try (EventStream stream = open(admin, query)) {
            store(place, 1);
            last = stream.await(1).id();
        }
        store(place, 2);
        store(place, 3);
        try (EventStream stream = open(admin, query, Map.of("Last-Event-ID", last))) {
            store(place, 4);
            assertThat(stream.await(1).data()).contains("\"value\":2.0");
            assertThat(stream.await(2).data()).contains("\"value\":3.0");
            assertThat(stream.await(3).data()).contains("\"value\":4.0");
        }
        try (EventStream stream = open(admin, query + "&lastEventId=" + last)) {
            assertThat(stream.await(1).data()).contains("\"value\":2.0");
        }
    }

    @Test
    void stream_resumedFromAnotherEpochOrTheFuture_isReset() {
        for (String id : List.of("xyz-5", "5", "-", harness.admin().token)) {
            try (EventStream stream = open(admin, "?topics=readings", Map.of("Last-Event-ID", id))) {
                assertThat(stream.await(1).name()).isEqualTo("reset");
            }
        }
        try (EventStream stream = open(admin, "?topics=readings")) {
            String epoch = stream.lastId().substring(0, stream.lastId().indexOf('-'));
            try (EventStream future = open(admin, "", Map.of("Last-Event-ID", epoch + "-999999"))) {
                assertThat(future.await(1).name()).isEqualTo("reset");
            }
        }
    }

    @Test
    void stream_ofOneCommune_tellsNothingOfAnother() {
        Place own = harness.place();
        Place other = harness.place();
        Person person = harness.person(Optional.of(own.area()), Role.COMMUNE_VIEWER);
        try (EventStream stream = open(person, "?topics=readings");
                EventStream asked = open(person, "?topics=readings&area=" + other.area())) {
            store(other, 1);
            store(own, 2);
            assertThat(stream.await(1).data()).contains(own.device().value());
            assertThat(asked.events()).isEmpty();
        }
    }

    @Test
    void stream_whenItsSessionEnds_ends() {
        Person leaving = harness.person(Optional.empty(), Role.OPERATOR);
        try (EventStream stream = open(leaving, "")) {
            leaving.delete("/session");
            stream.awaitEnd();
        }
        Person disabled = harness.person(Optional.empty(), Role.OPERATOR);
        String username =
                ApiHarness.json(disabled.get("/session")).path("username").asText();
        try (EventStream stream = open(disabled, "")) {
            admin.expect(200, admin.patch("/accounts/" + username, Map.of("disabled", true)));
            stream.awaitEnd();
        }
    }

    @Test
    void streams_moreThanAnAccountMayHave_areSentAway() {
        Person person = harness.person(Optional.empty(), Role.OPERATOR);
        List<EventStream> open = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                open.add(open(person, ""));
            }
            assertThat(person.get("/live").statusCode()).isEqualTo(429);
        } finally {
            open.forEach(EventStream::close);
        }
        Eventually.isTrue("closed streams are forgotten", () -> {
            try (EventStream again = open(person, "")) {
                return !again.lastId().isEmpty();
            } catch (AssertionError e) {
                return false;
            }
        });
    }

    @Test
    void stream_askedForWrongly_isRefused() {
        assertThat(admin.complaints(admin.get("/live?topics=weather&area=x%20y&since=1")))
                .containsExactlyInAnyOrder("topics", "area", "since");
        assertThat(harness.nobody().get("/live").statusCode()).isEqualTo(401);
    }

    private void store(Place place, int value) {
        harness.store(
                place.device(), List.of(Reading.good("level", "m", ApiHarness.START.plusSeconds(value - 1), value)));
    }

    private EventStream open(Person person, String query) {
        return open(person, query, Map.of());
    }

    private EventStream open(Person person, String query, Map<String, String> headers) {
        return new EventStream(harness, person.token, query, headers);
    }
}
