package org.kenh.edge.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kenh.telemetry.schedule.Schedule;

/**
 * Turns what must survive a restart into JSON and back. Times are ages at the moment of writing, because monotonic time
 * begins anew with each boot: after a restart of the agent alone the monotonic clock tells how old they have become,
 * after a restart of the machine the wall clock does, if it could be trusted then and can be now. Until it can, they are
 * taken to be as old as they were, which makes pauses longer and never shorter.
 */
final class StateCodec {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Engine engine;
    private final String boot;

    /** The boot is the id of this boot of the machine. */
    StateCodec(Engine engine, String boot) {
        this.engine = engine;
        this.boot = boot;
    }

    byte[] save(Moment moment) {
        ObjectNode root = JSON.createObjectNode();
        root.put("boot", boot).put("nanos", moment.nanos());
        moment.wall().ifPresent(wall -> root.put("wall", wall.toString()));
        ObjectNode pumps = root.putObject("pumps");
        engine.pumps().forEach((name, pump) -> save(pumps.putObject(name), pump, moment.nanos()));
        ObjectNode outputs = root.putObject("outputs");
        engine.outputs().forEach((name, output) -> texts(outputs.putArray(name), output.latches()));
        root.put("version", engine.timetable().version());
        ObjectNode turns = root.putObject("turns");
        engine.timetable().save(moment.nanos()).forEach((id, turn) -> save(turns.putObject(id), turn));
        return root.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Fills a new engine; fails when this is not what {@link #save} wrote. */
    void restore(byte[] bytes, Moment moment, Optional<Schedule> schedule) throws IOException {
        try {
            JsonNode root = JSON.readTree(bytes);
            long elapsed = elapsed(root, moment);
            JsonNode pumps = root.path("pumps");
            engine.pumps().forEach((name, pump) -> restore(pumps.path(name), pump, moment.nanos(), elapsed));
            engine.outputs()
                    .forEach((name, output) ->
                            output.latch(texts(root.path("outputs").path(name))));
            Map<String, TurnRun.Saved> turns = new LinkedHashMap<>();
            root.path("turns").properties().forEach(turn -> turns.put(turn.getKey(), turn(turn.getValue())));
            schedule.ifPresent(known ->
                    engine.timetable().restore(known, root.path("version").asLong(), turns, elapsed));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IOException("the state of the control cannot be read", e);
        }
    }

    /** Nanoseconds that have gone by since it was written, as far as is known. */
    private long elapsed(JsonNode root, Moment moment) {
        long since = moment.nanos() - root.path("nanos").asLong();
        if (root.path("boot").asText().equals(boot) && since >= 0) {
            return since;
        }
        if (!root.has("wall")) {
            return 0;
        }
        Instant saved = Instant.parse(root.path("wall").asText());
        if (moment.wall().isPresent()) {
            return Math.max(0, Duration.between(saved, moment.wall().get()).toNanos());
        }
        engine.mayHaveElapsed(new Elapsed(saved, moment.nanos()));
        return 0;
    }

    private static void save(ObjectNode node, PumpControl pump, long now) {
        node.put("on", pump.isOn());
        if (pump.log().lastStop() != Sight.NEVER) {
            node.put("stopAge", now - pump.log().lastStop());
        }
        ArrayNode starts = node.putArray("startAges");
        pump.log().starts().forEach(start -> starts.add(now - start));
        texts(node.putArray("latches"), pump.guard().latches());
    }

    private static void restore(JsonNode node, PumpControl pump, long now, long elapsed) {
        for (JsonNode age : node.path("startAges")) {
            pump.log().started(before(now - elapsed, age));
        }
        if (node.has("stopAge")) {
            pump.log().stopped(before(now - elapsed, node.path("stopAge")));
        }
        if (node.path("on").asBoolean()) {
            // It ran until the restart, or until now: at the start its output is switched off.
            pump.log().stopped(now);
        }
        pump.guard().latch(texts(node.path("latches")));
    }

    /** What was kept happened before the restart, be it by a nanosecond; see {@link StartLog#shiftBefore}. */
    private static long before(long restart, JsonNode age) {
        return restart - Math.max(1, age.asLong());
    }

    private static void save(ObjectNode node, TurnRun.Saved turn) {
        node.put("open", turn.open()).put("remaining", turn.remaining());
        turn.wallEnd().ifPresent(end -> node.put("end", end.toString()));
        turn.volume().ifPresent(volume -> node.put("volume", volume));
    }

    private static TurnRun.Saved turn(JsonNode node) {
        return new TurnRun.Saved(
                node.path("open").asBoolean(),
                node.path("remaining").asLong(),
                node.has("end") ? Optional.of(Instant.parse(node.path("end").asText())) : Optional.empty(),
                node.has("volume") ? OptionalDouble.of(node.path("volume").asDouble()) : OptionalDouble.empty());
    }

    private static void texts(ArrayNode node, List<String> texts) {
        texts.forEach(node::add);
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        node.forEach(entry -> texts.add(entry.asText()));
        return texts;
    }
}
