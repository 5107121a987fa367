package org.kenh.edge.agent;

import java.time.Duration;

/** Runs something again and again until the process ends; a failure does not end it. */
@FunctionalInterface
public interface Ticker {
    void every(Duration first, Duration interval, Runnable task);
}
