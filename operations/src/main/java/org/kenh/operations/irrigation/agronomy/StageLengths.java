package org.kenh.operations.irrigation.agronomy;

/** Lengths of the four stages in days; each 1 or more, together at most two years. */
public record StageLengths(int initial, int development, int mid, int late) {
    private static final int LONGEST = 730;

    public StageLengths {
        if (Math.min(Math.min(initial, development), Math.min(mid, late)) < 1) {
            throw new IllegalArgumentException("every stage must last 1 day or more, they last " + initial + ", "
                    + development + ", " + mid + " and " + late);
        }
        Checks.within("days of the season", (double) initial + development + mid + late, 4, LONGEST);
    }

    /** The same without its first days; of every stage at least one day is left. */
    public StageLengths without(int days) {
        int[] lengths = {initial, development, mid, late};
        int left = Math.max(0, days);
        for (int stage = 0; stage < lengths.length; stage++) {
            int taken = Math.min(left, lengths[stage] - 1);
            lengths[stage] -= taken;
            left -= taken;
        }
        return new StageLengths(lengths[0], lengths[1], lengths[2], lengths[3]);
    }

    public int total() {
        return initial + development + mid + late;
    }

    /** Days after planting at which the mid stage starts. */
    public int midStart() {
        return initial + development;
    }

    /** Days after planting at which the late stage starts. */
    public int lateStart() {
        return initial + development + mid;
    }

    /** Stage on a day counted from planting, which is day 0; the day {@link #total()} is the first after the season. */
    public Stage on(int day) {
        if (day < 0) {
            return Stage.BEFORE;
        } else if (day < initial) {
            return Stage.INITIAL;
        } else if (day < midStart()) {
            return Stage.DEVELOPMENT;
        } else if (day < lateStart()) {
            return Stage.MID;
        }
        return day < total() ? Stage.LATE : Stage.AFTER;
    }
}
