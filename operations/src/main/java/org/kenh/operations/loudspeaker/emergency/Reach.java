package org.kenh.operations.loudspeaker.emergency;

/**
 * How many clusters the centre can reach by itself.
 *
 * @param playing obey an order to play
 * @param reading say that they can read a text out
 */
public record Reach(int playing, int reading) {}
