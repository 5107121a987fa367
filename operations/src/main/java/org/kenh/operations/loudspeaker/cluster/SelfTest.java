package org.kenh.operations.loudspeaker.cluster;

import java.time.Instant;
import java.util.OptionalDouble;

/**
 * What a cluster found when it tested itself.
 *
 * @param tone that the microphone heard above the floor at the test's frequency, dB
 * @param impedance of the line, ohm
 * @param floor level of the quiet night, dB(A)
 * @param microphone whether it works
 * @param reason empty if there is none
 */
public record SelfTest(
        String device,
        Instant at,
        boolean ok,
        OptionalDouble tone,
        OptionalDouble impedance,
        OptionalDouble floor,
        boolean microphone,
        String reason) {}
