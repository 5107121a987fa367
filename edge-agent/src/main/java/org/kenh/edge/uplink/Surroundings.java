package org.kenh.edge.uplink;

import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import org.kenh.edge.clock.MonotonicClock;

/**
 * What an uplink needs of the process.
 *
 * @param blocking runs what may wait for a name or for a goodbye; one thread is enough
 * @param random numbers in [0, 1), from any thread
 */
public record Surroundings(Executor blocking, Delayer delayer, MonotonicClock clock, DoubleSupplier random) {}
