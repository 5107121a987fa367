package org.kenh.operations.loudspeaker.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.loudspeaker.cluster.SelfTest;
import org.kenh.operations.loudspeaker.judge.Hearing;
import org.kenh.operations.loudspeaker.judge.Measured;
import org.kenh.operations.loudspeaker.judge.PlayEvent;
import org.kenh.operations.loudspeaker.judge.PlayEvent.Kind;
import org.kenh.operations.loudspeaker.judge.SoundEvent;
import org.kenh.operations.loudspeaker.judge.StateReading;
import org.kenh.telemetry.SeriesName;

/** Reads what clusters tell in words. What cannot be read is passed over: the reading stays as it is stored. */
final class Words {
    static final SeriesName PLAY = SeriesName.of("play");
    static final SeriesName SOUND = SeriesName.of("sound");
    static final SeriesName SELF_TEST = SeriesName.of("selftest");
    /** What is held against how a cluster is to be. */
    static final Set<SeriesName> HEALTH = Set.of(
            SeriesName.of("line.impedance"),
            SeriesName.of("volume"),
            SeriesName.of("state"),
            SeriesName.of("certificate.sha256"));

    static final SeriesName STATE = SeriesName.of("state");

    private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int LONGEST_ID = 40;
    private static final int LONGEST_REASON = 200;
    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");
    /** The store takes no zeros, and a list no line ends. */
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}");

    private Words() {}

    static Optional<PlayEvent> play(Instant at, String text) {
        return object(text).flatMap(json -> {
            Optional<Kind> kind = kind(json.path("kind").asText(""));
            Optional<String> play = id(json, "play");
            Optional<Instant> start = instant(json, "start");
            Optional<Instant> end = instant(json, "end");
            boolean whole = kind.filter(known -> switch (known) {
                        case START -> start.isPresent();
                        case HEARD -> true;
                        case END -> start.isPresent() && end.isPresent();
                    })
                    .isPresent();
            return play.filter(id -> whole)
                    .map(id -> new PlayEvent(
                            kind.orElseThrow(),
                            at,
                            id,
                            id(json, "slot"),
                            id(json, "bulletin"),
                            start,
                            end,
                            positive(json, "played"),
                            hash(json),
                            percent(json, "volume"),
                            measured(json),
                            Hearing.fromWord(json.path("heard").asText("")),
                            reason(json),
                            json.path("result").asText("").equals("done")));
        });
    }

    static Optional<SoundEvent> sound(Instant at, String text) {
        return object(text).flatMap(json -> {
            Optional<Instant> start = instant(json, "start");
            Optional<Instant> end = instant(json, "end");
            return id(json, "sound")
                    .filter(id -> start.isPresent())
                    .map(id -> new SoundEvent(
                            at,
                            id,
                            start.orElseThrow(),
                            end,
                            number(json, "level"),
                            number(json, "rise"),
                            number(json, "current")));
        });
    }

    static Optional<SelfTest> selfTest(String device, Instant at, String text) {
        return object(text)
                .filter(json -> json.path("ok").isBoolean())
                .map(json -> new SelfTest(
                        device,
                        instant(json, "at").orElse(at),
                        json.path("ok").booleanValue(),
                        number(json, "tone"),
                        positive(json, "impedance"),
                        number(json, "floor"),
                        json.path("microphone").asBoolean(false),
                        reason(json)));
    }

    static Optional<StateReading> state(Instant at, String text) {
        for (StateReading.State state : StateReading.State.values()) {
            if (state.name().equals(text)) {
                return Optional.of(new StateReading(at, state));
            }
        }
        return Optional.empty();
    }

    private static Optional<JsonNode> object(String text) {
        try {
            @Nullable JsonNode json = MAPPER.readTree(text);
            return Optional.ofNullable(json).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Optional<Kind> kind(String word) {
        for (Kind kind : Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    private static Measured measured(JsonNode json) {
        OptionalDouble match = number(json, "match");
        boolean share = match.isPresent() && match.getAsDouble() >= 0 && match.getAsDouble() <= 1;
        return new Measured(number(json, "rise"), share ? match : OptionalDouble.empty(), number(json, "current"));
    }

    private static Optional<String> id(JsonNode json, String member) {
        JsonNode node = json.path(member);
        String text = node.isTextual() || node.isIntegralNumber() ? node.asText() : "";
        boolean usable = !text.isEmpty()
                && text.length() <= LONGEST_ID
                && !CONTROLS.matcher(text).find();
        return usable ? Optional.of(text) : Optional.empty();
    }

    /**
     * To the microsecond, as it is kept: what was kept must not look as if it had changed. A time that nobody can mean, as of a clock
     * that was never set, is none: neither the judge nor the store could reckon with it.
     */
    private static Optional<Instant> instant(JsonNode json, String member) {
        JsonNode node = json.path(member);
        try {
            return node.isTextual()
                    ? Optional.of(OffsetDateTime.parse(node.textValue())
                                    .toInstant()
                                    .truncatedTo(ChronoUnit.MICROS))
                            .filter(at -> !at.isBefore(EARLIEST) && at.isBefore(LATEST))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static OptionalDouble number(JsonNode json, String member) {
        JsonNode node = json.path(member);
        return node.isNumber() && Double.isFinite(node.doubleValue())
                ? OptionalDouble.of(node.doubleValue())
                : OptionalDouble.empty();
    }

    private static OptionalDouble positive(JsonNode json, String member) {
        OptionalDouble number = number(json, member);
        return number.isPresent() && number.getAsDouble() >= 0 ? number : OptionalDouble.empty();
    }

    private static OptionalDouble percent(JsonNode json, String member) {
        OptionalDouble number = positive(json, member);
        return number.isPresent() && number.getAsDouble() <= 100 ? number : OptionalDouble.empty();
    }

    private static Optional<String> hash(JsonNode json) {
        String text = json.path("sha256").asText("");
        return HASH.matcher(text).matches() ? Optional.of(text.toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    private static String reason(JsonNode json) {
        String reason = json.path("reason").asText("");
        return CONTROLS.matcher(reason.substring(0, Math.min(LONGEST_REASON, reason.length())))
                .replaceAll(" ");
    }
}
