package org.kenh.gateway.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.kenh.telemetry.Pack;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.Value;
import org.kenh.telemetry.wire.BirthCodec;
import org.kenh.telemetry.wire.CommandCodec;
import org.kenh.telemetry.wire.ContentKind;
import org.kenh.telemetry.wire.Decoding;
import org.kenh.telemetry.wire.DecodingLimits;
import org.kenh.telemetry.wire.ReadingsDecoder;

/**
 * Fuzz target: decoders of what devices send answer every input with a value, and what they accept keeps the promises of
 * the contract. The first byte chooses the content kind.
 */
public final class ReadingsFuzz {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration MOST_AHEAD = Duration.ofHours(24);
    private static final ContentKind[] KINDS = ContentKind.values();

    private ReadingsFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        byte[] payload = Arrays.copyOfRange(data, 1, data.length);
        ContentKind kind = KINDS[(data[0] & 0xFF) % KINDS.length];
        switch (ReadingsDecoder.decode(payload, kind, NOW, DecodingLimits.CONTRACT)) {
            case Decoding.Decoded<Pack>(Pack pack) -> pack.readings().forEach(ReadingsFuzz::requireSound);
            case Decoding.Rejected<Pack>(String reason, String _) -> require(!reason.isEmpty(), "no reason");
        }
        BirthCodec.decode(payload);
        CommandCodec.decodeAnswer(payload);
    }

    private static void requireSound(Reading reading) {
        require(!reading.at().isAfter(NOW.plus(MOST_AHEAD)), "in the future: " + reading);
        if (reading.value() instanceof Value.Numeric(double number)) {
            require(Double.isFinite(number), "not finite: " + reading);
        }
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new AssertionError(problem);
        }
    }
}
