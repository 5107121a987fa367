package org.kenh.edge.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.kenh.edge.control.AgentCommands;
import org.kenh.edge.control.CommandDesk;
import org.kenh.edge.control.CommandHandler;
import org.kenh.edge.control.CommandMemory;
import org.kenh.edge.fleet.FleetConfig.FleetDevice;
import org.kenh.edge.sensor.simulated.Plant;
import org.kenh.edge.sensor.simulated.SimulatedDevice;
import org.kenh.edge.sensor.simulated.SimulatedDevice.Standing;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Value;

/**
 * A whole district on one clock that only the caller turns: the plant with its scenario, the real control of every pump
 * and field, the player of every loudspeaker, and a radio that can be cut for each device. What a device has to say waits while it has no link or power
 * and arrives in its order. Weeks go by in seconds. Not thread-safe; the centre is called while time passes, and may
 * command from there.
 */
public final class Rehearsal implements InstantSource {
    /** Messages that wait at one device; of more the oldest are lost. */
    private static final int MOST_WAITING = 20_000;

    private final Terms terms;
    private final Centre centre;
    private final Plant plant;
    private final Map<DeviceId, Member> members = new LinkedHashMap<>();
    private Instant now;
    private Instant nextSample;
    private long lost;

    /** Lives through two days of natural weather before the scenario of the fleet's file begins. */
    public Rehearsal(FleetConfig config, Terms terms, Centre centre) {
        this.terms = terms;
        this.centre = centre;
        this.now = terms.start();
        this.nextSample = now;
        this.plant = Historian.runUp(config.plant(), now);
        ControlledDevice.Setting setting = new ControlledDevice.Setting(terms.directory(), config.centreKeys(), this);
        for (FleetDevice device : config.devices()) {
            if (terms.devices().test(device.id())) {
                members.put(device.id(), new Member(device, setting));
            }
        }
        plant.begin(config.scenario(), 1, now);
        members.values().forEach(Member::begin);
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Lets so much time pass. */
    public void run(Duration length) {
        runUntil(now.plus(length));
    }

    /** Lets time pass until then, in whole cycles. */
    public void runUntil(Instant end) {
        while (now.isBefore(end)) {
            now = now.plus(terms.cycle());
            plant.advanceTo(now);
            boolean samples = !now.isBefore(nextSample);
            if (samples) {
                nextSample = nextSample.plus(terms.sampling());
            }
            for (Member member : members.values()) {
                member.pass(samples);
            }
        }
    }

    /** The link of a device is gone. */
    public void cut(DeviceId device) {
        member(device).cut = true;
    }

    /** The link of a device is back. */
    public void mend(DeviceId device) {
        member(device).cut = false;
    }

    /** Whether a device can be reached now. */
    public boolean isLinked(DeviceId device) {
        return member(device).isLinked();
    }

    /** Gives a device a command as it comes over the wire; false when it cannot be reached, and then nothing happened. */
    public boolean command(DeviceId device, byte[] command) {
        Member member = member(device);
        if (!member.isLinked()) {
            return false;
        }
        member.desk.receive(command);
        return true;
    }

    /** Whether the centre has taken the machine of a device over. */
    public boolean isTakenOver(DeviceId device) {
        return member(device).control.map(Steered::isTakenOver).orElse(false);
    }

    /** Whether the pump of a device runs or its valve is open, whoever wanted it; false for a device that has neither. */
    public boolean isOn(DeviceId device) {
        return member(device).control.map(Steered::isOn).orElse(false);
    }

    /** What the instrument of a series shows, sent or not; empty for words and without power. */
    public OptionalDouble shows(DeviceId device, String series) {
        SimulatedDevice instruments = member(device).device;
        SeriesName name = SeriesName.of(series);
        return instruments.measure(now).stream()
                // Words that do not differ from themselves are not told, so that none is lost to the centre.
                .flatMap(values -> instruments.readings(now, values, values).stream())
                .filter(reading -> reading.series().equals(name))
                .mapToDouble(reading -> number(reading.value()))
                .findFirst();
    }

    /** Messages that were lost because a device had to wait too long. */
    public long lost() {
        return lost;
    }

    private Member member(DeviceId id) {
        return Optional.ofNullable(members.get(id))
                .orElseThrow(
                        () -> new IllegalArgumentException(id + " does not take part; there are " + members.keySet()));
    }

    private static double number(Value value) {
        return value instanceof Value.Flag flag ? (flag.value() ? 1 : 0) : ((Value.Numeric) value).value();
    }

    /** What the devices speak with. */
    public interface Centre {
        /** Measured values, or events such as {@code schedule/turn}. */
        void readings(DeviceId device, List<Reading> readings);

        void answer(DeviceId device, CommandAnswer answer);
    }

    /**
     * How a district is rehearsed.
     *
     * @param directory where the controls keep their state
     * @param cycle how often the controls look; up to 5 s, the shortest delay of their interlocks
     * @param sampling how often devices measure, whatever the fleet's file says
     * @param devices those of the fleet that take part
     */
    public record Terms(Path directory, Instant start, Duration cycle, Duration sampling, Predicate<DeviceId> devices) {
        private static final Duration LONGEST_CYCLE = Duration.ofSeconds(5);

        public Terms {
            if (cycle.isNegative() || cycle.isZero() || cycle.compareTo(LONGEST_CYCLE) > 0) {
                throw new IllegalArgumentException("the cycle must be up to " + LONGEST_CYCLE + ", but is " + cycle);
            }
        }
    }

    /** One device with its control, its radio and what waits to be sent. */
    private final class Member {
        private final DeviceId id;
        private final SimulatedDevice device;
        private final Optional<Steered> control;
        private final CommandDesk desk;
        private final Deque<Consumer<Centre>> waiting = new ArrayDeque<>();
        private boolean cut;

        Member(FleetDevice planned, ControlledDevice.Setting setting) {
            this.id = planned.id();
            this.device = new SimulatedDevice(id.value(), planned.simulate(), plant, Rehearsal.this);
            this.control = Steered.of(id, device, setting);
            CommandHandler handler = control.<CommandHandler>map(each -> each).orElse(device);
            try {
                this.desk = new CommandDesk(
                        List.of(handler, new AgentCommands(device.title())),
                        answer -> say(to -> to.answer(id, answer)),
                        () -> Optional.of(now),
                        CommandMemory.ofFile(
                                setting.directory().resolve(id.value()).resolve("commands")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void begin() {
            control.ifPresent(each -> {
                each.takeUp();
                each.begin(events -> say(to -> to.readings(id, events)));
            });
            desk.answerInterrupted();
        }

        void pass(boolean samples) {
            control.ifPresent(each -> each.cycle(now));
            if (samples) {
                List<Reading> readings = device.read(now);
                if (!readings.isEmpty()) {
                    say(to -> to.readings(id, readings));
                }
            }
            while (!waiting.isEmpty() && isLinked()) {
                waiting.removeFirst().accept(centre);
            }
        }

        boolean isLinked() {
            return !cut && device.standing(now) == Standing.CONNECTED;
        }

        private void say(Consumer<Centre> message) {
            waiting.addLast(message);
            if (waiting.size() > MOST_WAITING) {
                waiting.removeFirst();
                lost++;
            }
        }
    }
}
