package org.kenh.operations.loudspeaker.cluster;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kenh.operations.loudspeaker.judge.StateReading;

/**
 * What a cluster last said of itself.
 *
 * @param at the newest of all this
 * @param volume percent
 * @param temperature of the amplifier, Celsius
 * @param impedance of the line, ohm
 * @param rsrp dBm
 * @param mains V
 * @param underruns in the last minute
 * @param latched muted until two people say otherwise; empty: it does not tell
 * @param tampered its box was opened, or what else it calls tampering
 * @param certificate fingerprint of the certificate it uses
 */
public record ClusterStatus(
        Optional<Instant> at,
        Optional<StateReading.State> state,
        OptionalDouble volume,
        OptionalDouble temperature,
        OptionalDouble impedance,
        OptionalDouble rsrp,
        OptionalDouble mains,
        OptionalDouble underruns,
        Optional<Boolean> muted,
        Optional<Boolean> latched,
        Optional<Boolean> tampered,
        Optional<String> certificate) {
    public static final ClusterStatus UNKNOWN = new ClusterStatus(
            Optional.empty(),
            Optional.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** Whether it says so, or its state does. */
    public boolean isMuted() {
        return muted.orElse(state.filter(now -> now == StateReading.State.MUTED).isPresent());
    }
}
