package org.kenh.edge.fleet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.kenh.edge.agent.Ticker;
import org.kenh.edge.fleet.FleetConfig.FleetDevice;
import org.kenh.edge.uplink.Channel;
import org.kenh.edge.uplink.Delayer;
import org.kenh.edge.uplink.Delivery;
import org.kenh.edge.uplink.Message;
import org.kenh.edge.uplink.Uplink;
import org.kenh.edge.uplink.UplinkListener;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.Pack;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.wire.CommandCodec;
import org.kenh.telemetry.wire.ContentKind;
import org.kenh.telemetry.wire.Decoding;
import org.kenh.telemetry.wire.DecodingLimits;
import org.kenh.telemetry.wire.ReadingsDecoder;

/** A clock, a timer and a centre for a whole fleet: time passes when the test says so, and every message arrives. */
final class FakeField implements InstantSource, Ticker, Delayer, Uplinks {
    private final Map<String, List<Reading>> received = new HashMap<>();
    private final Map<String, String> farewells = new HashMap<>();
    private final Map<String, UplinkListener> listeners = new HashMap<>();
    private final Map<String, List<CommandAnswer>> answers = new HashMap<>();
    private final Set<String> cut = new HashSet<>();
    private List<Task> tasks = new ArrayList<>();
    private Instant now;
    private boolean answering = true;

    FakeField(Instant now) {
        this.now = now;
    }

    Instant now() {
        return now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public void after(Duration delay, Runnable task) {
        tasks.add(new Task(now.plus(delay), task));
    }

    @Override
    public void every(Duration first, Duration interval, Runnable task) {
        after(first, () -> {
            task.run();
            every(interval, interval, task);
        });
    }

    @Override
    public Delayer delayer() {
        return this;
    }

    @Override
    public Uplink open(FleetDevice device) {
        return new FieldUplink(device.id().value());
    }

    /** Lets time pass with everything that is due. */
    void pass(Duration time) {
        Instant end = now.plus(time);
        while (true) {
            tasks.sort(Comparator.comparing(Task::at));
            if (tasks.isEmpty() || tasks.get(0).at().isAfter(end)) {
                now = end;
                return;
            }
            Task task = tasks.remove(0);
            now = task.at();
            task.work().run();
        }
    }

    /** Lets time pass while the process is not there. */
    void sleep(Duration time) {
        tasks = new ArrayList<>();
        now = now.plus(time);
    }

    /** Forgets what was received, and what the process that ended had planned. */
    void forget() {
        tasks = new ArrayList<>();
        received.clear();
    }

    void answer(boolean wanted) {
        answering = wanted;
    }

    /** A device's link is gone, or back. */
    void cut(String device, boolean gone) {
        UplinkListener listener = Objects.requireNonNull(listeners.get(device));
        if (gone) {
            cut.add(device);
            listener.disconnected("cut");
        } else {
            cut.remove(device);
            listener.connected();
        }
    }

    /** Sends a device a command; gives its last answer so far. */
    CommandAnswer command(String device, Command command) {
        Objects.requireNonNull(listeners.get(device)).command(CommandCodec.encode(command));
        return answers.getOrDefault(device, List.of()).stream()
                .filter(answer -> answer.id().equals(command.id()))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    /** What arrived of a device, in that order. */
    List<Reading> readings(String device) {
        return received.getOrDefault(device, List.of());
    }

    /** Whether a device has a connection. */
    boolean isOpen(String device) {
        return farewells(device).equals("none");
    }

    /** How a device's last connection ended: none, closed or abandoned. */
    String farewells(String device) {
        return farewells.getOrDefault(device, "never opened");
    }

    private record Task(Instant at, Runnable work) {}

    private final class FieldUplink implements Uplink {
        private final String device;

        FieldUplink(String device) {
            this.device = device;
        }

        @Override
        public void start(UplinkListener listener) {
            farewells.put(device, "none");
            listeners.put(device, listener);
            listener.connected();
        }

        @Override
        public CompletionStage<Delivery> send(Message message) {
            if (!isOpen(device) || cut.contains(device)) {
                return CompletableFuture.completedFuture(new Delivery.Failed("not connected"));
            }
            if (!answering) {
                return new CompletableFuture<>();
            }
            if (message.channel() == Channel.READINGS) {
                received.computeIfAbsent(device, key -> new ArrayList<>()).addAll(decode(message.payload()));
            }
            if (message.channel() == Channel.ACKS
                    && CommandCodec.decodeAnswer(message.payload())
                            instanceof Decoding.Decoded<CommandAnswer> decoded) {
                answers.computeIfAbsent(device, key -> new ArrayList<>()).add(decoded.value());
            }
            return CompletableFuture.completedFuture(Delivery.ACKNOWLEDGED);
        }

        @Override
        public void abandon() {
            farewells.put(device, "abandoned");
        }

        @Override
        public void close() {
            farewells.put(device, "closed");
        }

        private List<Reading> decode(byte[] payload) {
            Decoding<Pack> decoding = ReadingsDecoder.decode(payload, ContentKind.CBOR, now, DecodingLimits.CONTRACT);
            if (decoding instanceof Decoding.Decoded<Pack> decoded) {
                return decoded.value().readings();
            }
            throw new AssertionError(device + " sent what cannot be read: " + decoding);
        }
    }
}
