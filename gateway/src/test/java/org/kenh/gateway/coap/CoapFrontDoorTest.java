package org.kenh.gateway.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.scandium.dtls.DTLSContext;
import org.junit.jupiter.api.Test;
import org.kenh.gateway.coap.CoapConfig.Listener;
import org.kenh.gateway.intake.Transport;
import org.kenh.gateway.session.BoundListener;
import org.kenh.gateway.session.FrontDoor;
import org.kenh.telemetry.DeviceId;

/** Opening and closing, and sessions that must end. */
class CoapFrontDoorTest {
    @Test
    void start_onLoopback_listensByBothProtocolsOnOnePortEach() {
        try (OpenDoor open = new OpenDoor()) {
            assertThat(open.door.listeners())
                    .extracting(BoundListener::transport, BoundListener::host)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(Transport.COAP, "127.0.0.1"),
                            org.assertj.core.groups.Tuple.tuple(Transport.COAP, "::1"),
                            org.assertj.core.groups.Tuple.tuple(Transport.COAPS, "127.0.0.1"),
                            org.assertj.core.groups.Tuple.tuple(Transport.COAPS, "::1"));
            assertThat(open.door.listeners().stream().map(BoundListener::port).distinct())
                    .hasSize(2)
                    .doesNotContain(0);
        }
    }

    @Test
    void start_onATakenPort_saysWhichAndLeavesNothingOpen() {
        try (OpenDoor open = new OpenDoor()) {
            int taken = open.port(Transport.COAPS);
            CoapFrontDoor second = door(new Listener(List.of("127.0.0.1"), 0), Listener.loopback(taken), open);

            assertThatThrownBy(second::start)
                    .isInstanceOf(FrontDoor.ListenException.class)
                    .hasMessageContaining("127.0.0.1 port " + taken);
            assertThat(second.listeners()).isEmpty();
        }
    }

    @Test
    void start_everywhere_answersByBothProtocols() {
        try (OpenDoor open = new OpenDoor()) {
            CoapFrontDoor door = door(Listener.everywhere(0), new Listener(List.of(), 0), open);
            door.start();
            try {
                int port = door.listeners().getFirst().port();
                assertThat(door.listeners()).hasSize(1);
                assertThat(CommandLineClient.plain().get("coap://127.0.0.1:" + port + "/v1/time"))
                        .contains("c:2.05");
                assertThat(CommandLineClient.plain().get("coap://[::1]:" + port + "/v1/time"))
                        .contains("c:2.05");
            } finally {
                door.stop(Duration.ZERO);
            }
        }
    }

    @Test
    void stop_freesThePorts() {
        OpenDoor open = new OpenDoor();
        int port = open.port(Transport.COAP);
        open.close();

        CoapFrontDoor next = door(Listener.loopback(port), new Listener(List.of(), 0), open);
        next.start();
        assertThat(next.listeners()).hasSize(2);
        next.stop(Duration.ZERO);
    }

    @Test
    void session_ofADeviceWithANewSecret_isRefused() throws Exception {
        try (OpenDoor open = new OpenDoor();
                ObservingClient device = ObservingClient.secure(open.secure("commands"))) {
            assertThat(device.client().get().getCode()).isEqualTo(CoAP.ResponseCode.CONTENT);

            open.credentials.put("d1", "another-secret");
            open.door.disconnect(DeviceId.of("d1"));

            assertThat(device.client().get().getCode()).isEqualTo(CoAP.ResponseCode.UNAUTHORIZED);
        }
    }

    @Test
    void session_hasAConnectionIdAndForwardSecrecy() throws Exception {
        try (OpenDoor open = new OpenDoor();
                ObservingClient device = ObservingClient.secure(open.secure("commands"))) {
            device.client().get();

            DTLSContext session = device.connector()
                    .getDtlsContextByAddress(
                            device.client().get().advanced().getSourceContext().getPeerAddress());
            assertThat(session.getWriteConnectionId()).isNotNull();
            assertThat(session.getSession().getCipherSuite().name()).startsWith("TLS_ECDHE_PSK_WITH_AES_128");
        }
    }

    private static CoapFrontDoor door(Listener plain, Listener secure, OpenDoor behind) {
        return new CoapFrontDoor(
                new CoapConfig(plain, secure, CoapConfig.Limits.DEFAULT), new SimpleMeterRegistry(), behind.services());
    }
}
