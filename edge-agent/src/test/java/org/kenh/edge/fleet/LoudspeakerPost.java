package org.kenh.edge.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.kenh.edge.fleet.LoudspeakerMonth.Arrival;
import org.kenh.edge.fleet.LoudspeakerMonth.Kind;
import org.kenh.edge.fleet.LoudspeakerMonth.SeededFault;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;

/**
 * The way from clusters to the centre: some seconds long, now and then minutes, sometimes everything comes twice; what was
 * told without a link comes within two minutes after it is back, in any order.
 */
final class LoudspeakerPost {
    private static final double SLOW = 0.02;
    private static final double TWICE = 0.01;
    private static final int MOST_USUAL = 3_000;
    private static final int MOST_SLOW = 150_000;
    private static final int MOST_LATER = 600_000;
    private static final int MOST_RETURN = 120_000;

    private final SplittableRandom random;
    private final LoudspeakerFaults faults;
    private List<Arrival> waiting = new ArrayList<>();

    LoudspeakerPost(long seed, LoudspeakerFaults faults) {
        this.random = new SplittableRandom(seed);
        this.faults = faults;
    }

    /** Sends something; gives when it first arrives. */
    Instant send(Instant at, DeviceId device, List<Reading> readings) {
        int delay = 200 + random.nextInt(random.nextDouble() < SLOW ? MOST_SLOW : MOST_USUAL);
        Instant arrival = arrival(device, at, at.plusMillis(delay));
        waiting.add(new Arrival(arrival, device, readings));
        if (random.nextDouble() < TWICE) {
            Instant again = arrival.plusMillis(random.nextInt(MOST_LATER));
            waiting.add(new Arrival(arrival(device, again, again), device, readings));
        }
        return arrival;
    }

    /** What arrives before a time and was not given yet, in its order. */
    List<Arrival> arrivedBefore(Instant end) {
        List<Arrival> arrived = new ArrayList<>();
        List<Arrival> later = new ArrayList<>();
        for (Arrival each : waiting) {
            (each.at().isBefore(end) ? arrived : later).add(each);
        }
        waiting = later;
        arrived.sort(Comparator.comparing(Arrival::at));
        return arrived;
    }

    private Instant arrival(DeviceId device, Instant sent, Instant expected) {
        for (SeededFault fault : faults.of(device)) {
            if (fault.kind() == Kind.NO_LINK && (fault.covers(sent) || fault.covers(expected))) {
                return fault.to().plusMillis(random.nextInt(MOST_RETURN));
            }
        }
        return expected;
    }
}
