package org.kenh.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireTest {
    private static final Device DEVICE = new Device("dev", "secret");

    private final Heard heard = new Heard();

    @Test
    void mqtt_packetInPieces_waitsForTheRest() {
        ByteBuffer in = bytes("20020000 40020007 4002");

        new MqttWire(DEVICE, 60).decode(in, heard);

        assertThat(heard.words).containsExactly("ready", "acknowledged 7");
        assertThat(in.remaining()).isEqualTo(2);
    }

    @Test
    void mqtt_frame_carriesTopicIdAndPayload() {
        Message.Frame frame = new MqttWire(DEVICE, 60).frame(new byte[] {'x', 'y'});
        frame.number(0x1234);

        assertThat(HexFormat.of().formatHex(frame.bytes()))
                .isEqualTo("321a" + "0014" + hex("kenh/v1/dev/readings") + "1234" + hex("xy"));
    }

    @Test
    void http_answersInOrder_acknowledgeInOrder() {
        HttpWire wire = new HttpWire(DEVICE);
        Message.Frame frame = wire.frame(new byte[] {'x'});
        frame.number(3);
        frame.number(1);
        frame.number(2);
        String answers = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody"
                + "HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n"
                + "HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 2";

        wire.decode(ByteBuffer.wrap(answers.getBytes(StandardCharsets.US_ASCII)), heard);

        assertThat(heard.words).containsExactly("acknowledged 3", "failed 1 HTTP 503", "acknowledged 2");
    }

    @Test
    void coap_frame_repeatsNoMessageId() {
        Message.Frame frame = new CoapWire(DEVICE, true).frame(new byte[] {'x'});
        frame.number(5);
        short first = ByteBuffer.wrap(frame.bytes()).getShort(2);
        frame.number(5);

        assertThat(ByteBuffer.wrap(frame.bytes()).getShort(2)).isNotEqualTo(first);
        assertThat(HexFormat.of().formatHex(frame.bytes(), 4, frame.bytes().length))
                .isEqualTo("0005" + "b2" + hex("v1") + "08" + hex("readings") + "1132" + "ff" + hex("x"));
    }

    @Test
    void coap_piggybackedAnswer_acknowledges() {
        new CoapWire(DEVICE, true).decode(bytes("62441234 0009"), heard);

        assertThat(heard.words).containsExactly("acknowledged 9");
    }

    @Test
    void coap_separateAnswer_isAcknowledgedItself() {
        new CoapWire(DEVICE, true).decode(bytes("42a31234 0009 ff 6e6f"), heard);

        assertThat(heard.words).containsExactly("reply 60001234", "failed 9 CoAP 5.03");
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Writes down what it is told. */
    private static final class Heard implements Wire.Answers {
        private final List<String> words = new ArrayList<>();

        @Override
        public void ready() {
            words.add("ready");
        }

        @Override
        public void refused(String reason) {
            words.add("refused " + reason);
        }

        @Override
        public void acknowledged(int slot) {
            words.add("acknowledged " + slot);
        }

        @Override
        public void failed(int slot, String reason) {
            words.add("failed " + slot + " " + reason);
        }

        @Override
        public void reply(byte[] packet) {
            words.add("reply " + HexFormat.of().formatHex(packet));
        }
    }
}
