package org.kenh.edge.uplink;

import org.kenh.telemetry.Pack;
import org.kenh.telemetry.wire.SenmlEncoder;

/** How readings are written. Births and answers are always JSON. */
public enum Encoding {
    JSON,
    CBOR;

    public byte[] write(Pack pack) {
        return switch (this) {
            case JSON -> SenmlEncoder.json(pack);
            case CBOR -> SenmlEncoder.cbor(pack);
        };
    }
}
