package org.kenh.edge.sound;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.sensor.Driver;
import org.kenh.edge.sensor.References;
import org.kenh.telemetry.SeriesName;

/**
 * The section {@code loudspeaker} of a site file: what supervises the player of a cluster and listens to it.
 *
 * @param directory where plan, latch and baseline are kept
 * @param microphone the driver that listens
 * @param current series of the amplifier's current, A
 * @param impedance series of the line's impedance, Ohm
 * @param volume series of the volume
 * @param bulletins where the files that are played lie
 * @param decoder prints a file as raw samples, 16 kHz, mono, 16 bits
 * @param actions what the commands do, by the name of the action
 */
public record SpeakerConfig(
        Path directory,
        Optional<SoundDriver> microphone,
        Optional<SeriesName> current,
        Optional<SeriesName> impedance,
        Optional<SeriesName> volume,
        Optional<Path> bulletins,
        List<String> decoder,
        PlayerConfig player,
        Map<String, Action> actions,
        Optional<SelfTestConfig> selfTest) {
    static final String VOLUME = "volume";
    static final String MUTE = "mute";
    static final String RESTART = "restart";
    static final String RESUME = "resume";
    static final String PLAY = "play";
    static final String SPEAK = "speak";
    static final String STOP = "stop";
    static final String TONE = "tone";
    private static final List<String> ACTIONS = List.of(VOLUME, MUTE, RESTART, RESUME, PLAY, SPEAK, STOP, TONE);
    private static final String PLACE = "$value";
    private static final double WHOLE_DAY = 24;

    public SpeakerConfig {
        decoder = List.copyOf(decoder);
        actions = Map.copyOf(actions);
    }

    /** Reads the section; notes its problems, also names that the drivers do not know. */
    public static SpeakerConfig of(ConfigNode node, List<Driver> drivers) {
        References references = References.to(drivers);
        Map<String, Action> actions = new HashMap<>();
        if (node.has("actions")) {
            ConfigNode section = node.section("actions");
            for (String name : ACTIONS) {
                if (section.has(name)) {
                    actions.put(name, Action.of(section.section(name), references));
                }
            }
        }
        if (actions.containsKey(STOP) && !actions.containsKey(RESUME) && !actions.containsKey(RESTART)) {
            node.problem(
                    "actions",
                    "có stop thì cần resume hoặc restart, nếu không máy phát sẽ tắt luôn",
                    "stop needs resume or restart, else the player stays off");
        }
        if (actions.containsKey(SPEAK) && (actions.get(SPEAK).command().isEmpty() || !actions.containsKey(PLAY))) {
            node.problem(
                    "actions",
                    "speak phải là lệnh ghi tệp WAV, và cần play để phát tệp đó",
                    "speak must be a command that writes a WAV file, and needs play, which sounds it");
        }
        Optional<SelfTestConfig> selfTest =
                node.has("selftest") ? Optional.of(selfTest(node.section("selftest"))) : Optional.empty();
        if (selfTest.isPresent() && !actions.containsKey(TONE)) {
            node.problem(
                    "selftest", "cần actions.tone để phát âm thử", "needs actions.tone, which sounds the test's tone");
        }
        return new SpeakerConfig(
                Path.of(node.text("directory", "/var/lib/kenh-agent/loudspeaker")),
                microphone(node, drivers),
                references.optionalSeries(node, "current"),
                references.optionalSeries(node, "impedance"),
                references.optionalSeries(node, VOLUME),
                path(node, "bulletins"),
                node.texts("decoder"),
                player(node),
                actions,
                selfTest);
    }

    private static Optional<SoundDriver> microphone(ConfigNode node, List<Driver> drivers) {
        if (!node.has("microphone")) {
            return Optional.empty();
        }
        String name = node.text("microphone");
        Optional<SoundDriver> found = drivers.stream()
                .filter(driver -> driver instanceof SoundDriver
                        && driver.settings().name().equals(name))
                .map(SoundDriver.class::cast)
                .findFirst();
        if (found.isEmpty()) {
            node.problem(
                    "microphone",
                    "không có bộ đọc kiểu sound tên \"" + name + "\"",
                    "no driver of type sound is called \"" + name + "\"");
        }
        return found;
    }

    private static PlayerConfig player(ConfigNode node) {
        if (!node.has("player")) {
            return new PlayerConfig(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
        ConfigNode section = node.section("player");
        Optional<String> unit = section.has("unit") ? Optional.of(section.text("unit")) : Optional.empty();
        if (unit.isPresent() && !unit.get().matches("[A-Za-z0-9@_.-]{1,100}\\.service")) {
            section.problem("unit", "phải có dạng ten.service", "must look like name.service");
        }
        if (unit.isPresent() && section.has("pid-file")) {
            section.problem("unit", "chỉ dùng một trong unit và pid-file", "only one of unit and pid-file is possible");
        }
        Optional<Integer> card = section.has("card") ? Optional.of(section.integer("card", 0, 31)) : Optional.empty();
        return new PlayerConfig(path(section, "pid-file"), unit, path(section, "status-file"), card);
    }

    private static SelfTestConfig selfTest(ConfigNode node) {
        List<String> days = Arrays.stream(DayOfWeek.values())
                .map(day -> day.name().toLowerCase(Locale.ROOT))
                .toList();
        return new SelfTestConfig(
                node.has("day")
                        ? DayOfWeek.valueOf(node.oneOf("day", days).toUpperCase(Locale.ROOT))
                        : DayOfWeek.SUNDAY,
                node.number("hour", 0, WHOLE_DAY, 3.5),
                node.number("frequency", 100, 3_500, 1_000),
                node.integer("seconds", 2, 30, 5),
                node.number("least", 0.5, 40, 3));
    }

    private static Optional<Path> path(ConfigNode node, String key) {
        return node.has(key) ? Optional.of(Path.of(node.text(key))) : Optional.empty();
    }

    /** Whether a program stands in it, which the centre's files may not name. */
    public boolean runsPrograms() {
        return !decoder.isEmpty()
                || actions.values().stream()
                        .anyMatch(action -> !action.command().isEmpty());
    }

    /**
     * What a command does: an output is set, or a program is run with the value in the place of {@code $value}, at the end if
     * that stands nowhere.
     */
    record Action(Optional<String> output, List<String> command) {
        Action {
            command = List.copyOf(command);
        }

        static Action of(ConfigNode node, References references) {
            boolean hasOutput = node.has("output");
            Optional<String> output = hasOutput ? Optional.of(references.output(node, "output")) : Optional.empty();
            List<String> command = node.texts("command");
            if (hasOutput == !command.isEmpty()) {
                node.problem(
                        "command", "cần đúng một trong output và command", "needs exactly one of output and command");
            }
            return new Action(output, command);
        }

        /** The words of its program. */
        List<String> words(Optional<String> value) {
            boolean placed = command.stream().anyMatch(word -> word.contains(PLACE));
            List<String> words = new ArrayList<>();
            command.forEach(word -> words.add(word.replace(PLACE, value.orElse(""))));
            if (!placed) {
                value.ifPresent(words::add);
            }
            return words;
        }
    }

    /**
     * Where the player is seen.
     *
     * @param statusFile JSON that it writes: {@code {"state": "playing", "file": …, "bulletin": …, "slot": …, "underruns": 0}}
     * @param card number of the ALSA card whose playback is watched
     */
    record PlayerConfig(
            Optional<Path> pidFile, Optional<String> unit, Optional<Path> statusFile, Optional<Integer> card) {}

    /**
     * When and how the line is tested without anybody noticing.
     *
     * @param hour of the day, local time: 3.5 is half past three
     * @param frequency of the tone, Hz
     * @param least rise at that frequency that the microphone must hear, dB
     */
    record SelfTestConfig(DayOfWeek day, double hour, double frequency, int seconds, double least) {}
}
