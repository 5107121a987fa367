package org.kenh.edge.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.kenh.edge.control.CommandMemory;
import org.kenh.edge.control.Outcome;
import org.kenh.edge.fleet.SpeakerEvents.SelfTest;
import org.kenh.edge.sensor.simulated.SimulatedDevice;
import org.kenh.edge.sensor.simulated.SimulatedDevice.Standing;
import org.kenh.edge.sensor.simulated.SpeakerPanel;
import org.kenh.telemetry.Birth.DeclaredSeries;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Excerpt;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/**
 * A simulated loudspeaker cluster with its player. Until the centre sends it a first plan it plays the bulletins of the
 * plant; from then on what it was told and nothing else, also after a restart. Thread-safe.
 */
final class SpeakerDevice implements Steered {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TICK = Duration.ofMillis(1);
    private static final int MOST_REPEATS = 10;
    private static final int MOST_WAITING = 20;
    private static final List<String> EVENTS = List.of(SpeakerEvents.PLAY, SpeakerEvents.SOUND, SpeakerEvents.SELFTEST);

    private final DeviceId id;
    private final SimulatedDevice device;
    private final SpeakerPanel panel;
    private final Path directory;
    private final InstantSource clock;
    private final PlayerMemory remembered;
    private Optional<Player> player = Optional.empty();
    private Consumer<List<Reading>> events = readings -> {};
    private Instant told = Instant.MIN;

    private SpeakerDevice(DeviceId id, SimulatedDevice device, SpeakerPanel panel, ControlledDevice.Setting setting) {
        this.id = id;
        this.device = device;
        this.panel = panel;
        this.directory = setting.directory().resolve(id.value());
        this.clock = setting.clock();
        this.remembered = new PlayerMemory(directory.resolve("player.json"));
    }

    /** Empty for a device that is no loudspeaker. */
    static Optional<Steered> of(DeviceId id, SimulatedDevice device, ControlledDevice.Setting setting) {
        return device.speaker(id.value()).map(panel -> new SpeakerDevice(id, device, panel, setting));
    }

    @Override
    public synchronized void takeUp() {
        if (remembered.isTakenOver()) {
            panel.takeOver();
        }
    }

    @Override
    public synchronized void begin(Consumer<List<Reading>> listener) {
        events = listener;
        boot(clock.instant());
    }

    @Override
    public synchronized void cycle(Instant now) {
        boolean powered = device.standing(now) != Standing.WITHOUT_POWER;
        if (powered && player.isEmpty()) {
            boot(now);
        } else if (powered) {
            player.ifPresent(playing -> playing.cycle(now));
        } else {
            halt(now);
        }
    }

