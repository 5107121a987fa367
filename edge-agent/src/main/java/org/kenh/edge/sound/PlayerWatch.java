package org.kenh.edge.sound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Looks at the player of a cluster from outside: its process, the card that it plays on, and what it says in its status
 * file. Underruns are those it says, else those seen as the card's state XRUN. Not thread-safe.
 */
final class PlayerWatch {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LARGEST_STATUS = 16_384;
    private static final int MOST_ARGUMENT_BYTES = 16_384;
    private static final Set<String> SOUNDS = Set.of("wav", "mp3", "ogg", "opus", "flac", "aac", "m4a");

    private final SpeakerConfig.PlayerConfig config;
    private final Path root;
    private long seenUnderruns;
    private boolean wasUnderrun;
    private OptionalLong said = OptionalLong.empty();

    PlayerWatch(SpeakerConfig.PlayerConfig config, Path root) {
        this.config = config;
        this.root = root;
    }

    /** How it is now; what cannot be read counts as not there. */
    Playing look() {
        return look(true);
    }

    /** The same; without the card while something else of the agent sounds on it. */
    Playing look(boolean byCard) {
        boolean named = config.pidFile().isPresent() || config.unit().isPresent();
        Optional<Long> process = process().filter(pid -> Files.isDirectory(root.resolve("proc/" + pid)));
        JsonNode status = status();
        Optional<Path> file = text(status, "file").flatMap(PlayerWatch::path);
        if (file.isEmpty() && config.statusFile().isEmpty()) {
            file = process.flatMap(this::argument);
        }
        boolean alive = !named || process.isPresent();
        boolean says = config.statusFile().isPresent()
                ? text(status, "state")
                        .map(state -> state.toLowerCase(Locale.ROOT))
                        .equals(Optional.of("playing"))
                : file.isPresent();
        boolean watched = byCard && config.card().isPresent();
        boolean active = alive && (watched ? isCardBusy() : says);
        if (status.path("underruns").isIntegralNumber()) {
            said = OptionalLong.of(status.path("underruns").asLong());
        }
        // While its file is being replaced it has not begun anew.
        long underruns = said.orElse(seenUnderruns);
        return new Playing(alive, active, file, text(status, "bulletin"), text(status, "slot"), underruns);
    }

    private Optional<Long> process() {
        try {
            if (config.pidFile().isPresent()) {
                return Optional.of(
                        Long.parseLong(Files.readString(config.pidFile().get()).trim()));
            }
            if (config.unit().isPresent()) {
                Path processes = root.resolve(
                        "sys/fs/cgroup/system.slice/" + config.unit().get() + "/cgroup.procs");
                return Files.readAllLines(processes).stream().findFirst().map(Long::parseLong);
            }
        } catch (IOException | NumberFormatException e) {
            // It does not run.
        }
        return Optional.empty();
    }

    private JsonNode status() {
        try {
            if (config.statusFile().isPresent()
                    && Files.size(config.statusFile().get()) <= LARGEST_STATUS) {
                JsonNode status = JSON.readTree(config.statusFile().get().toFile());
                return status == null ? MissingNode.getInstance() : status;
            }
        } catch (IOException e) {
            // Not there, or being written just now.
        }
        return MissingNode.getInstance();
    }

    private static Optional<String> text(JsonNode status, String key) {
        String text = status.path(key).asText("");
        return text.isEmpty() || text.length() > 300 ? Optional.empty() : Optional.of(text);
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The last argument of the player that is a file of sound. */
    private Optional<Path> argument(long pid) {
        try {
            byte[] bytes = Files.readAllBytes(root.resolve("proc/" + pid + "/cmdline"));
            String line = new String(bytes, 0, Math.min(bytes.length, MOST_ARGUMENT_BYTES), StandardCharsets.UTF_8);
            Optional<Path> last = Optional.empty();
            for (String argument : line.split("\0", -1)) {
                String ending =
                        argument.substring(argument.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
                if (SOUNDS.contains(ending)) {
                    last = path(argument);
                }
            }
            return last;
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether any playback of the card runs; an underrun is counted when it begins. */
    private boolean isCardBusy() {
        boolean running = false;
        boolean underrun = false;
        Path card = root.resolve("proc/asound/card" + config.card().orElse(0));
        try (DirectoryStream<Path> devices = Files.newDirectoryStream(card, "pcm*p")) {
            for (Path device : devices) {
                try (DirectoryStream<Path> streams = Files.newDirectoryStream(device, "sub*")) {
                    for (Path stream : streams) {
                        String state = Files.readString(stream.resolve("status"));
                        running |= state.contains("state: RUNNING") || state.contains("state: DRAINING");
                        underrun |= state.contains("state: XRUN");
                    }
                }
            }
        } catch (IOException e) {
            return false;
        }
        seenUnderruns += underrun && !wasUnderrun ? 1 : 0;
        wasUnderrun = underrun;
        return running || underrun;
    }
}
