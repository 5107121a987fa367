package org.kenh.telemetry.wire;

import java.time.Instant;
import java.util.List;
import org.kenh.telemetry.Reading;

/** Payloads of {@code readings}: SenML (RFC 8428) in JSON or CBOR, or flat JSON, to readings. */
public final class ReadingsDecoder {
    private ReadingsDecoder() {}

    /** Reads a whole payload; {@code now} resolves relative times. Never throws on input. */
    public static Decoding<List<Reading>> decode(byte[] payload, ContentKind kind, Instant now, DecodingLimits limits) {
        return new Decoding.Rejected<>("not decoded", "");
    }
}
