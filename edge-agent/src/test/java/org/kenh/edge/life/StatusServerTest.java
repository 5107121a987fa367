package org.kenh.edge.life;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatusServerTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final StatusServer server = StatusServer.open(0, StatusServerTest::report);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void page_showsEverythingInTheLanguageAskedFor() throws Exception {
        String vietnamese = get("/").body();
        assertThat(vietnamese)
                .contains("11:59:00 01/03/2026", "interlock: mực nước thấp<")
                .doesNotContain("level is low");
        assertThat(vietnamese)
                .contains(
                        "lang=\"vi\"",
                        "Mất kết nối",
                        "không chắc",
                        "3.25 m",
                        ">dây đứt<",
                        "82.5 %",
                        "đã chốt: quá tải",
                        "bản ghi hỏng 2");
        assertThat(get("/?lang=en").body())
                .contains(
                        "lang=\"en\"",
                        "Not connected",
                        "uncertain",
                        "Driver",
                        "pump-1/<wbr>overload",
                        "locked out: overload",
                        "interlock: the level is low<");
    }

    @Test
    void page_hasNoSeparatorWithoutSomethingOnBothSides() throws Exception {
        String nothing = StatusPage.html(
                new StatusReport(
                        "tram",
                        "0.1.0",
                        "2026-03-01T05:00:00Z",
                        1,
                        new StatusReport.Configuration(0, false),
                        new StatusReport.Clock(true),
                        new StatusReport.Uplink(false, "", "", null, 0),
                        new StatusReport.Journal(0, 0, null, null, 0, 0, false),
                        new StatusReport.Memory(1, 1, null),
                        List.of(),
                        List.of(new StatusReport.DriverLine("plc", "exec", "", null, null)),
                        List.of(),
                        List.of(),
                        List.of()),
                "vi");
        assertThat(nothing).doesNotContain("> · ", " · <", " ·  · ").contains("<td class=\"wide\">exec</td>");
    }

    @Test
    void page_escapesWhatDevicesSay() throws Exception {
        assertThat(get("/").body()).doesNotContain("<script>").contains("&lt;script&gt;");
    }

    @Test
    void json_hasEveryPart() throws Exception {
        HttpResponse<String> answer = get("/status.json");
        JsonNode report = LifeJson.object(answer.body());
        assertThat(report.path("uplink").path("connected").asBoolean(true)).isFalse();
        assertThat(report.path("series").get(0).path("quality").asText()).isEqualTo("uncertain");
        assertThat(report.path("journal").path("mostBytes").asLong()).isEqualTo(268_435_456L);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void request_thatWouldChangeSomethingOrIsElsewhere_isRefused() throws Exception {
        HttpRequest post = HttpRequest.newBuilder(uri("/"))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();
        assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(405);
        assertThat(get("/khong-co").statusCode()).isEqualTo(404);
    }

    @Test
    void request_throughAnotherName_isRefused() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write("GET /status.json HTTP/1.1\r\nHost: evil.example\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(answer.readLine()).contains("403");
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    static StatusReport report() {
        return new StatusReport(
                "tram-bom-ba-tha",
                "0.1.0",
                "2026-03-01T04:59:00Z",
                4_000,
                new StatusReport.Configuration(3, true),
                new StatusReport.Clock(false),
                new StatusReport.Uplink(false, "", "mqtts 192.0.2.1:8883: connect timed out", 75.0, 2),
                new StatusReport.Journal(12, 340, 12_000_000L, 268_435_456L, 0, 2, false),
                new StatusReport.Memory(9_000_000, 33_554_432, 61_000_000L),
                List.of(),
                List.of(
                        new StatusReport.DriverLine(
                                "meter-1", "modbus-tcp", "192.168.1.20:502 unit 1", "dây đứt / wire broken", 12.0),
                        new StatusReport.DriverLine("host", "host", "/", null, 3.0)),
                List.of(
                        new StatusReport.SeriesLine("level.suction", "3.25", "m", "uncertain", 2.0),
                        new StatusReport.SeriesLine("power.factor", "0.825", "/", "good", 2.0),
                        new StatusReport.SeriesLine("<script>", "1", "", "bad", 2.0)),
                List.of(
                        new StatusReport.ControlLine("pump-1", new Words("đang dừng", "stopped"), false),
                        new StatusReport.ControlLine(
                                "pump-1/overload", new Words("đã chốt: quá tải", "locked out: overload"), true)),
                List.of(new StatusReport.CommandLine(
                        "a1", "pump.start", "refused", "interlock: mực nước thấp / the level is low", 30.0)));
    }
}
