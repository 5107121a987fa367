package org.kenh.operations.notification.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kenh.operations.notification.Channel;
import org.kenh.operations.notification.Contact;
import org.kenh.operations.notification.Content;
import org.kenh.operations.notification.Failure;
import org.kenh.operations.notification.Message;
import org.kenh.operations.notification.Sender.Outcome;
import org.kenh.operations.notification.web.SmsGateway.PhoneForm;

/** Against the HTTP server of the platform, on loopback. */
class WebSendersTest {
    private static final Instant NOW = Instant.parse("2026-03-01T05:00:00Z");
    private static final UUID KEY = UUID.fromString("7b0e6d4e-6f0a-4c43-9a8b-0a1f5a3c2d11");
    private static final String BRIEF = "KENH muc 1: Muc nuoc \"be\" & song, 3,42 m";

    private final List<Heard> heard = Collections.synchronizedList(new ArrayList<>());
    private final Deque<Integer> statuses = new ArrayDeque<>();
    private final Vertx vertx = Vertx.vertx();
    private final WebClient client = new WebClient(vertx);
    private volatile String answer = "";
    private HttpServer server = newServer();

    @BeforeEach
    void start() {
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void webhook_taken_isSignedOverTimeAndBody() throws IOException {
        assertThat(webhook(AddressRule.ANY)).isEqualTo(new Outcome.Sent());
        Heard request = heard.getFirst();
        JsonNode body = new ObjectMapper().readTree(request.body());
        assertThat(body.path("subject").asText()).isEqualTo("[Kênh] Mực nước");
        assertThat(body.path("alarms").get(0).asLong()).isEqualTo(12);
        assertThat(request.headers()).containsEntry("Kenh-delivery", KEY.toString());
        assertThat(request.headers().get("Kenh-signature"))
                .isEqualTo("t=1772341200,v1="
                        + WebhookSender.signature(
                                "secret", 1772341200L, request.body().getBytes(UTF_8)));
    }

    /** The same as {@code printf '1772341200.{}' | openssl dgst -sha256 -hmac secret}. */
    @Test
    void signature_ofAKnownText_isThatOfAnotherProgram() {
        assertThat(WebhookSender.signature("secret", 1772341200L, "{}".getBytes(UTF_8)))
                .isEqualTo("b50631df5bca8ff042ed336e8bd855aec8b4ec72aab2f096e1d436adcebc5b89");
    }

    @Test
    void webhook_onThisMachine_isForbiddenUnlessConfigured() {
        assertThat(webhook(AddressRule.PUBLIC)).isInstanceOf(Outcome.Refused.class);
        assertThat(heard).isEmpty();
    }

    @Test
    void webhook_answersOfAllKinds_meanTheirOutcome() {
        statuses.addAll(List.of(204, 301, 400, 404, 429, 500, 503));
        List<Class<?>> outcomes = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            outcomes.add(webhook(AddressRule.ANY).getClass());
        }
        assertThat(outcomes)
                .containsExactly(
                        Outcome.Sent.class,
                        Outcome.Refused.class,
                        Outcome.Refused.class,
                        Outcome.Refused.class,
                        Outcome.Later.class,
                        Outcome.Later.class,
                        Outcome.Later.class);
        assertThat(heard).hasSize(7); // no redirect was followed
    }

    @Test
    void webhook_busyAndTellingWhen_isTriedThen() {
        statuses.add(503);
        assertThat(webhook(AddressRule.ANY))
                .isEqualTo(new Outcome.Later(Failure.of(Failure.STATUS, "503"), Optional.of(Duration.ofSeconds(42))));
    }

    @Test
    void webhook_withAnEndlessAnswer_isCutOff() {
        answer = "x".repeat(5 * WebClient.LARGEST_ANSWER);
        assertThat(webhook(AddressRule.ANY)).isEqualTo(new Outcome.Sent());
    }

