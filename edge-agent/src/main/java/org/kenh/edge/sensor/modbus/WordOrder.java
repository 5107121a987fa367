package org.kenh.edge.sensor.modbus;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** In which order a device sends the bytes of a number; {@code ABCD} is what the protocol means. */
enum WordOrder {
    ABCD(false, false),
    CDAB(true, false),
    BADC(false, true),
    DCBA(true, true);

    private final boolean wordsReversed;
    private final boolean bytesSwapped;

    WordOrder(boolean wordsReversed, boolean bytesSwapped) {
        this.wordsReversed = wordsReversed;
        this.bytesSwapped = bytesSwapped;
    }

    static List<String> words() {
        return Arrays.stream(values())
                .map(order -> order.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** From this order to {@code ABCD}, and back: each of the four is its own opposite. */
    byte[] arrange(byte[] bytes) {
        byte[] arranged = new byte[bytes.length];
        int words = bytes.length / 2;
        for (int word = 0; word < words; word++) {
            int from = 2 * (wordsReversed ? words - 1 - word : word);
            arranged[2 * word] = bytes[bytesSwapped ? from + 1 : from];
            arranged[2 * word + 1] = bytes[bytesSwapped ? from : from + 1];
        }
        return arranged;
    }
}
