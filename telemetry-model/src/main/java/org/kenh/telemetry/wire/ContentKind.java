package org.kenh.telemetry.wire;

/** How a payload is written, as far as its envelope (Content-Format, content type) says. */
public enum ContentKind {
    /** Content-Format 110 or 50, {@code application/senml+json}, {@code application/json}. */
    JSON,
    /** Content-Format 112 or 60, {@code application/senml+cbor}, {@code application/cbor}. */
    CBOR,
    /** The envelope does not say: the first byte decides. */
    UNKNOWN
}
