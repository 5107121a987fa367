package org.kenh.telemetry.wire;

/**
 * Ends the reading of a malformed payload from any depth; it is turned into {@link Decoding.Rejected} in the public
 * decoders and never leaves this package. It carries no stack trace: malformed input must stay cheap.
 */
final class Rejection extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final String where;

    Rejection(String reason) {
        this(reason, "");
    }

    Rejection(String reason, String where) {
        super(reason, null, false, false);
        this.reason = reason;
        this.where = where;
    }

    /** The same, seen from the place that contains this one. */
    Rejection within(String outer) {
        return new Rejection(reason, where.isEmpty() ? outer : outer + ", " + where);
    }

    <T> Decoding<T> asDecoding() {
        return new Decoding.Rejected<>(reason, where);
    }
}
