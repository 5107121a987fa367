package org.kenh.telemetry.wire;

import org.kenh.telemetry.Birth;

/** Payloads of {@code birth}. */
public final class BirthCodec {
    private BirthCodec() {}

    public static byte[] encode(Birth birth) {
        return new byte[0];
    }

    public static Decoding<Birth> decode(byte[] payload) {
        return new Decoding.Rejected<>("not decoded", "");
    }
}
