package org.kenh.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.kenh.operations.api.ApiHarness.Person;

/** What holds for every call: routes, problems, languages, headers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpApiTest {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    /** The largest body, of which nothing ever comes. */
    private static final String ANNOUNCED = String.join(
            "\r\n",
            "POST /api/v1/areas HTTP/1.1",
            "Host: a",
            "Content-Type: application/json",
            "Content-Length: 1048576",
            "",
            "");

    private final ApiHarness harness = new ApiHarness();
    private final Person admin = harness.admin();

    @AfterAll
    void close() {
        harness.close();
    }

    @Test
    void openApi_served_namesExactlyTheRoutesThatThereAre() throws IOException {
        HttpResponse<String> answer = harness.nobody().get("/openapi.yaml");
        JsonNode document = new YAMLMapper().readTree(answer.body());
        Set<String> described = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(name -> {
                    if (METHODS.contains(name)) {
                        described.add(name.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        Set<String> served = new TreeSet<>();
        harness.api.endpoints().forEach(endpoint -> served.add(endpoint.method().name() + " " + endpoint.path()));

        assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
        assertThat(described).isEqualTo(served);
    }

    @Test
    void openApi_everyReference_leadsSomewhere() throws IOException {
        JsonNode document =
                new YAMLMapper().readTree(harness.nobody().get("/openapi.yaml").body());
        List<String> references = document.findValuesAsText("$ref");
        assertThat(references)
                .hasSizeGreaterThan(50)
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
        assertThat(document.findValuesAsText("operationId")).doesNotHaveDuplicates();
    }

    @Test
    void problem_inEveryKind_isAnsweredAsProblemJson() {
        expectProblem(404, admin.get("/khong-co"), "/api/v1/khong-co");
        HttpResponse<String> method = admin.send("PUT", "/devices/abc", Optional.of("{}"), Map.of());
        expectProblem(405, method, "GET");
        assertThat(method.headers().firstValue("Allow").orElseThrow()).contains("PATCH");
        expectProblem(
                415,
                admin.send("POST", "/areas", Optional.of("{}"), Map.of("Content-Type", "text/plain")),
                "text/plain");
        expectProblem(400, admin.post("/areas", "{\"id\":"), "JSON");
        expectProblem(400, admin.post("/areas", "[]"), "JSON");
        expectProblem(400, admin.post("/areas", "{\"id\":\"a\",\"id\":\"b\"}"), "JSON");
        expectProblem(400, admin.post("/areas", "[".repeat(100_000)), "JSON");
        expectProblem(413, admin.post("/areas", "x".repeat(1024 * 1024 + 1)), "1048576");
        expectProblem(413, admin.post("/session", "x".repeat(32 * 1024 + 1)), "32768");
        expectProblem(401, harness.nobody().get("/areas"), "đăng nhập");
        expectProblem(404, admin.get("/commands/a%00b"), "a");
        expectProblem(404, admin.patch("/accounts/a%00b", Map.of()), "a");
    }

    @Test
    void problem_inEnglish_whereThatIsAskedFor() {
        Map<String, String> english = Map.of("Accept-Language", "fr, en-GB;q=0.8, vi;q=0.2");
        HttpResponse<String> answer = harness.nobody().send("GET", "/areas", Optional.empty(), english);
        assertThat(answer.body()).contains("Please sign in");
        assertThat(answer.headers().firstValue("Content-Language")).hasValue("en");
        for (String other : List.of("vi", "fr", "xx;q=not", "en".repeat(500))) {
            assertThat(harness.nobody()
                            .send("GET", "/areas", Optional.empty(), Map.of("Accept-Language", other))
                            .body())
                    .contains("Hãy đăng nhập");
        }
    }

    @Test
    void messages_inBothLanguages_haveTheSameKeysAndPlaces() {
        ResourceBundle vietnamese = bundle("vi");
        ResourceBundle english = bundle("en");
        assertThat(english.keySet()).isEqualTo(vietnamese.keySet());
        for (String key : vietnamese.keySet()) {
            assertThat(places(english.getString(key))).as(key).isEqualTo(places(vietnamese.getString(key)));
        }
    }

    @Test
    void answers_ofEveryKind_carryTheSecurityHeaders() {
        for (String path : List.of("/config", "/khong-co", "/areas", "/openapi.yaml")) {
            HttpResponse<String> answer = harness.nobody().get(path);
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'self'", "script-src 'self';", "frame-ancestors 'none'")
                    .contains("img-src 'self' data: blob: https://*.tile.example;");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(answer.headers().firstValue("Date")).hasValue("Sun, 01 Mar 2026 05:00:00 GMT");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }

    @Test
    void config_forEverybody_tellsNoMoreThanItMust() {
        JsonNode config = harness.nobody().expect(200, harness.nobody().get("/config"));
        assertThat(config.properties().stream().map(Map.Entry::getKey))
                .containsExactly("product", "version", "tileUrl", "mapAttribution", "centre");
        assertThat(config.path("product").asText()).isEqualTo("Kênh");
    }

    @Test
    void query_thatCannotBeDecoded_isTheClientsMistake() throws IOException {
        String answer = raw("GET /api/v1/series?name=100% HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                + "Authorization: Bearer " + admin.token + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void bodies_moreThanThereIsRoomFor_areSentAwayAndTheirPlacesComeBack() throws IOException {
        for (int round = 0; round < 2; round++) {
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), harness.port());
                socket.setSoTimeout(10_000);
                sockets.add(socket);
            }
            for (Socket socket : sockets) {
                socket.getOutputStream().write(ANNOUNCED.getBytes(StandardCharsets.US_ASCII));
            }
            int sentAway = 0;
            for (Socket socket : sockets) {
                try (socket) {
                    String answer = new String(socket.getInputStream().readNBytes(13), StandardCharsets.UTF_8);
                    sentAway += answer.equals("HTTP/1.1 503 ") ? 1 : 0;
                }
            }
            assertThat(sentAway).as("round %d", round).isEqualTo(1);
        }
    }

    /** All that is answered until the connection closes. */
    private String raw(String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), harness.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void client_thatTricklesItsHead_isCut() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), harness.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\nX-".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void client_thatTricklesItsBody_isCut() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), harness.port())) {
            socket.setSoTimeout(10_000);
            OutputStream output = socket.getOutputStream();
            output.write(("POST /api/v1/session HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 100\r\n\r\n{")
                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void client_thatTricklesABodyThatWasRefused_isCut() {
        String answer = raw("POST /khong-co HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{");
        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("SocketTimeout");
    }

    private void expectProblem(int status, HttpResponse<String> answer, String inDetail) {
        JsonNode problem = admin.expect(status, answer);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("detail").asText()).contains(inDetail);
        assertThat(problem.path("errors").isArray()).isTrue();
    }

    private static ResourceBundle bundle(String language) {
        return ResourceBundle.getBundle(
                "org.kenh.operations.api.messages",
                Locale.forLanguageTag(language),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    private static Set<String> places(String message) {
        Set<String> places = new TreeSet<>();
        java.util.regex.Pattern.compile("\\{\\d}")
                .matcher(message)
                .results()
                .forEach(place -> places.add(place.group()));
        return places;
    }
}
