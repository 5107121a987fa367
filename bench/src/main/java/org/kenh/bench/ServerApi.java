package org.kenh.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.kenh.bench.load.Device;

/** The people's API of a running server, signed in as administrator. May be used by several threads. */
final class ServerApi {
    private static final JsonMapper JSON = new JsonMapper();
    static final String SITE = "bench";
    private static final String AREA = "bench";
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final String token;

    private ServerApi(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    static ServerApi signIn(URI base, String password) {
        HttpResponse<String> answer =
                new ServerApi(base, "").send("POST", "/session", Map.of("username", "admin", "password", password));
        return new ServerApi(
                base, parse(expect(2, "sign-in", answer)).path("token").asText());
    }

    /** Makes the area and the site that the devices are at, unless they are there. */
    void makeSite() {
        send("POST", "/areas", Map.of("id", AREA, "code", "99998", "name", "Đo tải", "kind", "commune"));
        Map<String, Object> site = Map.of(
                "id", SITE, "name", "Đo tải", "kind", "pumping-station", "area", AREA, "lat", 20.73, "lon", 105.77);
        send("POST", "/sites", site);
    }

    Device makeDevice(String id) {
        Map<String, String> body = Map.of("id", id, "site", SITE, "kind", "level-gauge", "name", "Đo tải " + id);
        JsonNode created = parse(expect(2, "device " + id, send("POST", "/devices", body)));
        return new Device(created.path("id").asText(), created.path("secret").asText());
    }

    /** The answer to a GET as text, whatever its length; fails unless it is 200. */
    String get(String path) {
        return expect(2, path, send("GET", path, Map.of()));
    }

    JsonNode json(String path) {
        return parse(get(path));
    }

    /** Makes an alarm rule, or its next version. */
    void putRule(Map<String, ?> rule) {
        HttpResponse<String> changed = send("PUT", "/rules/" + rule.get("id"), rule);
        expect(2, "rule " + rule.get("id"), changed.statusCode() == NOT_FOUND ? send("POST", "/rules", rule) : changed);
    }

    /** The lines of an answer that does not end, as they come; closing the stream ends it. */
    Stream<String> lines(String path) {
        HttpResponse<Stream<String>> answer =
                send(request("GET", path, Map.of()).timeout(Duration.ofDays(1)), HttpResponse.BodyHandlers.ofLines());
        if (answer.statusCode() != OK) {
            throw new IllegalStateException(path + ": " + answer.statusCode());
        }
        return answer.body();
    }

    private HttpResponse<String> send(String method, String path, Map<String, ?> body) {
        return send(request(method, path, body), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String method, String path, Map<String, ?> body) {
        try {
            HttpRequest.BodyPublisher content = method.equals("GET")
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
            HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve("/api/v1" + path))
                    .timeout(Duration.ofMinutes(2))
                    .header("Content-Type", "application/json")
                    .method(method, content);
            return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("no JSON: " + body, failure);
        }
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder builder, HttpResponse.BodyHandler<T> handler) {
        HttpRequest request = builder.build();
        String what = request.method() + " " + request.uri();
        try {
            return client.send(request, handler);
        } catch (IOException failure) {
            throw new UncheckedIOException(what, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in " + what, interrupted);
        }
    }

    private static String expect(int hundreds, String what, HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != hundreds) {
            throw new IllegalStateException(what + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("not JSON: " + json, failure);
        }
    }
}
