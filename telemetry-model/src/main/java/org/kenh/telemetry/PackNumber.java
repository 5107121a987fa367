package org.kenh.telemetry;

/**
 * The number that a device gives a pack, so that the centre can tell what is missing. The same pack keeps its number
 * however often it is sent.
 *
 * @param epoch 0 to 2^32 - 1; grows when a device begins to number anew, for example because it lost its journal
 * @param sequence 0 to 2^53 - 1; one more for each pack
 */
public record PackNumber(long epoch, long sequence) {
    public static final long MOST_EPOCH = (1L << 32) - 1;
    public static final long MOST_SEQUENCE = (1L << 53) - 1;

    public PackNumber {
        if (epoch < 0 || epoch > MOST_EPOCH) {
            throw new IllegalArgumentException("epoch must be 0 to " + MOST_EPOCH + ", but is " + epoch);
        }
        if (sequence < 0 || sequence > MOST_SEQUENCE) {
            throw new IllegalArgumentException("sequence must be 0 to " + MOST_SEQUENCE + ", but is " + sequence);
        }
    }
}
