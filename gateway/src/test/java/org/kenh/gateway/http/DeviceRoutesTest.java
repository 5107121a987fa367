package org.kenh.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kenh.gateway.fixture.Eventually;
import org.kenh.gateway.fixture.FakeCommandQueue;
import org.kenh.gateway.fixture.FakeCredentials;
import org.kenh.gateway.fixture.House;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.Receipt;
import org.kenh.gateway.intake.Transport;
import org.kenh.gateway.session.RateLimit;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.DeviceId;

class DeviceRoutesTest {
    private static final DeviceId PUMP = DeviceId.of("pump-1");
    private static final String SAMPLE = "{\"level\":1.5}";

    private HttpClient client;
    private House house;
    private HttpServer server;

    @BeforeEach
    void open() {
        serve(House.open(new DeviceHttpConfig(Duration.ofMillis(500), Duration.ofSeconds(60))));
    }

    private void serve(House opened) {
        house = opened;
        client = HttpClient.newHttpClient();
        Router router = Router.router(house.vertx);
        router.route("/v1/*").subRouter(house.gateway.deviceRoutes());
        server = house.vertx
                .createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void close() {
        client.close();
        server.close().toCompletionStage().toCompletableFuture().join();
        house.close();
    }

    @Test
    void time_withoutAuthentication_answered() {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri("time")).GET());
        JsonObject time = new JsonObject(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Instant.parse(time.getString("time")).toEpochMilli()).isEqualTo(time.getLong("unixMs"));
        assertThat(Instant.ofEpochMilli(time.getLong("unixMs")))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    @Test
    void readings_notCommittedYet_notAnswered() {
        house.intake.hold();
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(post("readings", SAMPLE).build(), BodyHandlers.ofString());
        house.intake.awaitTaken(1);
        assertThat(Eventually.never(Duration.ofMillis(300), answer::isDone)).isTrue();
        house.intake.answer(0, Receipt.COMMITTED);
        assertThat(answer.join().statusCode()).isEqualTo(204);
        DeviceMessage message = house.intake.taken().getFirst();
        assertThat(message).isInstanceOf(DeviceMessage.Readings.class);
        assertThat(message.origin().device()).isEqualTo(PUMP);
        assertThat(message.origin().transport()).isEqualTo(Transport.HTTP);
        assertThat(message.origin().address()).isEqualTo("/v1/readings");
        assertThat(message.origin().payload()).isEqualTo(SAMPLE.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void birthAndAcks_reachTheirPlaces() {
        assertThat(send(post("birth", "{\"model\":\"K1\"}")).statusCode()).isEqualTo(204);
        assertThat(send(post("acks", "{\"id\":\"c1\",\"state\":\"done\"}")).statusCode())
                .isEqualTo(204);
        assertThat(house.intake.taken()).hasSize(1).first().isInstanceOf(DeviceMessage.BirthReport.class);
        assertThat(house.commands.answers()).containsExactly(new CommandAnswer("c1", CommandAnswer.State.DONE, ""));
    }

    @Test
    void readings_malformed_keptAndAnsweredWithReasonAndPlace() {
        HttpResponse<String> answer = send(post("readings", "[{\"n\":\"a\",\"v\":1},{\"n\":\"b\",\"v\":\"x\"}]"));
        JsonObject problem = new JsonObject(answer.body());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(problem.getInteger("status")).isEqualTo(400);
        assertThat(problem.getString("detail")).isNotEmpty();
        assertThat(problem.getString("where")).isNotEmpty();
        assertThat(house.intake.taken()).hasSize(1).first().isInstanceOf(DeviceMessage.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer pump-1:wrong", "Bearer pump-1", "Bearer ../x:y", "Basic cHVtcC0xOng="})
    void readings_wrongOrMissingSecret_401(String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("readings")).POST(BodyPublishers.ofString(SAMPLE));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        HttpResponse<String> answer = send(request);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("www-authenticate")).hasValue("Bearer realm=\"kenh\"");
        assertThat(house.intake.taken()).isEmpty();
    }

    @Test
    void readings_credentialsUnavailable_503WithRetryAfter() {
        house.credentials.takeAway();
        HttpResponse<String> answer = send(post("readings", SAMPLE));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
    }

    @Test
    void readings_ofADeviceThatSendsTooMuch_429WithRetryAfter() {
        close();
        serve(House.open(new RateLimit(0, RateLimit.LEAST_BYTES_PER_SECOND, Duration.ZERO)));
        assertThat(send(post("readings", "x".repeat(250_000))).statusCode()).isEqualTo(400); // 15 s worth
        HttpResponse<String> answer = send(post("readings", SAMPLE));
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(answer.headers().firstValue("retry-after").orElseThrow()))
                .isBetween(5, 16);
        assertThat(house.intake.taken()).hasSize(1);
    }

    @Test
    void readings_forAnotherDevice_403() {
        assertThat(send(post("readings?device=pump-2", SAMPLE)).statusCode()).isEqualTo(403);
        assertThat(send(post("readings?device=pump-1", SAMPLE)).statusCode()).isEqualTo(204);
        assertThat(house.intake.taken()).hasSize(1);
    }

    @Test
    void readings_overloadedOrFailed_503AndNothingLostSilently() {
        house.intake.answerWith(message -> new Receipt.Overloaded(Duration.ofSeconds(7)));
        HttpResponse<String> overloaded = send(post("readings", SAMPLE));
        house.intake.answerWith(message -> new Receipt.Failed("store away"));
        HttpResponse<String> failed = send(post("readings", SAMPLE));
        assertThat(overloaded.statusCode()).isEqualTo(503);
        assertThat(overloaded.headers().firstValue("retry-after")).hasValue("7");
        assertThat(failed.statusCode()).isEqualTo(503);
    }

    @Test
    void readings_whileSaturated_503BeforeTheBodyIsRead() {
        house.intake.saturate();
        assertThat(send(post("readings", SAMPLE)).statusCode()).isEqualTo(503);
        assertThat(house.intake.taken()).isEmpty();
    }

    @Test
    void readings_announcedTooLarge_413AndKept() {
        HttpRequest.Builder request = authorized("readings")
                .version(HttpClient.Version.HTTP_1_1)
                .expectContinue(true)
                .POST(BodyPublishers.ofByteArray(new byte[256 * 1024 + 1]));
        assertThat(send(request).statusCode()).isEqualTo(413);
        DeviceMessage.Malformed kept =
                (DeviceMessage.Malformed) house.intake.taken().getFirst();
        assertThat(kept.reason()).contains("262145").contains("262144");
    }

    @Test
    void readings_streamedTooLarge_413() throws IOException {
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.actualPort())) {
            socket.getOutputStream().write(head("Transfer-Encoding: chunked"));
            String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
            socket.getOutputStream().write(chunk.repeat(4).getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write("1\r\nx\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(statusLine(socket)).contains("413");
        }
        assertThat(house.intake.taken()).hasSize(1).first().isInstanceOf(DeviceMessage.Malformed.class);
    }

    @Test
    void readings_slowBody_408() throws IOException {
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.actualPort())) {
            socket.getOutputStream().write(head("Content-Length: 100"));
            socket.getOutputStream().write('{');
            assertThat(statusLine(socket)).contains("408");
            assertThat(socket.getInputStream().readAllBytes())
                    .as("closed after the answer")
                    .isNotEmpty();
        }
        assertThat(house.intake.taken()).isEmpty();
    }

    @Test
    void readings_clientDefaultsForContentType_decidedByTheFirstByte() {
        assertThat(send(post("readings", SAMPLE).header("Content-Type", "application/x-www-form-urlencoded"))
                        .statusCode())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "text/html; charset=utf-8", "multipart/form-data; boundary=x"})
    void readings_clearlySomethingElse_415(String type) {
        assertThat(send(post("readings", SAMPLE).header("Content-Type", type)).statusCode())
                .isEqualTo(415);
        assertThat(house.intake.taken()).isEmpty();
    }

    @Test
    void commands_waiting_answeredInOrderAndOnce() {
        house.commands.add(PUMP, FakeCommandQueue.command("c1"));
        house.commands.add(PUMP, FakeCommandQueue.command("c2"));
        JsonArray first = new JsonArray(send(authorized("commands").GET()).body());
        Eventually.until(
                house.commands::delivered, () -> house.commands.delivered().size() == 2);
        JsonArray second = new JsonArray(send(authorized("commands").GET()).body());
        assertThat(first.getJsonObject(0).getString("id")).isEqualTo("c1");
        assertThat(first.getJsonObject(1).getString("id")).isEqualTo("c2");
        assertThat(first.getJsonObject(0).getJsonObject("args").getInteger("speed"))
                .isEqualTo(2);
        assertThat(second).isEmpty();
    }

    @Test
    void commands_queuedDuringThePoll_answeredAtOnce() {
        CompletableFuture<HttpResponse<String>> poll =
                client.sendAsync(authorized("commands?wait=30").GET().build(), BodyHandlers.ofString());
        assertThat(Eventually.never(Duration.ofMillis(300), poll::isDone)).isTrue();
        house.commands.add(PUMP, FakeCommandQueue.command("c1"));
        assertThat(new JsonArray(poll.join().body()).getJsonObject(0).getString("id"))
                .isEqualTo("c1");
    }

    @Test
    void commands_noneInTime_emptyArray() {
        assertThat(send(authorized("commands?wait=1").GET()).body()).isEqualTo("[]");
    }

    @Test
    void commands_secondPollOfADevice_endsTheFirst() {
        CompletableFuture<HttpResponse<String>> first =
                client.sendAsync(authorized("commands?wait=30").GET().build(), BodyHandlers.ofString());
        assertThat(Eventually.never(Duration.ofMillis(300), first::isDone)).isTrue();
        CompletableFuture<HttpResponse<String>> second =
                client.sendAsync(authorized("commands?wait=30").GET().build(), BodyHandlers.ofString());
        assertThat(first.join().body()).isEqualTo("[]");
        house.commands.add(PUMP, FakeCommandQueue.command("c1"));
        assertThat(new JsonArray(second.join().body())).hasSize(1);
    }

    @Test
    void commands_expired_notOffered() {
        Command late = new Command(
                "late",
                "pump.start",
                "{}",
                Instant.now().minusSeconds(60),
                Instant.now().minusSeconds(1));
        house.commands.add(PUMP, late);
        assertThat(send(authorized("commands").GET()).body()).isEqualTo("[]");
    }

    @Test
    void commands_waitIsNoNumber_400() {
        assertThat(send(authorized("commands?wait=soon").GET()).statusCode()).isEqualTo(400);
    }

    private HttpRequest.Builder authorized(String path) {
        return HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer pump-1:" + FakeCredentials.secretOf("pump-1"));
    }

    private HttpRequest.Builder post(String path, String body) {
        return authorized(path).POST(BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), BodyHandlers.ofString()).join();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/v1/" + path);
    }

    private static byte[] head(String header) {
        String secret = FakeCredentials.secretOf("pump-1");
        return ("POST /v1/readings HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer pump-1:" + secret + "\r\n" + header
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String statusLine(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        InputStream in = socket.getInputStream();
        StringBuilder line = new StringBuilder();
        for (int read = in.read(); read >= 0 && read != '\r'; read = in.read()) {
            line.append((char) read);
        }
        return line.toString();
    }
}
