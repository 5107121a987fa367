package org.kenh.telemetry.wire;

import java.time.Instant;
import java.util.HexFormat;
import org.kenh.telemetry.Pack;

/** Payloads of {@code readings}: SenML (RFC 8428) in JSON or CBOR, or flat JSON, to packs. Safe for any thread. */
public final class ReadingsDecoder {
    private ReadingsDecoder() {}

    /** Reads a whole payload; {@code now} resolves relative times. Never throws on input. */
    public static Decoding<Pack> decode(byte[] payload, ContentKind kind, Instant now, DecodingLimits limits) {
        try {
            if (payload.length > limits.maxBytes()) {
                throw new Rejection(
                        "a payload must have at most " + limits.maxBytes() + " bytes, but has " + payload.length);
            }
            if (payload.length == 0) {
                throw new Rejection("the payload is empty");
            }
            boolean cbor = switch (kind) {
                case JSON -> false;
                case CBOR -> true;
                case UNKNOWN -> startsAsCbor(payload);
            };
            return new Decoding.Decoded<>(
                    cbor ? SenmlCbor.read(payload, now, limits) : JsonReadings.read(payload, now, limits));
        } catch (Rejection rejection) {
            return rejection.asDecoding();
        }
    }

    /** CBOR arrays and tags begin with a byte that no UTF-8 text begins with. */
    private static boolean startsAsCbor(byte[] payload) throws Rejection {
        int first = payload[0] & 0xFF;
        return switch (first) {
            case ' ', '\t', '\r', '\n', '[', '{' -> false;
            default -> {
                if ((first >= 0x80 && first <= 0x9F) || first == CborCursor.SELF_DESCRIBED) {
                    yield true;
                }
                throw new Rejection(
                        "the payload is neither JSON ([ or {) nor a CBOR array: it begins with 0x"
                                + HexFormat.of().toHexDigits(payload[0]),
                        "byte 0");
            }
        };
    }
}
