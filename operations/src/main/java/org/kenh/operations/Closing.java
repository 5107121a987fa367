package org.kenh.operations;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to be closed, in the opposite order of its opening; what fails to close does not keep the rest open. */
final class Closing {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private final Deque<Step> steps = new ArrayDeque<>();

    synchronized void add(String name, Runnable close) {
        steps.push(new Step(name, close));
    }

    /** Closes everything, once. */
    synchronized void closeAll() {
        while (!steps.isEmpty()) {
            Step step = steps.pop();
            long begun = System.nanoTime();
            try {
                step.close().run();
            } catch (RuntimeException e) {
                LOG.error("{} did not close in order", step.name(), e);
            }
            LOG.debug("{} closed in {} ms", step.name(), (System.nanoTime() - begun) / 1_000_000);
        }
    }

    private record Step(String name, Runnable close) {}
}
