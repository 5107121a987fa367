package org.kenh.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kenh.ingest.DatabaseSettings;
import org.kenh.ingest.timescale.Databases;
import org.slf4j.LoggerFactory;

/** The whole server on a real database, from its start to its stop. */
class ServerTest {
    private static final Pattern PASSWORD = Pattern.compile("(?m)first password, shown once: (\\S{20,})$");

    private final DatabaseSettings database = Databases.PLAIN.fresh();

    @TempDir
    Path data = Path.of(".");

    @Test
    void server_firstStart_showsThePasswordOnceAndWorks() throws IOException, InterruptedException {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger product = (Logger) LoggerFactory.getLogger("org.kenh");
        product.setLevel(Level.TRACE);
        product.addAppender(log);
        String password;
        try (Server server = Server.start(config(Map.of()), Clock.systemUTC())) {
            Matcher shown = PASSWORD.matcher(server.greeting());
            assertThat(shown.find()).isTrue();
            password = shown.group(1);
            assertThat(signIn(server, "admin", password)).isEqualTo(200);
            assertThat(signIn(server, "admin", "admin")).isEqualTo(401);
            assertThat(get(server, "management", "/readyz").body()).isEqualTo("{\"ready\":true,\"reasons\":[]}");
            assertThat(get(server, "management", "/healthz").statusCode()).isEqualTo(200);
            assertThat(get(server, "management", "/metrics").body()).contains("jvm_memory_used_bytes");
            assertThat(get(server, "management", "/khong-co").statusCode()).isEqualTo(404);
            assertThat(get(server, "http", "/v1/time").statusCode()).isEqualTo(200);
            assertThat(server.ports()).extracting(OpenPorts.OpenPort::name).contains("http", "management");
            assertThat(server.ports())
                    .filteredOn(port -> port.name().equals("coap"))
                    .extracting(OpenPorts.OpenPort::address)
                    .allMatch(org.kenh.operations.http.Addresses::isLoopback);
        } finally {
            product.detachAppender(log);
            product.setLevel(Level.WARN);
        }
        try (Server again = Server.start(config(Map.of()), Clock.systemUTC())) {
            assertThat(again.greeting()).doesNotContain("first password");
            assertThat(signIn(again, "admin", password)).isEqualTo(200);
        }
        assertThat(log.list.stream().map(ILoggingEvent::getFormattedMessage).collect(Collectors.joining("\n")))
                .contains("is ready")
                .doesNotContain(password);
    }

    @Test
    void server_toldToStop_isGoneWithinFiveSecondsAlsoWhileSomebodyListens() throws IOException, InterruptedException {
        Server server = Server.start(config(Map.of("KENH_ADMIN_PASSWORD", "mot-mat-khau-de-thu")), Clock.systemUTC());
        int port = server.port("http");
        try (HttpClient client = HttpClient.newHttpClient()) {
            String token = token(server, "mot-mat-khau-de-thu");
            HttpResponse<java.io.InputStream> live = client.send(
                    HttpRequest.newBuilder(uri(server, "http", "/api/v1/live"))
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            long begun = System.nanoTime();
            server.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
            assertThat(new String(live.body().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("retry: ");
        }
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(free.isBound()).isTrue();
        }
    }

    @Test
    void server_whosePortIsTaken_saysWhichAndByWhichKey() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            for (String key : List.of("http.port", "management.port")) {
                Config config = config(Map.of(key, String.valueOf(port)));
                assertThatThrownBy(() -> Server.start(config, Clock.systemUTC()))
                        .isInstanceOf(OperationsException.class)
                        .hasMessageContaining("port " + port + " cannot be had")
                        .hasMessageContaining(key);
            }
        }
        try (Server server = Server.start(config(Map.of()), Clock.systemUTC())) {
            assertThat(server.greeting())
                    .as("nobody has seen a password so far")
                    .containsPattern(PASSWORD);
        }
    }

