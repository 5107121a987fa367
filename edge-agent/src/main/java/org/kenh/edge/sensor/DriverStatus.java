package org.kenh.edge.sensor;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a driver is, for the status page.
 *
 * @param fault why it does not work, for people; empty while all is well
 * @param sinceReadNanos since the last read that worked; empty when there was none
 */
public record DriverStatus(
        String name, String type, String place, Optional<String> fault, OptionalLong sinceReadNanos) {}
