package org.kenh.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.kenh.system.Api.Device;
import org.kenh.system.DeviceClient.Target;

/** What anybody who can reach the ports may try first. */
@ExtendWith(SharedServer.class)
class SecurityTest {
    private final ServerProcess server;
    private final Api api;

    SecurityTest(ServerProcess server, Api api) {
        this.server = server;
        this.api = api;
    }

    @Test
    void signIn_withDefaultPasswords_fails() {
        for (String password : new String[] {"admin", "password", "kenh", "123456"}) {
            assertThat(Api.trySignIn(server, "admin", password).statusCode()).isEqualTo(401);
        }
        for (String user : new String[] {"root", "postgres", "kenh", "administrator"}) {
            assertThat(Api.trySignIn(server, user, user).statusCode()).isEqualTo(401);
        }
        assertThat(Api.trySignIn(server, "admin", ServerProcess.ADMIN_PASSWORD).statusCode())
                .isEqualTo(200);
    }

    @Test
    void signIn_afterFiveFailures_isLockedEvenForANameThatDoesNotExist() {
        for (int attempt = 0; attempt < 5; attempt++) {
            assertThat(Api.trySignIn(server, "khong-co-ai", "sai-" + attempt).statusCode())
                    .isEqualTo(401);
        }
        HttpResponse<String> sixth = Api.trySignIn(server, "khong-co-ai", "sai");
        assertThat(sixth.statusCode()).isEqualTo(429);
        assertThat(sixth.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(14 * 60L, 15 * 60L);
    }

    @Test
    void plainListeners_byDefault_areOnLoopbackOnly() {
        Ports ports = server.ports();
        assertThat(Listeners.tcp(ports.mqtt())).isNotEmpty().allMatch(Listeners::isLoopback);
        assertThat(Listeners.udp(ports.coap())).isNotEmpty().allMatch(Listeners::isLoopback);
        assertThat(Listeners.tcp(ports.management())).isNotEmpty().allMatch(Listeners::isLoopback);
        assertThat(Listeners.tcp(server.database().port())).allMatch(Listeners::isLoopback);
    }

    @Test
    void log_afterGoodAndBadLogins_tellsNoSecret() {
        Device device = api.newDevice();
        Device impostor = new Device(device.id(), "khong-phai-bi-mat-that-su");
        for (DeviceClient client : DeviceClient.values()) {
            client.send(server, device, Sample.pack(1, Instant.now()));
            client.send(Target.of(server, device).withPatience(3), impostor, Sample.pack(1, Instant.now()));
        }
        Api.trySignIn(server, "admin", "mot-mat-khau-sai");
        HttpResponse<String> session = Api.trySignIn(server, "admin", ServerProcess.ADMIN_PASSWORD);

        assertThat(server.log())
                .doesNotContain(device.secret())
                .doesNotContain(impostor.secret())
                .doesNotContain("mot-mat-khau-sai")
                .doesNotContain(ServerProcess.ADMIN_PASSWORD)
                .doesNotContain(Api.parse(session.body()).path("token").asText());
    }

    @Test
    void peoplesApi_withoutASession_isClosed() {
        Api nobody = Api.anonymous(server);
        for (String path : new String[] {"/areas", "/sites", "/devices", "/series", "/accounts", "/system", "/live"}) {
            assertThat(nobody.send("GET", path, Map.of()).statusCode()).as(path).isEqualTo(401);
        }
        assertThat(nobody.send("POST", "/areas", Map.of("id", "x")).statusCode())
                .isEqualTo(401);
    }

    @Test
    void mqttConnection_thatSaysNothing_isCutSoon() {
        try (MqttSocket silent = MqttSocket.open(server.ports(), 4)) {
            assertThat(silent.readUntilClosed(Duration.ofSeconds(8))).isEmpty();
        }
    }

    @Test
    void httpConnection_thatTricklesItsHeaders_isCut() throws IOException {
        try (Socket slow =
                new Socket(InetAddress.getLoopbackAddress(), server.ports().http())) {
            slow.setSoTimeout(500);
            slow.getOutputStream().write("GET / HTTP/1.1\r\nHost: kenh\r\nX-Slow: ".getBytes(StandardCharsets.UTF_8));
            Instant deadline = Instant.now().plus(Duration.ofSeconds(45));
            while (isOpen(slow)) {
                assertThat(Instant.now())
                        .as("the header is still being waited for")
                        .isBefore(deadline);
            }
        }
    }

    /** Sends one more byte of the header and waits half a second for the end of the connection. */
    private static boolean isOpen(Socket slow) {
        try {
            slow.getOutputStream().write('a');
            return slow.getInputStream().readAllBytes().length < 0;
        } catch (SocketTimeoutException nothing) {
            return true;
        } catch (IOException reset) {
            return false;
        }
    }
}
