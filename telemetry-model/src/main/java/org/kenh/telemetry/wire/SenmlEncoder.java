package org.kenh.telemetry.wire;

import java.util.List;
import org.kenh.telemetry.Reading;

/** Readings to SenML packs (RFC 8428). */
public final class SenmlEncoder {
    private SenmlEncoder() {}

    public static byte[] json(List<Reading> readings) {
        return new byte[0];
    }

    public static byte[] cbor(List<Reading> readings) {
        return new byte[0];
    }
}