    @Test
    void server_withTheDemoDistrict_bringsTheAlarmRulesOfTheLibrary() throws IOException, InterruptedException {
        String password = "mot-mat-khau-de-thu";
        try (Server bare = Server.start(config(Map.of("KENH_ADMIN_PASSWORD", password)), Clock.systemUTC())) {
            assertThat(rules(bare, password)).isEqualTo("[]");
        }
        Config demo = config(Map.of("demo", "true"));
        try (Server server = Server.start(demo, Clock.systemUTC())) {
            assertThat(rules(server, password)).contains("\"flood-ba-tha\"", "\"commune-power-lost\"", "\"heat\"");
            HttpRequest.Builder delete = HttpRequest.newBuilder(uri(server, "http", "/api/v1/rules/heat"));
            assertThat(send(delete.header("Authorization", "Bearer " + token(server, password))
                                    .DELETE()
                                    .build())
                            .statusCode())
                    .isEqualTo(204);
        }
        try (Server again = Server.start(demo, Clock.systemUTC())) {
            assertThat(rules(again, password)).contains("\"flood-ba-tha\"").doesNotContain("\"heat\"");
        }
    }

    @Test
    void main_withWrongConfiguration_namesItAndEndsWithTwo() {
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        int status = Main.run(
                new String[] {"--http-port", "eighty", "--data", data.toString()},
                Map.of("KENH_ADMIN_PASSWORD", "ngan"),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(error, true, StandardCharsets.UTF_8));
        assertThat(status).isEqualTo(2);
        assertThat(error.toString(StandardCharsets.UTF_8))
                .contains("Cấu hình sai", "http.port", "\"eighty\"", "admin.password")
                .doesNotContain("ngan");
    }

    @Test
    void main_withAnUnknownOption_endsWithTwo() {
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        int status = Main.run(
                new String[] {"--khong-co"},
                Map.of(),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(error, true, StandardCharsets.UTF_8));
        assertThat(status).isEqualTo(2);
        assertThat(error.toString(StandardCharsets.UTF_8)).contains("--khong-co");
    }

    private Config config(Map<String, String> more) {
        Map<String, String> options = new HashMap<>(Map.of(
                "data",
                data.toString(),
                "http.address",
                "127.0.0.1",
                "mqtts.address",
                "loopback",
                "coaps.address",
                "loopback"));
        for (String name : new String[] {"http", "mqtt", "mqtts", "coap", "coaps", "management"}) {
            options.put(name + ".port", "0");
        }
        Map<String, String> environment = new HashMap<>(Map.of(
                "KENH_DATABASE_URL", database.url(),
                "KENH_DATABASE_USER", database.user(),
                "KENH_DATABASE_PASSWORD", database.password()));
        more.forEach((key, value) -> (key.startsWith("KENH_") ? environment : options).put(key, value));
        return Config.read(options, environment);
    }

    private static int signIn(Server server, String username, String password)
            throws IOException, InterruptedException {
        return post(server, username, password).statusCode();
    }

    private static String token(Server server, String password) throws IOException, InterruptedException {
        Matcher token = Pattern.compile("\"token\":\"([^\"]+)\"")
                .matcher(post(server, "admin", password).body());
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    private static String rules(Server server, String password) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(server, "http", "/api/v1/rules"))
                        .header("Authorization", "Bearer " + token(server, password))
                        .build())
                .body();
    }

    private static HttpResponse<String> post(Server server, String username, String password)
            throws IOException, InterruptedException {
        String body = "{\"username\":\"" + username + "\",\"password\":\"" + password + "\"}";
        return send(HttpRequest.newBuilder(uri(server, "http", "/api/v1/session"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static HttpResponse<String> get(Server server, String name, String path)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(server, name, path)).build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static URI uri(Server server, String name, String path) {
        return URI.create("http://127.0.0.1:" + server.port(name) + path);
    }
}
