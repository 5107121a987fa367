package org.kenh.ingest.alarm;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes the parts of a state one after the other; {@link StateReader} reads them in the same order. */
final class StateWriter {
    private ByteBuffer bytes = ByteBuffer.allocate(256);

    void longs(long... values) {
        room(values.length * Long.BYTES);
        for (long value : values) {
            bytes.putLong(value);
        }
    }

    void doubles(double... values) {
        room(values.length * Double.BYTES);
        for (double value : values) {
            bytes.putDouble(value);
        }
    }

    void booleans(boolean... values) {
        room(values.length);
        for (boolean value : values) {
            bytes.put((byte) (value ? 1 : 0));
        }
    }

    void text(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        longs(encoded.length);
        room(encoded.length);
        bytes.put(encoded);
    }

    /** All of it, and a checksum. */
    byte[] done() {
        longs(StateReader.checksum(bytes.array(), bytes.position()));
        byte[] result = new byte[bytes.position()];
        bytes.flip().get(result);
        return result;
    }

    private void room(int size) {
        if (bytes.remaining() < size) {
            ByteBuffer larger = ByteBuffer.allocate(2 * (bytes.position() + size));
            larger.put(bytes.flip());
            bytes = larger;
        }
    }
}
