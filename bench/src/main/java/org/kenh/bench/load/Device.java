package org.kenh.bench.load;

/**
 * One registered device.
 *
 * @param secret what it proves itself with; any text for a broker that does not ask
 */
public record Device(String id, String secret) {}
