package org.kenh.system;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * What one device sent, and when each pack was acknowledged: all that the check needs to know of it. Packs are numbered
 * from 0 without gaps. A pack takes four bytes. Safe for any thread.
 */
final class PackLedger {
    private static final int MOST_REFUSALS = 20;

    private final Instant start;
    private final BitSet acknowledged = new BitSet();
    private final List<String> refusals = new ArrayList<>();
    private int[] acknowledgedAt = new int[1_024];
    private int sent;

    /** @param start before the first acknowledgement */
    PackLedger(Instant start) {
        this.start = start;
    }

    /** The next pack counts as sent, since the server may get it from now on; returns its number. */
    synchronized int send() {
        return sent++;
    }

    synchronized void acknowledge(int pack) {
        if (acknowledged.get(pack)) {
            return;
        }
        acknowledged.set(pack);
        if (pack >= acknowledgedAt.length) {
            acknowledgedAt = Arrays.copyOf(acknowledgedAt, 2 * pack);
        }
        acknowledgedAt[pack] = (int) Duration.between(start, Instant.now()).toMillis();
    }

    /** The server said that it will never take what is right. */
    synchronized void refuse(String answer) {
        if (refusals.size() < MOST_REFUSALS) {
            refusals.add(answer);
        }
    }

    synchronized int sent() {
        return sent;
    }

    synchronized int acknowledged() {
        return acknowledged.cardinality();
    }

    synchronized List<String> refusals() {
        return List.copyOf(refusals);
    }

    /** The numbers of the packs that were acknowledged. */
    synchronized BitSet acknowledgedPacks() {
        return (BitSet) acknowledged.clone();
    }

    /** When a pack was acknowledged; empty if it was not. */
    synchronized Optional<Instant> acknowledgedAt(int pack) {
        return acknowledged.get(pack) ? Optional.of(start.plusMillis(acknowledgedAt[pack])) : Optional.empty();
    }
}
