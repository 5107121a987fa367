package org.kenh.operations.loudspeaker.emergency;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.kenh.operations.OperationsException;
import org.kenh.operations.loudspeaker.cluster.ClusterMap;
import org.kenh.operations.loudspeaker.cluster.ClusterPlace;
import org.kenh.operations.loudspeaker.cluster.Clusters;
import org.kenh.operations.loudspeaker.emergency.Emergency.Deed;
import org.kenh.operations.loudspeaker.emergency.EmergencyStore.Order;
import org.kenh.operations.loudspeaker.emergency.EmergencyStore.Owed;
import org.kenh.operations.loudspeaker.judge.BulletinClass;
import org.kenh.operations.loudspeaker.programme.Bulletin;
import org.kenh.operations.loudspeaker.programme.Content;
import org.kenh.operations.loudspeaker.programme.Origin;
import org.kenh.operations.loudspeaker.programme.Programme;
import org.kenh.operations.loudspeaker.programme.Slot;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.DeviceId;

/** Brings emergency bulletins to clusters, and takes them back. What is repeated after a crash is done once. */
final class Sending {
    private static final String PLAY = "speaker.play";

    /** Clusters that read out what a play order says tell so by this word among their commands. */
    private static final String SAY = "speaker.say";

    private static final String STOP = "speaker.stop";
    private static final String SOURCE = "emergency";

    /** Later a play would not count for its slot: the next round takes who was away. */
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    /** So long a stop waits for a cluster that is away. */
    private static final Duration STOPPING = Duration.ofMinutes(10);

    /** The first clusters fall silent while the others are still being told. */
    private static final int STOPS_AT_ONCE = 100;

    private final EmergencyStore store;
    private final Programme programme;
    private final Clusters clusters;
    private final Consumer<DeviceId> wake;

    Sending(EmergencyStore store, Programme programme, Clusters clusters, Consumer<DeviceId> wake) {
        this.store = store;
        this.programme = programme;
        this.clusters = clusters;
        this.wake = wake;
    }

    /** The clusters that it is for, as of now, by id. */
    List<String> targets(Emergency emergency) {
        return List.copyOf(clusters.map()
                .resolve(emergency.draft().areas(), emergency.draft().clusters()));
    }

    /** Sends a round to these; false if somebody else did, or it is over. */
    boolean begin(Emergency emergency, Collection<String> targets, Instant now) {
        int number = emergency.rounds().size() + 1;
        Slot slot = slot(emergency, number, bulletin(emergency), now, targets);
        List<Order> orders = orders(emergency, slot, now);
        boolean refused = false;
        try {
            refused = !store.begin(emergency, slot, orders);
            return !refused;
        } finally {
            // Where the answer of the database was lost it may be kept all the same.
            if (!refused) {
                programme.tell(List.of(slot));
                wake(orders);
            }
        }
    }

    /** Tells that its slots are cancelled. */
    void takeBack(Emergency calledOff) {
        programme.tell(calledOff.rounds().stream()
                .flatMap(round -> programme.slot(round.slot()).stream())
                .toList());
    }

    /** Tells clusters to fall silent that are still to be told, some at a time: what a crash leaves undone is done by the next call. */
    void silence(Instant now) {
        List<Owed> owed = store.owed(STOPS_AT_ONCE);
        while (!owed.isEmpty()) {
            List<Order> stops = stops(owed, now);
            store.settle(owed, stops);
            wake(stops);
            owed = store.owed(STOPS_AT_ONCE);
        }
    }

    /** For those that may still play it and obey. */
    private List<Order> stops(Collection<Owed> owed, Instant now) {
        List<Order> stops = new ArrayList<>();
        for (Owed one : owed) {
            Instant silent = one.round()
                    .at()
                    .plusSeconds(one.seconds() + one.seconds() / 2)
                    .plus(PATIENCE);
            if (silent.isAfter(now) && !obeying(List.of(one.device()), STOP).isEmpty()) {
                ObjectNode args = JsonNodeFactory.instance
                        .objectNode()
                        .put("slot", one.round().slot());
                stops.add(
                        order(one.device(), STOP, args, new Deed(one.calledOff().by(), now), STOPPING));
            }
        }
        return stops;
    }

    private void wake(Collection<Order> orders) {
        orders.forEach(order -> wake.accept(DeviceId.of(order.device())));
    }

    /** Those of the clusters that obey the command. */
    private List<String> obeying(Collection<String> devices, String command) {
        ClusterMap map = clusters.map();
        return devices.stream()
                .filter(device -> map.place(device)
                        .map(ClusterPlace::commands)
                        .filter(known -> known.contains(command))
                        .isPresent())
                .toList();
    }

    /** Those that can be told from here to read a text out. */
    List<String> playing(Collection<String> devices) {
        return obeying(devices, PLAY);
    }

    Reach reach(Collection<String> devices) {
        return new Reach(playing(devices).size(), obeying(devices, SAY).size());
    }

    private List<Order> orders(Emergency emergency, Slot slot, Instant now) {
        ObjectNode args = JsonNodeFactory.instance
                .objectNode()
                .put("slot", slot.id())
                .put("bulletin", String.valueOf(slot.bulletin()))
                .put("class", BulletinClass.EMERGENCY.word())
                .put("seconds", emergency.draft().seconds())
                .put("repeats", emergency.draft().repeats())
                .put("text", emergency.draft().text().vi());
        Deed approved = emergency.approved().orElse(emergency.created());
        Deed deed = new Deed(approved.by(), now);
        return playing(slot.targets()).stream()
                .map(device -> order(device, PLAY, args, deed, PATIENCE))
                .toList();
    }

    private static Order order(String device, String name, ObjectNode args, Deed deed, Duration patience) {
        String id = UUID.randomUUID().toString();
        Command command =
                new Command(id, name, args.toString(), deed.at(), deed.at().plus(patience));
        return new Order(device, command, deed.by());
    }

    private static Slot slot(Emergency emergency, int number, long bulletin, Instant now, Collection<String> targets) {
        return new Slot(
                "e" + emergency.id() + "-" + number,
                bulletin,
                emergency.draft().title().vi(),
                BulletinClass.EMERGENCY,
                now,
                now,
                emergency.seconds(),
                Optional.empty(),
                0,
                List.copyOf(targets),
                Optional.empty());
    }

    /** It stands among the bulletins like any other, without a schedule. */
    private long bulletin(Emergency emergency) {
        if (emergency.bulletin().isPresent()) {
            return emergency.bulletin().get();
        }
        Origin origin = new Origin(SOURCE, String.valueOf(emergency.id()));
        Emergency.Draft draft = emergency.draft();
        String area = draft.areas().stream()
                .findFirst()
                .or(() -> draft.clusters().stream().findFirst().flatMap(clusters::area))
                .orElse("");
        Content content = new Content(
                Optional.of(origin),
                draft.title().vi(),
                BulletinClass.EMERGENCY,
                emergency.seconds(),
                Optional.empty(),
                Optional.of(draft.text().vi()),
                area,
                List.of());
        return programme
                .add(content, emergency.created().by())
                .or(() -> programme.bulletin(origin))
                .map(Bulletin::id)
                .orElseThrow(() -> new OperationsException("emergency " + emergency.id() + " has no bulletin"));
    }
}
