package org.kenh.ingest.timescale;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The numbers of one device at one time, on their way to the table. */
final class SampleRow {
    static final Comparator<SampleRow> BY_DEVICE_AND_TIME = (one, other) -> {
        int byDevice = Integer.compare(one.device.number(), other.device.number());
        return byDevice != 0 ? byDevice : Long.compare(one.micros, other.micros);
    };

    private final PlannedDevice device;
    private final long micros;
    private final PackTally pack;
    private short[] ordinals;
    private double[] numbers;
    /** Null while every value is a good number. */
    private short @Nullable [] status;

    private int count;
    private int lowest = Integer.MAX_VALUE;
    private int highest;

    SampleRow(PackTally pack, long micros, int expected) {
        this.device = pack.device();
        this.micros = micros;
        this.pack = pack;
        this.ordinals = new short[expected];
        this.numbers = new double[expected];
    }

    PlannedDevice device() {
        return device;
    }

    long micros() {
        return micros;
    }

    /** The pack that brought it. */
    PackTally pack() {
        return pack;
    }

    int count() {
        return count;
    }

    /** Of two values of one series the first counts; tells whether this is it. */
    boolean add(int ordinal, double number, short statusOfIt) {
        // Series mostly come in the order in which they came before, and then nothing has to be searched.
        if (ordinal <= highest && holds(ordinal)) {
            return false;
        }
        append(ordinal, number, statusOfIt);
        return true;
    }

    private void append(int ordinal, double number, short statusOfIt) {
        lowest = Math.min(lowest, ordinal);
        highest = Math.max(highest, ordinal);
        if (count == ordinals.length) {
            ordinals = Arrays.copyOf(ordinals, count * 2);
            numbers = Arrays.copyOf(numbers, count * 2);
            status = status == null ? null : Arrays.copyOf(status, count * 2);
        }
        ordinals[count] = (short) ordinal;
        numbers[count] = number;
        if (statusOfIt != 0 && status == null) {
            status = new short[ordinals.length];
        }
        if (status != null) {
            status[count] = statusOfIt;
        }
        count++;
    }

    boolean isSameKey(SampleRow other) {
        return device == other.device && micros == other.micros;
    }

    /** Takes over what it does not have yet; tells how much that was. The first value of a series and time counts. */
    int merge(SampleRow later) {
        int before = count;
        for (int i = 0; i < later.count; i++) {
            if (!add(later.ordinals[i], later.numbers[i], later.statusAt(i))) {
                later.pack.repeats(micros, later.ordinals[i]);
            }
        }
        return count - before;
    }

    /** Without what is stored already. */
    void remove(StoredSample stored) {
        int all = count;
        count = 0;
        lowest = Integer.MAX_VALUE;
        highest = 0;
        for (int i = 0; i < all; i++) {
            if (!stored.holds(ordinals[i])) {
                // Never beyond what has been read: the place is at most i.
                append(ordinals[i], numbers[i], statusAt(i));
            } else {
                pack.repeats(micros, ordinals[i]);
            }
        }
    }

    /** The lowest ordinal in it. */
    int lowest() {
        return lowest;
    }

    /** The highest ordinal in it; 0 when it is empty. */
    int highest() {
        return highest;
    }

    boolean isPlain() {
        return status == null;
    }

    int ordinalAt(int index) {
        return ordinals[index];
    }

    double numberAt(int index) {
        return numbers[index];
    }

    short statusAt(int index) {
        return status == null ? 0 : status[index];
    }

    private boolean holds(int ordinal) {
        for (int i = 0; i < count; i++) {
            if (ordinals[i] == ordinal) {
                return true;
            }
        }
        return false;
    }
}
