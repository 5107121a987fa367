package org.kenh.ingest.timescale;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A row of {@code telemetry.sample} as it is in the table; {@code lowest} is the ordinal of the first elements. */
@SuppressWarnings("ArrayRecordComponent") // read once and never compared
record StoredSample(int lowest, @Nullable Double[] numbers, int lowestStatus, short[] status) {
    static final StoredSample NOTHING = new StoredSample(1, new Double[0], 1, new short[0]);

    boolean holds(int ordinal) {
        int place = ordinal - lowest;
        return place >= 0 && place < numbers.length && numbers[place] != null;
    }

    /** Of a value that is in it. */
    int statusOf(int ordinal) {
        int place = ordinal - lowestStatus;
        return place >= 0 && place < status.length ? status[place] : 0;
    }

    /** What the row has to become when these values are added: from ordinal 1 on. */
    Whole with(SampleRow added) {
        int length = Math.max(added.highest(), lowest + numbers.length - 1);
        @Nullable Double[] all = new Double[length];
        Short[] allStatus = new Short[length];
        Arrays.fill(allStatus, (short) 0);
        System.arraycopy(numbers, 0, all, lowest - 1, numbers.length);
        for (int i = 0; i < status.length; i++) {
            allStatus[lowestStatus - 1 + i] = status[i];
        }
        for (int i = 0; i < added.count(); i++) {
            all[added.ordinalAt(i) - 1] = added.numberAt(i);
            allStatus[added.ordinalAt(i) - 1] = added.statusAt(i);
        }
        return new Whole(all, allStatus);
    }

    /** All numbers and their status, by ordinal less one. */
    @SuppressWarnings("ArrayRecordComponent") // goes straight into a statement
    record Whole(@Nullable Double[] numbers, Short[] status) {}
}
