package org.kenh.edge.uplink;

import java.util.OptionalDouble;

/**
 * What an uplink knows about itself.
 *
 * @param inUse the uplink and address in use, for example {@code mqtts 192.0.2.1:8883}; {@code none} without any
 * @param connects connections made since the start
 * @param underWay messages sent and not acknowledged yet
 * @param roundTripMillis smoothed time from sending a message to its acknowledgement (RFC 6298, section 2: the mean
 *     moves by an eighth); empty before the first
 */
public record LinkReport(String inUse, long connects, int underWay, OptionalDouble roundTripMillis) {
    static final String NONE = "none";
}
