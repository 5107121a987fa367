package org.kenh.edge.uplink.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kenh.edge.uplink.Channel;
import org.kenh.edge.uplink.Delivery;
import org.kenh.edge.uplink.Encoding;
import org.kenh.edge.uplink.FailoverUplink;
import org.kenh.edge.uplink.Message;
import org.kenh.edge.uplink.Resolver;
import org.kenh.edge.uplink.Route;
import org.kenh.edge.uplink.Timing;
import org.kenh.edge.uplink.fixture.Eventually;
import org.kenh.edge.uplink.fixture.Pools;
import org.kenh.edge.uplink.fixture.RecordedUplink;
import org.kenh.telemetry.DeviceId;

/** CoAP links to a real server over DTLS. */
class CoapLinksTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SECRET = "a-secret";
    private static final Timing HASTY = new Timing(
            Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofMinutes(5));
    private static final Message MESSAGE =
            new Message(Channel.READINGS, Encoding.JSON, "[]".getBytes(StandardCharsets.UTF_8));

    private final Pools pools = new Pools();
    private final RecordedUplink heard = new RecordedUplink();

    @AfterEach
    void endThreads() {
        pools.close();
    }

    @Test
    void newAddressOfTheDevice_needsNoHandshake() throws Exception {
        try (CoapCentre centre = new CoapCentre("tram-1", SECRET);
                Nat nat = new Nat(centre.port());
                FailoverUplink uplink = uplink(route("a", nat.port()))) {
            uplink.start(heard);
            awaitUse(uplink, "a");
            assertThat(deliver(uplink)).isEqualTo(Delivery.ACKNOWLEDGED);
            int before = nat.handshakeRecords();
            assertThat(before).isPositive();
            for (int i = 0; i < 3; i++) {
                nat.rebind();
                assertThat(deliver(uplink)).isEqualTo(Delivery.ACKNOWLEDGED);
            }

            assertThat(nat.handshakeRecords()).isEqualTo(before);
            assertThat(centre.readings).hasValue(4);
            assertThat(heard.events).containsExactly("connected");
        }
    }

    @Test
    void serverIsGone_otherOneTakesOver() throws Exception {
        try (CoapCentre first = new CoapCentre("tram-1", SECRET);
                CoapCentre second = new CoapCentre("tram-1", SECRET);
                Nat nat = new Nat(first.port());
                FailoverUplink uplink = uplink(route("a", nat.port()), route("b", second.port()))) {
            uplink.start(heard);
            awaitUse(uplink, "a");
            nat.swallow(true);
            assertThat(deliver(uplink)).isInstanceOf(Delivery.Failed.class);
            awaitUse(uplink, "b");
            assertThat(deliver(uplink)).isEqualTo(Delivery.ACKNOWLEDGED);
        }
    }

    @Test
    void command_arrives() throws Exception {
        try (CoapCentre centre = new CoapCentre("tram-1", SECRET);
                FailoverUplink uplink = uplink(route("a", centre.port()))) {
            uplink.start(heard);
            awaitUse(uplink, "a");
            centre.command("{}");

            Eventually.holds(PATIENCE, () -> heard.has("command {}"));
        }
    }

    @Test
    void wrongSecret_doesNotConnect() throws Exception {
        try (CoapCentre centre = new CoapCentre("tram-1", "another-secret");
                CoapCentre spare = new CoapCentre("tram-1", SECRET);
                FailoverUplink uplink = uplink(route("a", centre.port()), route("b", spare.port()))) {
            uplink.start(heard);
            awaitUse(uplink, "b");

            assertThat(centre.readings).hasValue(0);
        }
    }

    private FailoverUplink uplink(Route... routes) {
        return new FailoverUplink(List.of(routes), HASTY, pools.surroundings());
    }

    private Route route(String name, int port) {
        CoapDialer dialer =
                new CoapDialer(new CoapSettings(DeviceId.of("tram-1"), SECRET), pools.shared, pools.delayer);
        return new Route(name, List.of("127.0.0.1"), port, dialer, Resolver.SYSTEM);
    }

    private static Delivery deliver(FailoverUplink uplink) throws Exception {
        return uplink.send(MESSAGE).toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static void awaitUse(FailoverUplink uplink, String name) {
        Eventually.holds(PATIENCE, () -> uplink.report().inUse().startsWith(name));
    }
}