    @Override
    public CommandMemory memory() {
        try {
            return CommandMemory.ofFile(directory.resolve("commands"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or write in " + directory, e);
        }
    }

    @Override
    public synchronized boolean isTakenOver() {
        return remembered.isTakenOver();
    }

    @Override
    public synchronized boolean isOn() {
        return player.map(Player::isPlaying).orElse(false);
    }

    @Override
    public synchronized void close() {
        halt(clock.instant());
    }

    @Override
    public List<DeclaredSeries> series() {
        List<DeclaredSeries> series = new ArrayList<>(device.series());
        EVENTS.forEach(name -> series.add(new DeclaredSeries(SeriesName.of(name), Unit.NONE, Optional.empty())));
        return series;
    }

    @Override
    public List<Reading> read(Instant now) {
        return device.read(now);
    }

    @Override
    public List<String> names() {
        return List.of(
                "speaker.mute",
                "speaker.plan",
                "speaker.play",
                "speaker.restart",
                "speaker.say",
                "speaker.selftest",
                "speaker.stop",
                "speaker.unmute",
                "speaker.volume");
    }

    @Override
    public boolean isHarmlessLate(String name) {
        // A plan has a version, and silence harms nobody.
        return name.equals("speaker.plan") || name.equals("speaker.mute") || name.equals("speaker.stop");
    }

    @Override
    public synchronized Outcome obey(Command command) {
        if (player.isEmpty()) {
            return new Outcome.Refused("no power");
        }
        Instant now = clock.instant();
        try {
            JsonNode arguments = JSON.readTree(command.args().isBlank() ? "{}" : command.args());
            return switch (command.name()) {
                case "speaker.plan" -> plan(arguments);
                case "speaker.play" -> play(arguments, now);
                case "speaker.stop" -> stop(player.get(), arguments.path("slot").asText(""), now);
                case "speaker.mute" -> mute(arguments.path("latch").asBoolean());
                case "speaker.unmute" -> unmute(arguments.path("by").asText(""));
                case "speaker.selftest" -> test(player.get(), now);
                case "speaker.restart" -> restart(player.get(), now);
                default -> device.obey(command);
            };
        } catch (JsonProcessingException e) {
            return new Outcome.Refused("its arguments are no JSON: " + Excerpt.of(command.args()));
        } catch (IllegalArgumentException e) {
            return new Outcome.Refused(String.valueOf(e.getMessage()));
        }
    }

    private Outcome plan(JsonNode arguments) {
        JsonNode entries = arguments.path("slots");
        if (!entries.isArray() || entries.size() > PlayerMemory.MOST_SLOTS) {
            return new Outcome.Refused("slots must be a list of at most " + PlayerMemory.MOST_SLOTS);
        }
        if (!arguments.path("version").isIntegralNumber()) {
            return new Outcome.Refused("version must be a whole number");
        }
        long version = arguments.path("version").asLong();
        if (remembered.isTakenOver() && version < remembered.version()) {
            return new Outcome.Refused(
                    "old-plan: đang có bản mới hơn / there is a newer version " + remembered.version());
        }
        List<SpeakerSlot> slots = new ArrayList<>();
        entries.forEach(entry -> slots.add(SpeakerSlot.of(entry)));
        remembered.plan(version, slots);
        panel.takeOver();
        return new Outcome.Done("version " + version + ", " + slots.size() + " slots");
    }

    private Outcome play(JsonNode arguments, Instant now) {
        int repeats = arguments.path("repeats").asInt(1);
        if (repeats < 1 || repeats > MOST_REPEATS) {
            return new Outcome.Refused("repeats must be from 1 to " + MOST_REPEATS + ", but is " + repeats);
        }
        if (remembered.waiting().size() + repeats > MOST_WAITING) {
            return new Outcome.Refused("too many emergencies wait");
        }
        if (remembered.isLatched()) {
            return new Outcome.Refused("latched: loa đang bị khóa / the loudspeaker is latched");
        }
        panel.mute(false);
        remembered.add(Collections.nCopies(repeats, SpeakerSlot.of(arguments, now)));
        panel.takeOver();
        return new Outcome.Done("playing, " + repeats + " times");
    }

    private Outcome stop(Player playing, String slot, Instant now) {
        boolean waited = remembered.waiting().removeIf(each -> each.slot().equals(slot));
        boolean plays = playing.isPlaying()
                && (slot.isEmpty()
                        || playing.playing()
                                .filter(each -> each.slot().equals(slot))
                                .isPresent());
        if (plays) {
            playing.stop(now, "stopped");
        }
        return plays || waited ? new Outcome.Done("stopped") : new Outcome.Refused("it does not play " + slot);
    }

    private Outcome mute(boolean latch) {
        panel.mute(true);
        if (latch) {
            remembered.latch(true);
        }
        return new Outcome.Done(remembered.isLatched() ? "muted and latched" : "muted");
    }

    private Outcome unmute(String by) {
        if (remembered.isLatched() && by.isBlank()) {
            return new Outcome.Refused("latched: phải ghi ai mở khóa (by) / needs the name of who lifts it (by)");
        }
        panel.mute(false);
        remembered.latch(false);
        return new Outcome.Done("not muted");
    }

    private static Outcome test(Player playing, Instant now) {
        if (playing.isPlaying()) {
            return new Outcome.Refused("it plays");
        }
        SelfTest test = playing.test(now);
        return test.reason().isEmpty()
                ? new Outcome.Done("passed")
                : new Outcome.Done("not passed: " + test.reason().get());
    }

    private static Outcome restart(Player playing, Instant now) {
        playing.restart(now);
        return new Outcome.Done("restarting");
    }

    private void boot(Instant now) {
        player = Optional.of(new Player(id.value(), panel, remembered, this::tell, now));
        if (remembered.isLatched()) {
            panel.mute(true);
        }
    }

    private void halt(Instant now) {
        player.ifPresent(playing -> playing.halt(now));
        player = Optional.empty();
    }

    /** Events of one moment come a millisecond apart: a series has one value at a time. */
    private void tell(String series, String text) {
        Instant now = clock.instant();
        told = now.isAfter(told) ? now : told.plus(TICK);
        Value value = new Value.Text(text);
        events.accept(List.of(Reading.of(SeriesName.of(series), Unit.NONE, told, value, Quality.GOOD)));
    }
}
