package org.kenh.operations.irrigation.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.kenh.telemetry.SeriesName;

/**
 * What a device tells of a turn, as its series {@code schedule/turn} has it.
 *
 * @param at by the clock of the device
 * @param reason empty if there is none
 * @param volume m³, when it was measured
 */
record TurnEvent(Instant at, String turn, Kind kind, String reason, OptionalDouble volume, Optional<Boolean> atRest) {
    static final SeriesName SERIES = SeriesName.of("schedule/turn");

    /** Of the same moment the one that leads further comes last: the order in which they arrived does not matter. */
    static final Comparator<TurnEvent> ORDER = Comparator.comparing(TurnEvent::at)
            .thenComparing(TurnEvent::kind)
            .thenComparing(TurnEvent::reason)
            .thenComparingDouble(event -> event.volume.orElse(-1));

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int LONGEST = 200;
    /** The store takes no zeros, and a list no line ends. */
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}");

    /** Empty for what is not about a turn, and for what cannot be read. */
    static Optional<TurnEvent> parse(Instant at, String text) {
        try {
            JsonNode json = MAPPER.readTree(text);
            String turn = json.path("turn").asText("");
            return turn.isEmpty() || turn.length() > LONGEST
                    ? Optional.empty()
                    : Kind.fromWord(json.path("state").asText("")).map(kind -> of(at, json, kind));
        } catch (JsonProcessingException e) {
            return Optional.empty(); // The device's own business; the reading stays as it is stored.
        }
    }

    private static TurnEvent of(Instant at, JsonNode json, Kind kind) {
        JsonNode volume = json.path("volume");
        boolean measured = volume.isNumber() && volume.doubleValue() >= 0 && Double.isFinite(volume.doubleValue());
        JsonNode rest = json.path("atRest");
        String reason = json.path("reason").asText("");
        return new TurnEvent(
                at,
                json.path("turn").asText(),
                kind,
                CONTROLS.matcher(reason.substring(0, Math.min(LONGEST, reason.length())))
                        .replaceAll(" "),
                measured ? OptionalDouble.of(volume.doubleValue()) : OptionalDouble.empty(),
                rest.isBoolean() ? Optional.of(rest.booleanValue()) : Optional.empty());
    }

    /** What happened, in the order in which it happens. */
    enum Kind {
        MISSED,
        SKIPPED,
        STARTED,
        CONFIRMED,
        ENDED;

        static Optional<Kind> fromWord(String word) {
            for (Kind kind : values()) {
                if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }
}
