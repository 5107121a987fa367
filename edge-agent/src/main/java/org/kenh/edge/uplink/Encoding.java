package org.kenh.edge.uplink;

import java.util.List;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.wire.SenmlEncoder;

/** How readings are written. Births and answers are always JSON. */
public enum Encoding {
    JSON,
    CBOR;

    public byte[] write(List<Reading> readings) {
        return switch (this) {
            case JSON -> SenmlEncoder.json(readings);
            case CBOR -> SenmlEncoder.cbor(readings);
        };
    }
}
