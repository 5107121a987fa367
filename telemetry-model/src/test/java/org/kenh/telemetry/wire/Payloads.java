package org.kenh.telemetry.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.kenh.telemetry.Pack;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.wire.Decoding.Decoded;
import org.kenh.telemetry.wire.Decoding.Rejected;

/** Payloads in and readings out, for tests; now is always {@link #NOW}. */
final class Payloads {
    static final Instant NOW = Instant.parse("2026-01-31T07:00:00.123456Z");

    /** The RFC's examples are of 2010 and 2011. */
    static final DecodingLimits LIMITS =
            new DecodingLimits(256 * 1024, 5_000, Duration.ofDays(365 * 30), Duration.ofHours(24));

    private Payloads() {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
    }

    static Decoding<Pack> decode(byte[] payload, ContentKind kind) {
        return ReadingsDecoder.decode(payload, kind, NOW, LIMITS);
    }

    static Decoding<Pack> decode(String json) {
        return decode(utf8(json), ContentKind.UNKNOWN);
    }

    static List<Reading> readings(String json) {
        return value(decode(json)).readings();
    }

    static List<Reading> readingsOfCbor(String hex) {
        return value(decode(hex(hex), ContentKind.UNKNOWN)).readings();
    }

    static <T> T value(Decoding<T> decoding) {
        assertThat(decoding).isInstanceOf(Decoded.class);
        return ((Decoded<T>) decoding).value();
    }

    static void assertRejected(Decoding<?> decoding, String reasonPart, String where) {
        assertThat(decoding).isInstanceOf(Rejected.class);
        Rejected<?> rejected = (Rejected<?>) decoding;
        assertThat(rejected.reason()).contains(reasonPart);
        assertThat(rejected.where()).isEqualTo(where);
    }

    /** For places that a library decides. */
    static void assertRejected(Decoding<?> decoding, String reasonPart) {
        assertThat(decoding).isInstanceOf(Rejected.class);
        assertThat(((Rejected<?>) decoding).reason()).contains(reasonPart);
    }
}
