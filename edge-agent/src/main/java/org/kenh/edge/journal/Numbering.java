package org.kenh.edge.journal;

import org.kenh.telemetry.PackNumber;

/**
 * Gives packs their numbers. The epoch is 0 as long as no clock could be asked: nothing is sent before that. Not
 * thread-safe.
 */
final class Numbering {
    private long epoch;
    private long sequence;

    Numbering(long epoch, long sequence) {
        this.epoch = epoch;
        this.sequence = sequence;
    }

    PackNumber next() {
        sequence++;
        return new PackNumber(epoch, sequence);
    }

    boolean isKnown() {
        return epoch > 0;
    }

    long epoch() {
        return epoch;
    }

    /** The epoch that the numbers given so far were waiting for. */
    void know(long seconds) {
        epoch = Math.min(Math.max(seconds, 1), PackNumber.MOST_EPOCH);
    }

    /** Numbers anew, in a later epoch than all before. */
    void renew(long seconds) {
        epoch = Math.min(Math.max(seconds, epoch + 1), PackNumber.MOST_EPOCH);
        sequence = 0;
    }
}
