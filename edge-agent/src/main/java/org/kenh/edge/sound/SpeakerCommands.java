package org.kenh.edge.sound;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.kenh.edge.control.CommandHandler;
import org.kenh.edge.control.Outcome;
import org.kenh.telemetry.Command;

/** The commands {@code speaker.…}, as far as the site file says how they are done. */
final class SpeakerCommands implements CommandHandler {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_REPEATS = 20;
    private static final int MOST_SECONDS = 14_400;
    private static final int LONGEST_ID = 100;
    private static final int LONGEST_URL = 500;
    private static final int LONGEST_TEXT = 2_000;

    private final Loudspeaker speaker;
    private final Orders orders;
    private final List<String> names = new ArrayList<>();

    SpeakerCommands(Loudspeaker speaker, Orders orders, Actions actions, boolean tests) {
        this.speaker = speaker;
        this.orders = orders;
        names.add("speaker.plan");
        add(actions.has(SpeakerConfig.VOLUME), "speaker.volume");
        add(actions.has(SpeakerConfig.MUTE), "speaker.mute", "speaker.unmute");
        add(actions.has(SpeakerConfig.RESTART), "speaker.restart");
        add(actions.has(SpeakerConfig.PLAY), "speaker.play");
        // No command of its own: it says that a play order may be a text.
        add(actions.has(SpeakerConfig.PLAY) && actions.has(SpeakerConfig.SPEAK), "speaker.say");
        add(actions.has(SpeakerConfig.PLAY) || actions.has(SpeakerConfig.STOP), "speaker.stop");
        add(tests, "speaker.selftest");
    }

    private void add(boolean possible, String... commands) {
        if (possible) {
            names.addAll(List.of(commands));
        }
    }

    @Override
    public List<String> names() {
        return List.copyOf(names);
    }

    @Override
    public boolean isHarmlessLate(String name) {
        // A plan has a version, and silence harms nobody.
        return name.equals("speaker.plan") || name.equals("speaker.mute");
    }

    @Override
    public Outcome obey(Command command) {
        try {
            JsonNode node = JSON.readTree(command.args().isBlank() ? "{}" : command.args());
            return obey(command.name(), node == null ? MissingNode.getInstance() : node);
        } catch (JsonProcessingException e) {
            return new Outcome.Refused("arguments: not JSON");
        } catch (IllegalArgumentException e) {
            return new Outcome.Refused("arguments: " + e.getMessage());
        }
    }

    private Outcome obey(String name, JsonNode node) {
        return switch (name) {
            case "speaker.plan" -> speaker.plan(Plan.of(requireObject(node)));
            case "speaker.volume" -> orders.volume(number(node, "percent"));
            case "speaker.mute" -> mute(node);
            case "speaker.unmute" -> unmute(node);
            case "speaker.restart" -> orders.restart();
            case "speaker.play" -> play(node);
            case "speaker.stop" -> speaker.stop(text(node, "slot", LONGEST_ID).orElse(""));
            case "speaker.selftest" -> speaker.selfTest(node.path("baseline").asBoolean(false));
            default -> new Outcome.Refused("unknown");
        };
    }

    private Outcome mute(JsonNode node) {
        boolean unused = speaker.stopPlay();
        return orders.mute(true, node.path("latch").asBoolean(false));
    }

    private Outcome unmute(JsonNode node) {
        if (speaker.isLatched() && node.path("by").asText("").isBlank()) {
            return new Outcome.Refused("latched: phải ghi ai mở khóa (by) / needs the name of who lifts it (by)");
        }
        return orders.mute(false, false);
    }

    private Outcome play(JsonNode node) {
        if (!Plan.CLASSES.contains(node.path("class").asText(""))) {
            throw new IllegalArgumentException("class: must be one of " + Plan.CLASSES);
        }
        int repeats = node.path("repeats").asInt(1);
        if (repeats < 1 || repeats > MOST_REPEATS) {
            throw new IllegalArgumentException("repeats: must be between 1 and " + MOST_REPEATS);
        }
        double seconds = node.path("seconds").asDouble(-1);
        if (!(seconds > 0 && seconds * repeats <= MOST_SECONDS)) {
            throw new IllegalArgumentException("seconds: must be above 0 and with all repeats at most " + MOST_SECONDS);
        }
        Optional<String> sha256 = text(node, "sha256", LONGEST_ID).map(hash -> hash.toLowerCase(Locale.ROOT));
        Optional<String> url = text(node, "url", LONGEST_URL);
        if (url.isPresent() && !url.get().matches("https?://[^\\s]+")) {
            throw new IllegalArgumentException("url: must begin with http:// or https://");
        }
        if (url.isPresent() && sha256.isEmpty()) {
            throw new IllegalArgumentException("url: needs sha256, which is checked before it sounds");
        }
        return speaker.play(new Orders.Order(
                require(node, "slot"),
                require(node, "bulletin"),
                node.path("class").asText().equals(Plan.EMERGENCY),
                repeats,
                seconds,
                node.has("volume") ? Optional.of(number(node, "volume")) : Optional.empty(),
                sha256,
                url,
                text(node, "text", LONGEST_TEXT)));
    }

    private static JsonNode requireObject(JsonNode node) {
        if (!node.isObject() || node.isEmpty()) {
            throw new IllegalArgumentException("must be an object");
        }
        return node;
    }

    private static double number(JsonNode node, String key) {
        double value = node.path(key).asDouble(-1);
        if (!(value >= 0 && value <= 100)) {
            throw new IllegalArgumentException(key + ": must be between 0 and 100");
        }
        return value;
    }

    private static String require(JsonNode node, String key) {
        return text(node, key, LONGEST_ID).orElseThrow(() -> new IllegalArgumentException(key + ": is missing"));
    }

    private static Optional<String> text(JsonNode node, String key, int longest) {
        String text = node.path(key).asText("");
        if (text.length() > longest) {
            throw new IllegalArgumentException(key + ": has more than " + longest + " characters");
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
