package org.kenh.edge.control;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.kenh.edge.clock.MonotonicClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one output without making anybody wait: the newest wish is written by another thread, one write at a time. What
 * was written is written again now and then, so that a module that lost its setting gets it back. After a failed write
 * the safe value is tried until it succeeds. Thread-safe.
 */
final class OutputWriter {
    private static final long RETRY = Moment.SECOND;
    private static final long REFRESH = 30 * Moment.SECOND;
    private static final long HANGS = 5 * Moment.SECOND;
    private static final Logger LOG = LoggerFactory.getLogger(OutputWriter.class);

    private final Output output;
    private final double safe;
    private final Executor executor;
    private final MonotonicClock clock;
    private double wanted;
    private double written = Double.NaN;
    private boolean failed;
    private boolean writing;
    private long writingSince;
    private long nextWrite = Long.MIN_VALUE;

    OutputWriter(Output output, double safe, Executor executor, MonotonicClock clock) {
        this.output = output;
        this.safe = safe;
        this.executor = executor;
        this.clock = clock;
        this.wanted = safe;
    }

    /** Sets it to this as soon as it can be; while it fails only the safe value is tried. */
    void set(double value) {
        synchronized (this) {
            wanted = value;
            boolean settled = isFailed() || written == goal();
            boolean due = !settled || clock.nanos() >= nextWrite;
            if (writing || !due) {
                return;
            }
            writing = true;
            writingSince = clock.nanos();
        }
        try {
            executor.execute(this::write);
        } catch (RejectedExecutionException e) {
            finish(Double.NaN);
        }
    }

    /** Writes the safe value on this thread and waits for it; for the end of the process. */
    void writeSafe() {
        synchronized (this) {
            wanted = safe;
            if (writing || written == safe) {
                return;
            }
            writing = true;
        }
        write();
    }

    synchronized boolean isFailed() {
        return failed || (writing && clock.nanos() - writingSince >= HANGS);
    }

    synchronized boolean isSet(double value) {
        return !isFailed() && !writing && written == value;
    }

    private synchronized double goal() {
        return failed ? safe : wanted;
    }

    private void write() {
        double value = goal();
        double outcome = Double.NaN;
        try {
            output.write(value);
            outcome = value;
        } catch (IOException | RuntimeException e) {
            LOG.debug("Output {} cannot be written", output.name(), e);
        }
        finish(outcome);
    }

    private synchronized void finish(double outcome) {
        boolean fails = Double.isNaN(outcome);
        if (fails != failed) {
            LOG.warn("Output {} {}", output.name(), fails ? "cannot be written" : "can be written again");
        }
        failed = fails;
        written = outcome;
        writing = false;
        nextWrite = clock.nanos() + (fails ? RETRY : REFRESH);
    }
}