    @Test
    void webhook_nobodyThere_isTriedLater() {
        server.stop(0);
        assertThat(webhook(AddressRule.ANY)).isInstanceOf(Outcome.Later.class);
        server = newServer();
    }

    @Test
    void sms_inJson_isEscaped() throws IOException {
        SmsGateway gateway = new SmsGateway(
                "POST",
                url("/sms"),
                Map.of("Content-Type", "application/json", "Authorization", "Bearer bi-mat"),
                "{\"to\":\"{phone}\",\"content\":\"{text}\",\"id\":\"{id}\"}",
                PhoneForm.INTERNATIONAL,
                Optional.of(Pattern.compile("\"code\":0")));
        answer = "{\"code\":0}";
        assertThat(sms(gateway)).isEqualTo(new Outcome.Sent());
        JsonNode body = new ObjectMapper().readTree(heard.getFirst().body());
        assertThat(body.path("to").asText()).isEqualTo("84912345678");
        assertThat(body.path("content").asText()).isEqualTo(BRIEF);
        assertThat(body.path("id").asText()).isEqualTo(KEY.toString());
        assertThat(heard.getFirst().headers()).containsEntry("Authorization", "Bearer bi-mat");
        answer = "{\"code\":104,\"message\":\"het tien\"}";
        assertThat(sms(gateway)).isInstanceOf(Outcome.Later.class);
    }

    @Test
    void sms_inTheAddress_isEscaped() {
        SmsGateway gateway = new SmsGateway(
                "GET", url("/send?to={phone}&text={text}"), Map.of(), "", PhoneForm.NATIONAL, Optional.empty());
        assertThat(sms(gateway)).isEqualTo(new Outcome.Sent());
        assertThat(heard.getFirst().query())
                .isEqualTo("to=0912345678&text=KENH%20muc%201%3A%20Muc%20nuoc%20%22be%22%20%26%20song%2C%203%2C42%20m");
    }

    @Test
    void sms_withoutNumber_isRefused() {
        SmsGateway gateway =
                new SmsGateway("GET", url("/?{phone}{text}"), Map.of(), "", PhoneForm.PLUS, Optional.empty());
        assertThat(new SmsSender(client, gateway).send(message(Channel.SMS), Contact.of("truc1")))
                .isInstanceOf(Outcome.Refused.class);
    }

    private Outcome webhook(AddressRule rule) {
        Contact contact = new Contact(
                "truc1",
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Contact.Webhook(url("/hook"), "secret")),
                false,
                Optional.empty());
        return new WebhookSender(client, rule, InstantSource.fixed(NOW)).send(message(Channel.WEBHOOK), contact);
    }

    private Outcome sms(SmsGateway gateway) {
        Contact contact = new Contact(
                "truc1", Optional.empty(), Optional.of("+84912345678"), Optional.empty(), false, Optional.empty());
        return new SmsSender(client, gateway).send(message(Channel.SMS), contact);
    }

    private static Message message(Channel channel) {
        Content content = new Content("[Kênh] Mực nước", "Cảnh báo", BRIEF, "", 1, List.of(12L), 1);
        return new Message(1, KEY, "truc1", channel, content, 0, NOW, NOW.plusSeconds(3_600));
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String query = exchange.getRequestURI().getRawQuery();
        heard.add(new Heard(query == null ? "" : query, body, firsts(exchange)));
        int status = statuses.isEmpty() ? 200 : statuses.pop();
        exchange.getResponseHeaders().set("Location", url("/elsewhere"));
        if (status == 503) {
            exchange.getResponseHeaders().set("Retry-After", "42");
        }
        byte[] bytes = answer.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Map<String, String> firsts(HttpExchange exchange) {
        Map<String, String> headers = new java.util.HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
        return headers;
    }

    private static HttpServer newServer() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A request as it came. */
    private record Heard(String query, String body, Map<String, String> headers) {}
}
