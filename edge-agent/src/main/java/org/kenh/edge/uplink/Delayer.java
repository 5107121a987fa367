package org.kenh.edge.uplink;

import java.time.Duration;

/** Runs something later, on another thread. After the end of the process's work it runs nothing more. */
@FunctionalInterface
public interface Delayer {
    void after(Duration delay, Runnable task);
}
