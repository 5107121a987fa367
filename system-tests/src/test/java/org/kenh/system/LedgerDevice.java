package org.kenh.system;

import java.time.Duration;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.kenh.system.Api.Device;

/**
 * A device that makes packs by its plan, whether it has a connection or not, and sends each one until it is
 * acknowledged, always the same bytes. What it sent and what was acknowledged stands in its ledger.
 */
abstract class LedgerDevice implements Runnable {
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    private final Device device;
    private final DevicePlan plan;
    private final PackLedger ledger;
    private final NavigableSet<Integer> unacknowledged = new TreeSet<>();
    private volatile boolean finishing;
    private volatile boolean givenUp;

    LedgerDevice(Device device, DevicePlan plan) {
        this.device = device;
        this.plan = plan;
        this.ledger = new PackLedger(plan.start());
    }

    /** Sends until something breaks, {@link #isDone} or nothing is due; returns whether it should go on at once. */
    abstract boolean converse();

    final Device device() {
        return device;
    }

    final DevicePlan plan() {
        return plan;
    }

    final PackLedger ledger() {
        return ledger;
    }

    final long sentReadings() {
        return IntStream.range(0, ledger.sent())
                .mapToLong(pack -> plan.seriesOf(pack).count())
                .sum();
    }

    final long acknowledgedReadings() {
        return ledger.acknowledgedPacks().stream()
                .mapToLong(pack -> plan.seriesOf(pack).count())
                .sum();
    }

    /** Makes no more packs and ends when all are acknowledged. */
    final void finish() {
        finishing = true;
    }

    /** Ends even so. */
    final void giveUp() {
        givenUp = true;
    }

    @Override
    public final void run() {
        while (!isDone()) {
            if (!converse()) {
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
        }
    }

    final boolean isDone() {
        return givenUp || (finishing && unacknowledged.isEmpty());
    }

    /** Whether a pack that was never sent may be now. */
    final boolean isDue() {
        return !finishing && !givenUp && ledger.sent() < plan.due(Instant.now());
    }

    /** Takes the next pack that was never sent. */
    final int next() {
        int pack = ledger.send();
        unacknowledged.add(pack);
        return pack;
    }

    /** Oldest first. */
    final NavigableSet<Integer> unacknowledged() {
        return new TreeSet<>(unacknowledged);
    }

    final void settle(int pack) {
        ledger.acknowledge(pack);
        unacknowledged.remove(pack);
    }

    /** A refusal of what is right is a finding; the pack is not sent again, or the run would not end. */
    final void refused(int pack, String answer) {
        ledger.refuse("pack " + pack + " of " + device.id() + " at " + Instant.now() + ": " + answer);
        unacknowledged.remove(pack);
    }
}
