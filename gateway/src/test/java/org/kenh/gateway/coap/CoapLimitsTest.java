package org.kenh.gateway.coap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Random;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.Transport;
import org.kenh.gateway.session.RateLimit;

/** What is too much, or nonsense. */
class CoapLimitsTest {
    private static final int SIXTEEN_BYTES = 0;
    private static final int KILOBYTE = 6;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void post_tooLarge_isRefusedWithTheSizeAndKept(boolean secure) {
        byte[] huge = "x".repeat(300_000).getBytes(UTF_8);
        try (OpenDoor open = new OpenDoor()) {
            String output = secure
                    ? CommandLineClient.secure("openssl", "d1", OpenDoor.SECRET).post(open.secure("readings"), huge)
                    : CommandLineClient.plain().post(open.plain("readings"), huge);

            assertThat(output).contains("c:4.13").contains("Size1:262144").contains("larger than 262144 bytes");
            Eventually.until("kept", () -> !open.intake.messages().isEmpty());
            DeviceMessage.Malformed kept =
                    (DeviceMessage.Malformed) open.intake.messages().getFirst();
            assertThat(kept.reason()).contains("262144");
            assertThat(kept.origin().device().value()).isEqualTo("d1");
        }
    }

    @Test
    void post_fromADeviceThatSendsTooMuch_isPutOff() {
        RateLimit rate = new RateLimit(0, RateLimit.LEAST_BYTES_PER_SECOND, Duration.ZERO);
        try (OpenDoor open = new OpenDoor(CoapConfig.Limits.DEFAULT, rate)) {
            CommandLineClient client = CommandLineClient.plain();
            client.post(open.plain("readings"), "x".repeat(250_000).getBytes(UTF_8)); // 15 s worth
            String output = client.post(open.plain("readings"), "{\"level\":1}");

            assertThat(output).contains("c:5.03").contains("Max-Age:1").contains("sends too much");
            assertThat(open.intake.messages()).hasSize(1);
        }
    }

    @Test
    void post_tooLargeWithoutSayingSo_isRefusedWhenItGrowsTooLarge() {
        byte[] block = new byte[1024];
        try (OpenDoor open = new OpenDoor();
                RawClient client = new RawClient(open)) {
            Response answer = sendBlock(client, block, 0);
            for (int number = 1; number <= 256; number++) {
                assertThat(answer.getCode()).isEqualTo(CoAP.ResponseCode.CONTINUE);
                answer = sendBlock(client, block, number);
            }

            assertThat(answer.getCode()).isEqualTo(CoAP.ResponseCode.REQUEST_ENTITY_TOO_LARGE);
            assertThat(answer.getOptions().getSize1()).isEqualTo(262_144);
            Eventually.until("kept", () -> !open.intake.messages().isEmpty());
        }
    }

    @Test
    void transfers_thatStayUnfinished_areBounded() {
        CoapConfig.Limits limits = new CoapConfig.Limits(100, Duration.ofMinutes(1), 100, 512 * 1024);
        try (OpenDoor open = new OpenDoor(limits);
                RawClient first = new RawClient(open);
                RawClient second = new RawClient(open);
                RawClient third = new RawClient(open)) {
            assertThat(begin(first)).isEqualTo(CoAP.ResponseCode.CONTINUE);
            assertThat(begin(second)).isEqualTo(CoAP.ResponseCode.CONTINUE);
            assertThat(begin(third)).isEqualTo(CoAP.ResponseCode.SERVICE_UNAVAILABLE);

            Request last = first.post("readings", "}".getBytes(UTF_8));
            last.getOptions().setBlock1(SIXTEEN_BYTES, false, 1);
            first.send(last);
            assertThat(first.receiveResponse().getCode()).isEqualTo(CoAP.ResponseCode.CHANGED);
            assertThat(begin(third)).isEqualTo(CoAP.ResponseCode.CONTINUE);
        }
    }

    @Test
    void blocks_forOtherPathsOrWithImpossibleSizes_takeNoMemory() {
        try (OpenDoor open = new OpenDoor();
                RawClient client = new RawClient(open)) {
            Request elsewhere = client.post("elsewhere", new byte[16]);
            elsewhere.getOptions().setBlock1(SIXTEEN_BYTES, true, 0);
            client.send(elsewhere);
            assertThat(client.receiveResponse().getCode()).isEqualTo(CoAP.ResponseCode.NOT_FOUND);

            Request nothing = client.post("readings", new byte[16]);
            nothing.getOptions().setBlock1(SIXTEEN_BYTES, true, 0);
            nothing.getOptions().setSize1(0);
            client.send(nothing);
            assertThat(client.receiveResponse().getCode()).isEqualTo(CoAP.ResponseCode.CONTINUE);
        }
    }

    @Test
    void datagrams_ofNonsense_breakNothing() throws IOException {
        try (OpenDoor open = new OpenDoor();
                RawClient client = new RawClient(open);
                DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            byte[] valid = new UdpDataSerializer().getByteArray(client.post("readings", "{\"a\":1}".getBytes(UTF_8)));
            Random random = new Random(20_260_102);
            for (int i = 0; i < 4_000; i++) {
                byte[] datagram = random.nextBoolean() ? noise(random) : damaged(valid, random);
                Transport transport = random.nextBoolean() ? Transport.COAP : Transport.COAPS;
                socket.send(new DatagramPacket(
                        datagram, datagram.length, InetAddress.ofLiteral("127.0.0.1"), open.port(transport)));
            }

            assertThat(CommandLineClient.plain().get(open.plainAnonymous("time")))
                    .contains("c:2.05");
            assertThat(CommandLineClient.secure("openssl", "d1", OpenDoor.SECRET)
                            .get(open.secure("time")))
                    .contains("c:2.05");
        }
    }

    private static Response sendBlock(RawClient client, byte[] block, int number) {
        Request request = client.post("readings", block);
        request.getOptions().setBlock1(KILOBYTE, true, number);
        client.send(request);
        return client.receiveResponse();
    }

    private static CoAP.ResponseCode begin(RawClient client) {
        Request request = client.post("readings", "{\"somelevel\":1.5".getBytes(UTF_8));
        request.getOptions().setBlock1(SIXTEEN_BYTES, true, 0);
        client.send(request);
        return client.receiveResponse().getCode();
    }

    private static byte[] noise(Random random) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] damaged(byte[] valid, Random random) {
        byte[] bytes = valid.clone();
        for (int changes = random.nextInt(4); changes >= 0; changes--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        // A message id of its own, or all but the first would be taken for repetitions.
        bytes[2] = (byte) random.nextInt(256);
        bytes[3] = (byte) random.nextInt(256);
        return bytes;
    }
}
