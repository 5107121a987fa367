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
import org.kenh.operations.loudspeaker.emergency.Emergency.Round;
import org.kenh.operations.loudspeaker.emergency.EmergencyStore.Order;
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
    private static final String STOP = "speaker.stop";
    private static final String SOURCE = "emergency";

    /** Later a play would not count for its slot: the next round takes who was away. */
    private static final Duration PATIENCE = Duration.ofSeconds(100);

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
        long bulletin = bulletin(emergency);
        Slot slot = slot(emergency, number, bulletin, now, targets);
        programme.sound(slot);
        List<Order> orders = orders(emergency, slot, now);
        boolean begun = store.begin(
                emergency.id(), bulletin, new Round(number, slot.id(), slot.starts(), slot.targets()), orders);
        if (begun) {
            orders.forEach(order -> wake.accept(DeviceId.of(order.device())));
        }
        return begun;
    }

    /** Takes the last round back: its slot is cancelled, and who plays it is told to stop. */
    void callOff(Emergency emergency, Deed deed) {
        for (Round round : emergency.rounds()) {
            programme.slot(round.slot()).filter(slot -> !slot.isCancelled()).ifPresent(slot -> {
                if (slot.ends().isAfter(deed.at())) {
                    programme.sound(cancelled(slot, deed.at()));
                }
            });
        }
    }

    /** What makes clusters fall silent. */
    List<Order> stops(Emergency emergency, Deed deed) {
        List<Order> orders = new ArrayList<>();
        for (Round round : emergency.rounds()) {
            ObjectNode args = JsonNodeFactory.instance.objectNode().put("slot", round.slot());
            obeying(round.targets(), STOP)
                    .forEach(device -> orders.add(order(device, STOP, args, deed, Duration.ofMinutes(10))));
        }
        return orders;
    }

    /** Those of the clusters that obey the command. */
    List<String> obeying(Collection<String> devices, String command) {
        ClusterMap map = clusters.map();
        return devices.stream()
                .filter(device -> map.place(device)
                        .map(ClusterPlace::commands)
                        .filter(known -> known.contains(command))
                        .isPresent())
                .toList();
    }

    List<String> playing(Collection<String> devices) {
        return obeying(devices, PLAY);
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
        return obeying(slot.targets(), PLAY).stream()
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

    private static Slot cancelled(Slot slot, Instant at) {
        return new Slot(
                slot.id(),
                slot.bulletin(),
                slot.title(),
                slot.kind(),
                slot.planned(),
                slot.starts(),
                slot.seconds(),
                slot.sha256(),
                slot.order(),
                slot.targets(),
                Optional.of(at));
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
