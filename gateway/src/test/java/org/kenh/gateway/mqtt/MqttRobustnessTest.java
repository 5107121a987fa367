package org.kenh.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.ResourceLeakDetector;
import java.io.UncheckedIOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import org.kenh.gateway.fixture.Connect;
import org.kenh.gateway.fixture.Eventually;
import org.kenh.gateway.fixture.House;
import org.kenh.gateway.fixture.Packet;
import org.kenh.gateway.fixture.WireClient;

/** Whatever comes, the others are served. */
class MqttRobustnessTest {
    private static @Nullable House house;

    @BeforeContainer
    static void open() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        house = House.open();
    }

    @AfterContainer
    static void close() {
        Eventually.until(MqttRobustnessTest::connections, () -> connections() == 0);
        house().close();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE);
    }

    @Property(tries = 150)
    void randomBytes_asFirstPacket_neverBreakTheServer(@ForAll @Size(max = 300) byte[] bytes) {
        sendAndForget(new byte[0], bytes);
        assertOthersAreServed();
    }

    @Property(tries = 150)
    void randomBytes_afterConnect_neverBreakTheServer(
            @ForAll boolean five,
            @ForAll @IntRange(min = 0x10, max = 0xFF) int header,
            @ForAll @Size(max = 300) byte[] bytes) {
        byte[] packet = new byte[bytes.length + 1];
        packet[0] = (byte) header;
        System.arraycopy(bytes, 0, packet, 1, bytes.length);
        sendAndForget((five ? Connect.five("noise") : Connect.three("noise")).build(), packet);
        assertOthersAreServed();
    }

    @Property(tries = 100)
    void connect_withAnyByteChanged_neverBreaksTheServer(
            @ForAll @IntRange(max = 60) int at, @ForAll byte value, @ForAll boolean five) {
        byte[] connect = (five ? Connect.five("noise") : Connect.three("noise"))
                .will("kenh/v1/noise/readings", "{}")
                .build();
        connect[at % connect.length] = value;
        sendAndForget(connect, new byte[0]);
        assertOthersAreServed();
    }

    private static void sendAndForget(byte[] first, byte[] second) {
        try (WireClient client = house().wire()) {
            client.send(first);
            client.send(second);
        } catch (UncheckedIOException closedAlready) {
            assertThat(closedAlready).hasMessageContaining("Socket");
        }
    }

    private static void assertOthersAreServed() {
        try (WireClient client = house().wire()) {
            client.connect(Connect.three("pump-1"));
            assertThat(client.ping().header()).isEqualTo(Packet.PINGRESP);
        }
    }

    private static double connections() {
        return house().meters
                .get("kenh.gateway.connections")
                .tag("transport", "mqtt")
                .gauge()
                .value();
    }

    private static House house() {
        if (house == null) {
            throw new AssertionError("not opened");
        }
        return house;
    }
}
