package org.kenh.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.kenh.gateway.intake.Origin;
import org.kenh.gateway.intake.Transport;
import org.kenh.telemetry.DeviceId;

class RecentMessagesTest {
    private static final DeviceId D1 = DeviceId.of("d1");
    private final RecentMessages messages = new RecentMessages(100_000);

    @Test
    void messages_areTheLastTen_newestFirst() {
        for (int i = 0; i < 12; i++) {
            messages.add(origin("d1", Integer.toString(i).getBytes(UTF_8)), "committed");
        }

        assertThat(messages.of(D1))
                .extracting(RawMessages.RawMessage::payload)
                .containsExactly("11", "10", "9", "8", "7", "6", "5", "4", "3", "2");
        assertThat(messages.of(DeviceId.of("d2"))).isEmpty();
    }

    @Test
    void longText_isCutBetweenCharacters() {
        messages.add(origin("d1", ("a" + "ệ".repeat(2_000)).getBytes(UTF_8)), "committed");

        assertThat(messages.of(D1)).singleElement().satisfies(message -> {
            assertThat(message.bytes()).isEqualTo(6_001);
            assertThat(message.payload()).isEqualTo("a" + "ệ".repeat(682));
        });
    }

    @Test
    void bytesThatAreNoText_areHexadecimal() {
        messages.add(origin("d1", new byte[] {(byte) 0x81, (byte) 0xA2, 0x61}), "committed");

        assertThat(messages.of(D1).getFirst().payload()).isEqualTo("81a261");
    }

    @Test
    void bound_isKept_byForgettingTheQuietest() {
        for (int i = 0; i < 100; i++) {
            messages.add(origin("d" + i, new byte[2_000]), "committed");
            messages.add(origin("loud", new byte[10]), "committed");
        }

        assertThat(messages.of(DeviceId.of("d0"))).isEmpty();
        assertThat(messages.of(DeviceId.of("d99"))).hasSize(1);
        assertThat(messages.of(DeviceId.of("loud"))).hasSize(10);
    }

    private static Origin origin(String device, byte[] payload) {
        return new Origin(DeviceId.of(device), Transport.MQTT, "topic", Instant.EPOCH, payload);
    }
}
