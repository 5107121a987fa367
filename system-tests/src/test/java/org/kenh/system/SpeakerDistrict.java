package org.kenh.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.kenh.system.Api.Device;

/** Communes with loudspeaker clusters, people, and bulletins, entered as the staff enter them. */
final class SpeakerDistrict {
    static final String PASSWORD = "mat-khau-thu-nghiem-1";
    static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Api admin;

    SpeakerDistrict(Api admin) {
        this.admin = admin;
    }

    /** A commune with a place for its clusters, and a broadcaster {@code loa-ID} who may see nothing else. */
    void commune(String id, String name) {
        admin.post(
                "/areas",
                Map.of("id", id, "code", "9" + Math.abs(id.hashCode() % 10_000), "name", name, "kind", "commune"));
        Map<String, Object> site = new HashMap<>(Map.of("id", id, "name", "Loa " + name, "area", id));
        site.putAll(Map.of("kind", "loudspeaker", "lat", 20.73, "lon", 105.77));
        admin.post("/sites", site);
        admin.post(
                "/accounts",
                Map.of(
                        "username",
                        "loa-" + id,
                        "name",
                        "Cán bộ " + name,
                        "roles",
                        List.of("broadcaster"),
                        "area",
                        id,
                        "password",
                        PASSWORD));
    }

    /** A broadcaster of everything. */
    static void account(Api admin, String username, String name) {
        admin.post(
                "/accounts",
                Map.of("username", username, "name", name, "roles", List.of("broadcaster"), "password", PASSWORD));
    }

    Device cluster(String commune, String id, String village) {
        JsonNode made = admin.post(
                "/devices", Map.of("id", id, "site", commune, "kind", "loudspeaker", "name", "Cụm loa " + village));
        return new Device(made.path("id").asText(), made.path("secret").asText());
    }

    /** Once the desk knows the cluster: which village it is for and how many live there. */
    void village(Device device, String village, int population) {
        String path = "/loudspeakers/clusters/" + device.id();
        Await.until(
                device.id() + " is known to the desk",
                PATIENCE,
                () -> admin.send("GET", path, Map.of()).statusCode() == 200);
        HttpResponse<String> answer = admin.send(
                "PUT", path, Map.of("village", village, "population", population, "sim", "0912345678", "revision", 0));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** A bulletin for these clusters without any time. */
    String bulletin(String title, int seconds, String area) {
        return admin.post("/loudspeakers/bulletins", Map.of("title", title, "seconds", seconds, "area", area))
                .path("id")
                .asText();
    }

    /** The id of a bulletin of five minutes that sounds once in these areas, at ten past three. */
    String bulletinAtTenPastThree(String title, LocalDate day, String area, List<String> areas) {
        Map<String, Object> schedule = Map.of(
                "validFrom", day.toString(), "validTo", day.toString(), "times", List.of("03:10"), "areas", areas);
        return admin.post(
                        "/loudspeakers/bulletins",
                        Map.of("title", title, "seconds", 300, "area", area, "schedules", List.of(schedule)))
                .path("id")
                .asText();
    }

    /** The slot of a bulletin that sounds at the next full minute that is at least 15 s ahead. */
    JsonNode slotWithinMinutes(String title, int seconds, List<String> clusters, String area) {
        ZonedDateTime minute =
                Instant.now().plusSeconds(75).truncatedTo(ChronoUnit.MINUTES).atZone(ZONE);
        Map<String, Object> schedule = Map.of(
                "validFrom",
                minute.toLocalDate().toString(),
                "validTo",
                minute.toLocalDate().toString(),
                "times",
                List.of(LocalTime.from(minute).toString()),
                "clusters",
                clusters);
        JsonNode made = admin.post(
                "/loudspeakers/bulletins",
                Map.of("title", title, "seconds", seconds, "area", area, "schedules", List.of(schedule)));
        String bulletin = made.path("id").asText();
        return Await.value("the slot of " + title + " is made", PATIENCE, () -> slot(minute, bulletin));
    }

    private Optional<JsonNode> slot(ZonedDateTime day, String bulletin) {
        JsonNode slots = admin.get("/loudspeakers/slots?day=" + day.toLocalDate());
        return StreamSupport.stream(slots.spliterator(), false)
                .filter(slot -> slot.path("bulletin").asText().equals(bulletin))
                .findFirst();
    }

    /**
     * A slot that has begun so long ago, as if it had been planned before that. Until it counts as missed five minutes go by, for
     * which no test waits; the desk reads it with the next slot of the day that it makes.
     */
    static String slotSince(ServerProcess server, String bulletin, Device target, Duration ago) {
        Map<String, String> made = server.database()
                .query(
                        "insert into operations.speaker_slot (id, bulletin, title, class, planned, starts, seconds, ordering, targets)"
                                + " select 'b' || id || '-since', id, title, class, now() - ?::interval, now() - ?::interval,"
                                + " seconds, 0, ? from operations.speaker_bulletin where id = ?::bigint returning id",
                        ago.toString(),
                        ago.toString(),
                        "[\"" + target.id() + "\"]",
                        bulletin)
                .getFirst();
        return made.getOrDefault("id", "");
    }
}
