package org.kenh.ingest.alarm;

import java.util.Arrays;

/**
 * Notices an alarm that comes and goes: three returns within a minute. It is then held active until nothing has
 * changed for a minute.
 */
final class Chatter {
    static final int RETURNS = 3;
    static final long MINUTE = 60_000_000;

    private final long[] returns = new long[RETURNS];
    private long settleAt = Micros.NEVER;

    Chatter() {
        Arrays.fill(returns, Micros.NONE);
    }

    boolean holds() {
        return settleAt != Micros.NEVER;
    }

    long settleAt() {
        return settleAt;
    }

    /** The condition has cleared. Returns whether the alarm is to be held from now on. */
    boolean returned(long at) {
        System.arraycopy(returns, 1, returns, 0, RETURNS - 1);
        returns[RETURNS - 1] = at;
        if (at - returns[0] > MINUTE) {
            return false;
        }
        settleAt = at + MINUTE;
        return true;
    }

    /** It came or went while held. */
    void stirred(long at) {
        settleAt = at + MINUTE;
    }

    void settle() {
        settleAt = Micros.NEVER;
        Arrays.fill(returns, Micros.NONE);
    }

    void clockWentBack(long now) {
        for (int i = 0; i < RETURNS; i++) {
            returns[i] = Math.min(returns[i], now);
        }
        if (holds()) {
            settleAt = Math.min(settleAt, now + MINUTE);
        }
    }

    void write(StateWriter out) {
        out.longs(returns);
        out.longs(settleAt);
    }

    void read(StateReader in) {
        in.longs(returns);
        settleAt = in.number();
    }
}
