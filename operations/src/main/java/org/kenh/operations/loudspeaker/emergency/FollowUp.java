package org.kenh.operations.loudspeaker.emergency;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.kenh.ingest.presence.Presence;
import org.kenh.ingest.presence.PresenceBoard;
import org.kenh.operations.alarmdesk.DeviceFlags;
import org.kenh.operations.alarmdesk.DeviceFlags.Flag;
import org.kenh.operations.loudspeaker.cluster.ClusterPlace;
import org.kenh.operations.loudspeaker.cluster.Clusters;
import org.kenh.operations.loudspeaker.emergency.Emergency.Round;
import org.kenh.telemetry.DeviceId;

/**
 * Follows an emergency bulletin that was sent. When a round is over, those clusters that were not proven to have been heard and can be
 * reached get another one; of all that are not proven after the first round an alarm tells people, until they are or a person ends it.
 */
final class FollowUp {
    private static final int MOST_ROUNDS = 4;
    private static final Duration LONGEST = Duration.ofHours(1);

    /**
     * Evidence comes within three intervals of a cluster, at the latest. What is known to be silent before that is not said again at
     * once: somebody has to put it right.
     */
    private static final Duration AFTERWARDS = Duration.ofSeconds(190);

    private final Sending sending;
    private final EmergencyStore store;
    private final PresenceBoard presence;
    private final DeviceFlags flags;
    private final Clusters clusters;
    private final Set<String> raised = new HashSet<>();
    private boolean begun;

    FollowUp(Sending sending, EmergencyStore store, Clusters clusters, PresenceBoard presence, DeviceFlags flags) {
        this.sending = sending;
        this.store = store;
        this.clusters = clusters;
        this.presence = presence;
        this.flags = flags;
    }

    /** Whether anything was done that people see. To clusters that a newer one of the same alarm goes to it is not said again. */
    boolean follow(Emergency emergency, Coverage coverage, Set<String> overtaken, Instant now) {
        Round last = emergency.rounds().getLast();
        boolean over = now.isAfter(emergency.latestEnd(last).plus(AFTERWARDS)) || coverage.isSettled(last);
        if (!over) {
            return false;
        }
        List<String> open = coverage.open();
        boolean news = false;
        if (emergency.toldAt().isEmpty()) {
            store.told(emergency.id(), now);
            news = true;
        }
        List<String> again = sending.playing(open).stream()
                .filter(this::isThere)
                .filter(device -> !coverage.isSounding(device) && !overtaken.contains(device))
                .toList();
        boolean mayGoOn = emergency.rounds().size() < MOST_ROUNDS
                && !now.isBefore(last.at().plusSeconds(emergency.seconds()).plus(AFTERWARDS))
                && now.isBefore(emergency.rounds().getFirst().at().plus(LONGEST));
        return (mayGoOn && !again.isEmpty() && sending.begin(emergency, again, now)) || news;
    }

    /**
     * Says of which clusters people are to know, of all that runs together; nothing is kept over a restart, so it is said again. Where
     * not all is known, nobody is said to have heard it. The first time it is said of every cluster: before the start, who
     * had not been heard then may have been told of.
     */
    void flag(Set<String> unheard, boolean complete) {
        unheard.forEach(device -> set(device, true));
        if (complete) {
            Set<String> before = begun ? Set.copyOf(raised) : everybody();
            before.stream().filter(device -> !unheard.contains(device)).forEach(device -> set(device, false));
            raised.clear();
            begun = true;
        }
        raised.addAll(unheard);
    }

    private Set<String> everybody() {
        return clusters.map().places().stream().map(ClusterPlace::device).collect(Collectors.toSet());
    }

    private void set(String device, boolean on) {
        flags.set(DeviceId.of(device), Flag.SPEAKER_EMERGENCY, on);
    }

    private boolean isThere(String device) {
        return presence.of(DeviceId.of(device)).state() == Presence.State.ONLINE;
    }
}
