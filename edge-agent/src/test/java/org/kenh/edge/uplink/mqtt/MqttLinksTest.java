package org.kenh.edge.uplink.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.paho.mqttv5.client.IMqttMessageListener;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kenh.edge.uplink.Channel;
import org.kenh.edge.uplink.Delivery;
import org.kenh.edge.uplink.Encoding;
import org.kenh.edge.uplink.FailoverUplink;
import org.kenh.edge.uplink.LinkListener;
import org.kenh.edge.uplink.Message;
import org.kenh.edge.uplink.Resolver;
import org.kenh.edge.uplink.Route;
import org.kenh.edge.uplink.Target;
import org.kenh.edge.uplink.Timing;
import org.kenh.edge.uplink.fixture.Broker;
import org.kenh.edge.uplink.fixture.Certificate;
import org.kenh.edge.uplink.fixture.Eventually;
import org.kenh.edge.uplink.fixture.Pools;
import org.kenh.edge.uplink.fixture.RecordedUplink;
import org.kenh.edge.uplink.fixture.SwallowingProxy;
import org.kenh.telemetry.DeviceId;

/** MQTT links to real brokers. */
class MqttLinksTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Timing HASTY = new Timing(Duration.ZERO, SECOND, Duration.ofSeconds(3), SECOND, SECOND);
    private static final Message MESSAGE =
            new Message(Channel.READINGS, Encoding.JSON, "[]".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path folder;

    private final Pools pools = new Pools();
    private final RecordedUplink heard = new RecordedUplink();

    @AfterEach
    void endThreads() {
        pools.close();
    }

    @Test
    void brokerIsKilled_nextOneTakesOver() throws Exception {
        try (Broker spare = Broker.start(folder, Optional.empty())) {
            Broker first = Broker.start(folder, Optional.empty());
            int preferred = first.port();
            try (SwallowingProxy way = new SwallowingProxy(preferred);
                    FailoverUplink uplink = uplink(HASTY, plain("a", way.port()), plain("b", spare.port()))) {
                uplink.start(heard);
                awaitUse(uplink, "a");
                assertThat(deliver(uplink)).isEqualTo(Delivery.ACKNOWLEDGED);
                first.close();
                awaitUse(uplink, "b");
                assertThat(deliver(uplink)).isEqualTo(Delivery.ACKNOWLEDGED);
            }
        }
    }

    @Test
    void preferredIsBack_itIsUsedAgainWithoutALoss() throws Exception {
        try (Broker main = Broker.start(folder, Optional.empty());
                Broker spare = Broker.start(folder, Optional.empty());
                SwallowingProxy way = new SwallowingProxy(main.port());
                FailoverUplink uplink = uplink(HASTY, plain("a", way.port()), plain("b", spare.port()))) {
            way.swallow(true);
            uplink.start(heard);
            awaitUse(uplink, "b");
            way.swallow(false);
            awaitUse(uplink, "a");

            assertThat(heard.events).containsExactly("connected", "connected");
            assertThat(deliver(uplink)).isEqualTo(Delivery.ACKNOWLEDGED);
        }
    }

    @Test
    void halfOpenConnection_isFoundWithinTheTimeToAnswer() throws Exception {
        try (Broker main = Broker.start(folder, Optional.empty());
                Broker spare = Broker.start(folder, Optional.empty());
                SwallowingProxy way = new SwallowingProxy(main.port());
                FailoverUplink uplink = uplink(HASTY, plain("a", way.port()), plain("b", spare.port()))) {
            uplink.start(heard);
            awaitUse(uplink, "a");
            way.swallow(true);
            long before = System.nanoTime();
            Delivery delivery = deliver(uplink);

            assertThat(delivery).isInstanceOf(Delivery.Failed.class);
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isBetween(HASTY.answerWithin(), HASTY.answerWithin().plus(SECOND));
            awaitUse(uplink, "b");
            assertThat(deliver(uplink)).isEqualTo(Delivery.ACKNOWLEDGED);
        }
    }

    @Test
    void tls_rightNameAndAuthority_connects() throws Exception {
        Certificate certificate = Certificate.of(folder, "dns:localhost");
        try (Broker broker = Broker.start(folder, Optional.of(certificate));
                FailoverUplink uplink = uplink(HASTY, secure("localhost", broker.port(), certificate))) {
            uplink.start(heard);
            awaitUse(uplink, "tls");
            assertThat(deliver(uplink)).isEqualTo(Delivery.ACKNOWLEDGED);
        }
    }

    @Test
    void tls_wrongName_doesNotConnect() throws Exception {
        Certificate certificate = Certificate.of(folder, "dns:elsewhere.example");
        try (Broker broker = Broker.start(folder, Optional.of(certificate))) {
            assertThat(reasonOf(broker.port(), certificate)).contains("localhost");
        }
    }

    @Test
    void tls_unknownAuthority_doesNotConnect() throws Exception {
        Certificate certificate = Certificate.of(folder, "dns:localhost");
        Path other = Files.createDirectory(folder.resolve("other"));
        Certificate stranger = Certificate.of(other, "dns:localhost");
        try (Broker broker = Broker.start(folder, Optional.of(certificate))) {
            assertThat(reasonOf(broker.port(), stranger)).containsIgnoringCase("path");
        }
    }

    @Test
    void brokenLink_brokerSaysTheWill() throws Exception {
        List<String> said = new CopyOnWriteArrayList<>();
        try (Broker broker = Broker.start(folder, Optional.empty());
                SwallowingProxy way = new SwallowingProxy(broker.port());
                FailoverUplink uplink = uplink(HASTY, plain("a", way.port()))) {
            MqttClient witness = new MqttClient("tcp://127.0.0.1:" + broker.port(), "witness", new MemoryPersistence());
            witness.connect();
            witness.subscribe(
                    new MqttSubscription[] {new MqttSubscription("kenh/v1/tram-1/readings", 1)},
                    new IMqttMessageListener[] {
                        (topic, message) -> said.add(new String(message.getPayload(), StandardCharsets.UTF_8))
                    });
            uplink.start(heard);
            awaitUse(uplink, "a");
            way.cut();
            Eventually.holds(PATIENCE, () -> said.contains("[{\"n\":\"agent/mqtt\",\"vs\":\"lost\"}]"));
            witness.disconnect();
        }
    }

    private String reasonOf(int port, Certificate authority) throws Exception {
        Target target = new Target("localhost", InetAddress.getLoopbackAddress(), port);
        CompletableFuture<String> ended = new CompletableFuture<>();
        dialer(Optional.of(Tls.trusting(authority.certificate())))
                .dial(target, new Ending(ended))
                .open();
        return ended.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private FailoverUplink uplink(Timing timing, Route... routes) {
        return new FailoverUplink(List.of(routes), timing, pools.surroundings());
    }

    private Route plain(String name, int port) {
        return new Route(name, List.of("127.0.0.1"), port, dialer(Optional.empty()), Resolver.SYSTEM);
    }

    private Route secure(String host, int port, Certificate authority) {
        Optional<SSLSocketFactory> tls = Optional.of(Tls.trusting(authority.certificate()));
        return new Route("tls", List.of(host), port, dialer(tls), Resolver.SYSTEM);
    }

    private PahoDialer dialer(Optional<SSLSocketFactory> tls) {
        return new PahoDialer(
                new MqttSettings(DeviceId.of("tram-1"), "secret", tls, Duration.ofSeconds(30)), pools.paho);
    }

    private static Delivery deliver(FailoverUplink uplink) throws Exception {
        return uplink.send(MESSAGE).toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static void awaitUse(FailoverUplink uplink, String name) {
        Eventually.holds(PATIENCE, () -> uplink.report().inUse().startsWith(name));
    }

    private record Ending(CompletableFuture<String> reason) implements LinkListener {
        @Override
        public void opened() {
            reason.complete("it opened");
        }

        @Override
        public void ended(String why) {
            reason.complete(why);
        }

        @Override
        public void command(byte[] payload) {}
    }
}
