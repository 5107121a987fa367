package org.kenh.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What people do through {@code /api/v1}, signed in. Safe for any thread. */
final class Api {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final URI base;
    private final String token;

    private Api(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    /** Signs in as the administrator with {@link ServerProcess#ADMIN_PASSWORD}. */
    static Api signIn(ServerProcess server) {
        return signIn(server, "admin", ServerProcess.ADMIN_PASSWORD);
    }

    static Api signIn(ServerProcess server, String username, String password) {
        return signIn(server.uri(""), username, password);
    }

    static Api signIn(URI base, String username, String password) {
        HttpResponse<String> answer =
                new Api(base, "").send("POST", "/session", Map.of("username", username, "password", password));
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError("sign-in: " + answer.statusCode() + " " + answer.body());
        }
        return new Api(base, parse(answer.body()).path("token").asText());
    }

    static HttpResponse<String> trySignIn(ServerProcess server, String username, String password) {
        return anonymous(server).send("POST", "/session", Map.of("username", username, "password", password));
    }

    /** Not signed in. */
    static Api anonymous(ServerProcess server) {
        return new Api(server.uri(""), "");
    }

    /** A new device at a site of its own server's test area. */
    Device newDevice() {
        return newDevice("Thiết bị thử");
    }

    Device newDevice(String name) {
        makeSite();
        String id = "dev-" + NUMBER.incrementAndGet() + "-" + Long.toString(System.nanoTime(), 36);
        Map<String, String> body = Map.of("id", id, "site", "thu", "kind", "level-gauge", "name", name);
        JsonNode created = expect(201, send("POST", "/devices", body));
        return new Device(created.path("id").asText(), created.path("secret").asText());
    }

    /** Everything of one series, oldest first. */
    List<Point> readings(Device device, String series) {
        String path = "/readings?device=" + device.id() + "&series=" + series
                + "&from=2015-12-01T00:00:00Z&to=2099-01-01T00:00:00Z";
        List<Point> points = new ArrayList<>();
        for (JsonNode each : get(path)) {
            points.add(new Point(
                    Instant.parse(each.path("at").asText()),
                    each.path("value"),
                    each.path("quality").asText()));
        }
        return points;
    }

    /** What the centre knows of one series. */
    JsonNode series(Device device, String name) {
        for (JsonNode each : get("/series?device=" + device.id())) {
            if (each.path("name").asText().equals(name)) {
                return each;
            }
        }
        throw new AssertionError("no series " + name + " of " + device.id());
    }

    JsonNode get(String path) {
        return expect(200, send("GET", path, Map.of()));
    }

    JsonNode post(String path, Object body) {
        return expect(201, send("POST", path, body));
    }

    /** Sends and returns whatever the answer is. A GET has no body. */
    HttpResponse<String> send(String method, String path, Object body) {
        HttpRequest.BodyPublisher content = method.equals("GET")
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(write(body));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/api/v1" + path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .method(method, content);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(method + " " + path, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in " + method + " " + path, interrupted);
        }
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException failure) {
            throw new IllegalArgumentException("not JSON: " + json, failure);
        }
    }

    private void makeSite() {
        send("POST", "/areas", Map.of("id", "thu-nghiem", "code", "99999", "name", "Xã Thử", "kind", "commune"));
        send(
                "POST",
                "/sites",
                Map.of(
                        "id",
                        "thu",
                        "name",
                        "Trạm thử",
                        "kind",
                        "pumping-station",
                        "area",
                        "thu-nghiem",
                        "lat",
                        20.73,
                        "lon",
                        105.77));
    }

    private static String write(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException failure) {
            throw new IllegalArgumentException("cannot be written as JSON: " + body, failure);
        }
    }

    private static JsonNode expect(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new AssertionError(answer.request().uri() + " answered " + answer.statusCode() + " " + answer.body());
        }
        return parse(answer.body());
    }

    /** A device with the secret that it was given. */
    record Device(String id, String secret) {
        String topic(String kind) {
            return "kenh/v1/" + id + "/" + kind;
        }
    }

    /** A stored reading as the API gives it. */
    record Point(Instant at, JsonNode value, String quality) {}
}
