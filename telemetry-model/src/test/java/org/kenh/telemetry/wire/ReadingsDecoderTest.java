package org.kenh.telemetry.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.kenh.telemetry.wire.Payloads.NOW;
import static org.kenh.telemetry.wire.Payloads.assertRejected;
import static org.kenh.telemetry.wire.Payloads.decode;
import static org.kenh.telemetry.wire.Payloads.hex;
import static org.kenh.telemetry.wire.Payloads.utf8;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for payloads of any kind: which kind it is, how large, and what a malformed one may cost. */
class ReadingsDecoderTest {
    private static final String CBOR = "81 a2 00 61 61 02 01";

    @ParameterizedTest
    @ValueSource(strings = {"[{\"n\":\"a\",\"v\":1}]", " \r\n\t[{\"n\":\"a\",\"v\":1}]", "{\"a\":1}", "\n{\"a\":1}"})
    void kind_unknown_jsonIsTold(String payload) {
        assertThat(decode(utf8(payload), ContentKind.UNKNOWN)).isEqualTo(decode(utf8(payload), ContentKind.JSON));
        assertThat(Payloads.value(decode(payload)).readings()).hasSize(1);
    }

    @Test
    void kind_unknown_cborIsTold() {
        assertThat(Payloads.value(decode(hex(CBOR), ContentKind.UNKNOWN)).readings())
                .hasSize(1);
    }

    @Test
    void kind_unknown_otherBytes_areRejected() {
        assertRejected(decode("level=1"), "neither JSON ([ or {) nor a CBOR array: it begins with 0x6c", "byte 0");
        assertRejected(decode(hex("a0"), ContentKind.UNKNOWN), "begins with 0xa0", "byte 0");
        assertRejected(decode(hex("ef bb bf 5b 5d"), ContentKind.UNKNOWN), "begins with 0xef", "byte 0");
    }

    @Test
    void kind_saidWrongly_isRejected() {
        assertRejected(decode(hex(CBOR), ContentKind.JSON), "not valid JSON");
        assertRejected(decode(utf8("[{\"n\":\"a\",\"v\":1}]"), ContentKind.CBOR), "must be an array");
        assertRejected(decode(utf8("7"), ContentKind.JSON), "must be an array or an object, but is 7");
        assertRejected(decode(utf8("  "), ContentKind.JSON), "must be an array or an object, but is at its end");
    }

    @Test
    void json_inUtf16_isRejected() {
        byte[] payload = "[{\"n\":\"a\",\"v\":1}]".getBytes(StandardCharsets.UTF_16LE);
        assertRejected(decode(payload, ContentKind.JSON), "not valid JSON");
    }

    @ParameterizedTest
    @EnumSource(ContentKind.class)
    void payload_empty_isRejected(ContentKind kind) {
        assertRejected(decode(new byte[0], kind), "the payload is empty", "");
    }

    @ParameterizedTest
    @EnumSource(ContentKind.class)
    void payload_tooLarge_isRejected(ContentKind kind) {
        byte[] payload = new byte[256 * 1024 + 1];
        assertRejected(
                ReadingsDecoder.decode(payload, kind, NOW, DecodingLimits.CONTRACT),
                "at most 262144 bytes, but has 262145",
                "");
    }

    @Test
    void payload_asLargeAsAllowed_isTaken() {
        String record = "{\"n\":\"a\",\"v\":1}";
        String payload = "[" + record + " ".repeat(256 * 1024 - record.length() - 2) + "]";
        assertThat(Payloads.value(ReadingsDecoder.decode(utf8(payload), ContentKind.JSON, NOW, DecodingLimits.CONTRACT))
                        .readings())
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("pretentious")
    void declaredLength_farBeyondThePayload_costsNothing(byte[] payload) {
        decode(payload, ContentKind.UNKNOWN);
        long before = allocatedBytes();
        Decoding<?> decoding = decode(payload, ContentKind.UNKNOWN);
        long allocated = allocatedBytes() - before;
        assertThat(decoding).isInstanceOf(Decoding.Rejected.class);
        assertThat(allocated).isLessThan(100_000);
    }

    static Stream<byte[]> pretentious() {
        return Stream.of(
                        "9a 7fffffff",
                        "81 ba 3fffffff",
                        "81 a2 00 61 61 08 5a 7fffffff 00",
                        "81 a2 00 61 61 08 5b 7fffffffffffffff 00",
                        "81 a2 00 61 61 08 5f 5a 7fffffff 00",
                        "81 a2 00 7a 7fffffff 61",
                        "81 a2 7a 7fffffff 61",
                        "81 a3 00 61 61 02 01 61 78 9a 7fffffff",
                        "81 a2 00 61 61 02 c4 82 1b 7fffffffffffffff 01",
                        "81 a2 00 61 61 02 c4 82 3a 7fffffff 01")
                .map(Payloads::hex);
    }

    @Test
    void largestPayload_costsASmallMultipleOfItsSize() {
        String records = IntStream.range(0, 5_000)
                .mapToObj(i -> "{\"n\":\"series-" + i + "\",\"v\":" + i + "}")
                .collect(Collectors.joining(","));
        byte[] payload = utf8("[" + records + "]");
        decode(payload, ContentKind.JSON);
        long before = allocatedBytes();
        Payloads.value(decode(payload, ContentKind.JSON));
        assertThat(allocatedBytes() - before).isLessThan(20L * payload.length);
    }

    @Test
    void labels_unknownAndMany_areReadInTime() {
        String labels =
                IntStream.range(0, 20_000).mapToObj(i -> "\"" + i + "\":0").collect(Collectors.joining(","));
        byte[] payload = utf8("[{\"n\":\"a\",\"v\":1," + labels + "}]");
        assertTimeout(
                Duration.ofSeconds(5),
                () -> assertThat(Payloads.value(decode(payload, ContentKind.JSON))
                                .readings())
                        .hasSize(1));
    }

    @Test
    void names_withTheSameHash_areReadInTime() {
        String records = IntStream.range(0, 4_096)
                .mapToObj(ReadingsDecoderTest::collidingName)
                .map(name -> "{\"n\":\"" + name + "\",\"v\":1}")
                .collect(Collectors.joining(","));
        byte[] payload = utf8("[" + records + "]");
        assertTimeout(
                Duration.ofSeconds(5),
                () -> assertThat(Payloads.value(decode(payload, ContentKind.JSON))
                                .readings())
                        .hasSize(4_096));
    }

    /** "Aa" and "BB" have one hash code, and so have all texts made of them in the same number. */
    private static String collidingName(int number) {
        return IntStream.range(0, 12)
                .mapToObj(bit -> ((number >> bit) & 1) == 0 ? "Aa" : "BB")
                .collect(Collectors.joining());
    }

    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
