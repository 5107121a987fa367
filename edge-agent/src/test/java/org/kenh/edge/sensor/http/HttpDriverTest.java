package org.kenh.edge.sensor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kenh.edge.config.ConfigException;
import org.kenh.edge.control.Output;
import org.kenh.edge.sensor.Recorder;
import org.kenh.edge.sensor.Sensors;
import org.kenh.edge.sensor.TestSite;
import org.kenh.telemetry.Quality;

class HttpDriverTest {
    private final Recorder recorder = new Recorder();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;

    HttpDriverTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
            serve(exchange);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/silent")) {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        exchange.getResponseHeaders().set("Location", "/status");
        byte[] answer = switch (path) {
            case "/large" -> new byte[HttpRequest.LARGEST_ANSWER + 1];
            case "/text" -> "hello".getBytes(StandardCharsets.UTF_8);
            default ->
                "{\"ups\": {\"battery\": [{\"v\": 27.4}], \"mains\": true, \"name\": \"x\"}}"
                        .getBytes(StandardCharsets.UTF_8);
        };
        exchange.sendResponseHeaders(path.equals("/moved") ? 302 : path.equals("/broken") ? 500 : 200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Test
    void read_json_takesPointsByTheirPointers() {
        String points = "authorization: Bearer abc, points: [{name: battery, pointer: /ups/battery/0/v, unit: V},"
                + " {name: mains, pointer: /ups/mains, flag: true}, {name: odd, pointer: /ups/name}]";
        try (Sensors sensors = TestSite.start(site("/status?key=k", points), recorder)) {
            assertThat(recorder.await("ups/battery", Quality.GOOD).value()).isEqualTo(27.4);
            assertThat(recorder.await("ups/mains", Quality.GOOD).value()).isEqualTo(1);
            recorder.await("ups/odd", Quality.BAD);
            assertThat(recorder.await("ups/fault").text()).contains("odd: ", "is not a number");
            assertThat(asked.get(0)).startsWith("GET /status?key=k Bearer abc");
            assertThat(sensors.status().get(0).place()).endsWith("/status").doesNotContain("key");
        }
    }

    @Test
    void read_redirect_isNotFollowed() {
        assertFault("/moved", "redirects are not followed (HTTP 302)");
        assertThat(asked).allMatch(line -> line.startsWith("GET /moved"));
    }

    @Test
    void read_errorLargeOrForeignAnswer_isAFault() {
        assertFault("/broken", "HTTP 500");
        assertFault("/large", "answer is larger than 256 KiB");
        assertFault("/text", "answer is not JSON");
    }

    @Test
    void read_noAnswer_isAFaultAfterTheTimeout() {
        assertFault("/silent", "no answer");
    }

    private void assertFault(String path, String reason) {
        recorder.clear();
        try (Sensors sensors = TestSite.start(site(path, "points: [{name: a, pointer: /a}]"), recorder)) {
            recorder.await("ups/a", Quality.BAD);
            assertThat(recorder.await("ups/fault").text()).contains(reason);
            assertThat(sensors.board().all()).hasSize(1);
        }
    }

    @Test
    void write_output_sendsTheValueAndNeedsAGoodAnswer() throws IOException {
        String outputs = "points: [], outputs: [{name: mute, url: '" + address("/mute")
                + "', body: '{\"on\": $value}'}," + " {name: fails, url: '" + address("/broken") + "', method: POST}]";
        List<Output> made = TestSite.drivers(site("/status", outputs)).get(0).outputs();

        made.get(0).write(1);

        assertThat(asked).containsExactly("PUT /mute null {\"on\": 1}");
        assertThatThrownBy(() -> made.get(1).write(0.5))
                .isInstanceOf(IOException.class)
                .hasMessage("HTTP 500");
    }

    @Test
    void of_wrongKeys_areProblems() {
        assertThatThrownBy(
                        () -> TestSite.drivers(
                                "drivers:\n  - {name: a, type: http, url: 'file:///etc/passwd', points: [{name: p, pointer: x}]}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(
                        "line 2: drivers[0].url: must be an address", "drivers[0].points[0].pointer: ");
    }

    private String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private String site(String path, String keys) {
        return "drivers: [{name: ups, type: http, url: '" + address(path) + "', interval: 0.2, timeout: 0.7, " + keys
                + "}]";
    }
}
