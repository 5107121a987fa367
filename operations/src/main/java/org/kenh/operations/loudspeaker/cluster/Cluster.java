package org.kenh.operations.loudspeaker.cluster;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the desk keeps of a cluster of loudspeakers, beside what the registry knows of its device.
 *
 * @param device its id, which is the cluster's
 * @param village that hears it
 * @param population people who live there
 * @param sim the card's number with its middle masked; empty: not known
 * @param baseline impedance of the line when it was well, ohm
 * @param agreed how it is to be
 * @param revision 0: never kept
 */
public record Cluster(
        String device,
        String village,
        int population,
        Equipment equipment,
        String sim,
        OptionalDouble baseline,
        Optional<Instant> baselineAt,
        Agreed agreed,
        int revision) {

    /** One of which nothing is known yet. */
    public static Cluster unknown(String device) {
        return new Cluster(
                device, "", 0, Equipment.UNKNOWN, "", OptionalDouble.empty(), Optional.empty(), Agreed.NOTHING, 0);
    }

    /**
     * How it is to be, as far as that is known.
     *
     * @param volume percent, as a person set it last
     * @param certificate fingerprint of the certificate it is known by
     */
    public record Agreed(OptionalDouble volume, Optional<String> certificate) {
        public static final Agreed NOTHING = new Agreed(OptionalDouble.empty(), Optional.empty());
    }

    /**
     * What stands there.
     *
     * @param amplifierWatts 0: not known
     * @param horns 0: not known
     */
    public record Equipment(
            String vendor,
            String model,
            String firmware,
            double amplifierWatts,
            int horns,
            Optional<LocalDate> installedOn) {
        public static final Equipment UNKNOWN = new Equipment("", "", "", 0, 0, Optional.empty());
    }
}
