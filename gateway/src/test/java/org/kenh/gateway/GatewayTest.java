package org.kenh.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kenh.gateway.fixture.Eventually;
import org.kenh.gateway.fixture.House;
import org.kenh.gateway.intake.Transport;
import org.kenh.gateway.mqtt.MqttConfig.Listener;
import org.kenh.gateway.session.BoundListener;

class GatewayTest {
    @Test
    void start_freePort_sameRealPortOnBothLoopbackAddresses() throws IOException {
        try (House house = House.open()) {
            List<BoundListener> listeners = house.gateway.listeners();
            assertThat(listeners).extracting(BoundListener::transport).containsOnly(Transport.MQTT);
            assertThat(listeners).extracting(BoundListener::port).containsOnly(house.mqttPort());
            assertThat(house.mqttPort()).isPositive();
            for (BoundListener listener : listeners) {
                try (Socket socket = new Socket(InetAddress.ofLiteral(listener.host()), listener.port())) {
                    assertThat(socket.isConnected()).isTrue();
                }
            }
        }
    }

    @Test
    void start_portTaken_failsNamingTheAddress() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            Listener listener = new Listener(List.of("127.0.0.1"), taken.getLocalPort());
            assertThatThrownBy(() -> House.open(config -> config.withPlain(listener)))
                    .isInstanceOf(GatewayException.class)
                    .hasMessageContaining("127.0.0.1 port " + taken.getLocalPort());
        }
    }

    @Test
    void start_addressOfNoInterface_failsUnlessAnotherOneIsThere() {
        Listener nowhere = new Listener(List.of("203.0.113.1"), 0);
        assertThatThrownBy(() -> House.open(config -> config.withPlain(nowhere)))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("203.0.113.1");
        Listener partly = new Listener(List.of("203.0.113.1", "127.0.0.1"), 0);
        try (House house = House.open(config -> config.withPlain(partly))) {
            assertThat(house.gateway.listeners())
                    .extracting(BoundListener::host)
                    .containsExactly("127.0.0.1");
        }
    }

    @Test
    void stop_nothingListensAnyMore() {
        try (House house = House.open()) {
            int port = house.mqttPort();
            assertThat(isOpen(port)).isTrue();
            house.gateway.stop(Duration.ofSeconds(1));
            // The runtime gives the socket back when its selector comes round, a moment after the channel is closed.
            Eventually.until(() -> "port " + port + " is open", () -> !isOpen(port));
        }
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
