package org.kenh.telemetry.wire;

/** The outcome of reading bytes from a device: the value, or why not. Decoders never throw on input. */
public sealed interface Decoding<T> {
    /** The bytes were understood, all of them. */
    record Decoded<T>(T value) implements Decoding<T> {}

    /**
     * The bytes were not understood; nothing of them may be used.
     *
     * @param reason what is wrong, with the offending value where that is short
     * @param where the place, for example {@code record 3, label v} or {@code byte 17}; empty when it is the whole
     */
    record Rejected<T>(String reason, String where) implements Decoding<T> {}
}
