package org.kenh.edge.sound;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.kenh.edge.clock.Moments;

/** Tells of sound that nobody plays, by the ear or, without one, by the amplifier's current alone. Not thread-safe. */
final class StrangeWatch {
    private static final long SECOND = 1_000_000_000L;

    private final Optional<Ear> ear;
    private final Telling telling;
    private Optional<Event> present = Optional.empty();
    private int risenSeconds;

    StrangeWatch(Optional<Ear> ear, Telling telling) {
        this.ear = ear;
        this.telling = telling;
    }

    /** A second in which nothing should sound. */
    void second(Optional<Double> currentRise) {
        boolean risen = currentRise.isPresent() && currentRise.get() >= AmplifierCurrent.RISEN;
        risenSeconds = risen ? risenSeconds + 1 : 0;
        Optional<StrangeSound.Heard> heard = ear.isPresent() ? ear.get().strange() : byCurrent();
        if (heard.isEmpty()) {
            end();
            return;
        }
        boolean begins = present.isEmpty();
        Event event = present.map(before -> before.with(heard.get(), currentRise))
                .orElseGet(() -> Event.begin(telling, heard.get(), currentRise));
        present = Optional.of(event);
        if (begins) {
            telling.event("sound", event.json("begin"));
        }
    }

    private Optional<StrangeSound.Heard> byCurrent() {
        return risenSeconds >= StrangeSound.SECONDS
                ? Optional.of(new StrangeSound.Heard(risenSeconds, Double.NaN, Double.NaN))
                : Optional.empty();
    }

    /** Whether such a sound is on. */
    boolean isOn() {
        return present.isPresent();
    }

    /** It is over, or something that was planned begins. */
    void end() {
        present.ifPresent(event -> {
            ObjectNode node = event.json("end");
            node.put("end", Moments.mark(telling.nanos()));
            telling.event("sound", node);
        });
        present = Optional.empty();
    }

    private record Event(String id, long startNanos, StrangeSound.Heard heard, Optional<Double> current) {
        static Event begin(Telling telling, StrangeSound.Heard heard, Optional<Double> current) {
            long startNanos = telling.nanos() - heard.seconds() * SECOND;
            String id = "s" + Long.toString(telling.now().toEpochMilli(), 36);
            return new Event(id, startNanos, heard, current);
        }

        Event with(StrangeSound.Heard newer, Optional<Double> rise) {
            return new Event(id, startNanos, newer, rise.or(() -> current));
        }

        ObjectNode json(String kind) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.put("kind", kind);
            node.put("sound", id);
            node.put("start", Moments.mark(startNanos));
            if (!Double.isNaN(heard.level())) {
                node.put("level", PlayRun.round(heard.level(), 10));
                node.put("rise", PlayRun.round(heard.rise(), 10));
            }
            current.ifPresent(ampere -> node.put("current", PlayRun.round(ampere, 100)));
            return node;
        }
    }
}
