package org.kenh.operations.notification.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kenh.operations.notification.Channel;
import org.kenh.operations.notification.Contact;
import org.kenh.operations.notification.Content;
import org.kenh.operations.notification.Message;
import org.kenh.operations.notification.NotificationSettings;
import org.kenh.operations.notification.Policy;
import org.kenh.operations.notification.PushSubscription;
import org.kenh.operations.notification.Sender.Outcome;

/** Against an HTTP server on loopback that stands for a push service. */
class PushSenderTest {
    private static final Instant NOW = Instant.parse("2026-03-01T05:00:00Z");
    private static final String BROWSER =
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";

    private final Browsers browsers = new Browsers();
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private final List<Map<String, List<String>>> heard = Collections.synchronizedList(new ArrayList<>());
    private final Vertx vertx = Vertx.vertx();
    private final WebClient client = new WebClient(vertx);
    private final HttpServer service = newService();

    @BeforeEach
    void start() {
        service.createContext("/", exchange -> {
            int length = exchange.getRequestBody().readAllBytes().length;
            heard.add(Map.copyOf(exchange.getRequestHeaders()));
            int status = statuses.getOrDefault(exchange.getRequestURI().getPath(), 201);
            exchange.sendResponseHeaders(length > 86 ? status : 400, -1);
            exchange.close();
        });
        service.start();
    }

    @AfterEach
    void stop() {
        client.close();
        service.stop(0);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void message_forTwoBrowsers_isEncryptedAndUrgent() {
        browsers.add(url("/a"));
        browsers.add(url("/b"));
        assertThat(send(AddressRule.ANY)).isEqualTo(new Outcome.Sent());
        assertThat(heard).hasSize(2).allSatisfy(headers -> {
            assertThat(headers.get("Content-encoding")).containsExactly("aes128gcm");
            assertThat(headers.get("Ttl")).containsExactly("3600");
            assertThat(headers.get("Urgency")).containsExactly("high");
            assertThat(headers.get("Topic")).allMatch(topic -> topic.matches("[0-9a-f]{32}"));
            assertThat(headers.get("Authorization")).allMatch(text -> text.startsWith("vapid t="));
        });
    }

    @Test
    void browser_thatIsGone_isForgotten() {
        browsers.add(url("/gone"));
        browsers.add(url("/never"));
        statuses.put("/gone", 410);
        statuses.put("/never", 404);
        assertThat(send(AddressRule.ANY)).isInstanceOf(Outcome.Refused.class);
        assertThat(browsers.kept).isEmpty();
    }

    @Test
    void service_busyForOneOfTwo_isNotAskedAgain() {
        browsers.add(url("/busy"));
        statuses.put("/busy", 503);
        assertThat(send(AddressRule.ANY)).isInstanceOf(Outcome.Later.class);
        browsers.add(url("/a"));
        assertThat(send(AddressRule.ANY)).isEqualTo(new Outcome.Sent());
        assertThat(browsers.kept).hasSize(2);
    }

    @Test
    void service_onThisMachine_isForbidden() {
        browsers.add(url("/a"));
        assertThat(send(AddressRule.PUBLIC)).isInstanceOf(Outcome.Refused.class);
        assertThat(heard).isEmpty();
    }

    @Test
    void person_withoutBrowsers_isRefused() {
        assertThat(send(AddressRule.ANY)).isInstanceOf(Outcome.Refused.class);
    }

    private Outcome send(AddressRule rule) {
        PushSender.Identity identity =
                new PushSender.Identity(PushKey.parse(PushKey.create()), "mailto:kenh@kenh.example");
        Content content = new Content("[Kênh] Mực nước", "Cảnh báo\n--\nAlarm", "", "", 1, List.of(12L), 1);
        return new PushSender(client, rule, identity, browsers, InstantSource.fixed(NOW))
                .send(
                        new Message(
                                1, UUID.randomUUID(), "truc1", Channel.PUSH, content, 0, NOW, NOW.plusSeconds(3_600)),
                        Contact.of("truc1"));
    }

    private String url(String path) {
        return "http://127.0.0.1:" + service.getAddress().getPort() + path;
    }

    private static HttpServer newService() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Subscriptions in memory. */
    private static final class Browsers implements NotificationSettings {
        final List<PushSubscription> kept = new ArrayList<>();

        void add(String endpoint) {
            PushSubscription wanted =
                    new PushSubscription(kept.size() + 1L, "truc1", endpoint, BROWSER, "BTBZMqHH6r4Tts7J_aSIgg", NOW);
            assertThat(subscribe(wanted)).isEqualTo(wanted);
        }

        @Override
        public List<PushSubscription> subscriptions(String username) {
            return List.copyOf(kept);
        }

        @Override
        public PushSubscription subscribe(PushSubscription subscription) {
            kept.add(subscription);
            return subscription;
        }

        @Override
        public boolean unsubscribe(String username, long id) {
            return kept.removeIf(subscription -> subscription.id() == id);
        }

        @Override
        public List<Policy> policies() {
            return List.of();
        }

        @Override
        public Optional<Policy> policy(String id) {
            return Optional.empty();
        }

        @Override
        public boolean save(Policy policy, String by, Instant at) {
            throw new AssertionError("not asked for");
        }

        @Override
        public boolean removePolicy(String id) {
            throw new AssertionError("not asked for");
        }

        @Override
        public List<Contact> contacts() {
            return List.of();
        }

        @Override
        public Contact contact(String username) {
            return Contact.of(username);
        }

        @Override
        public void save(Contact contact, Instant at) {
            throw new AssertionError("not asked for");
        }
    }
}
