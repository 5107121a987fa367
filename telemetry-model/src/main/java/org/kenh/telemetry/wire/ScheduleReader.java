package org.kenh.telemetry.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Excerpt;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.schedule.Schedule;
import org.kenh.telemetry.schedule.SignedDocument;
import org.kenh.telemetry.schedule.Turn;

/** Gathers the members of a schedule while they are read. */
final class ScheduleReader {
    private static final Instant FARTHEST = Instant.parse("9999-12-31T00:00:00Z");

    private final Map<String, String> texts = new HashMap<>();
    private long version;
    private final List<Turn> turns = new ArrayList<>();

    Schedule schedule() throws Rejection {
        if (!required(texts, "type").equals(ScheduleCodec.TYPE)) {
            throw new Rejection("the type must be " + ScheduleCodec.TYPE, "member type");
        }
        String id = required(texts, "id");
        String device = required(texts, "device");
        Instant issued = instant(required(texts, "issued"));
        Instant from = instant(required(texts, "validFrom"));
        Instant to = instant(required(texts, "validTo"));
        return checked(() -> new Schedule(id, DeviceId.of(device), version, issued, from, to, turns));
    }

    void member(String name, JsonParser parser) throws Rejection, IOException {
        switch (name) {
            case "type", "id", "device", "issued", "validFrom", "validTo" ->
                texts.put(name, JsonMembers.string(parser));
            case "version" -> version = version(parser);
            case "turns" -> elements(parser, Schedule.MOST_TURNS, this::oneTurn);
            default -> throw unknown(name);
        }
    }

    private static long version(JsonParser parser) throws Rejection, IOException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw Json.unexpected(parser, "a whole version number");
        }
        return Json.scaled(parser, 0);
    }

    private void oneTurn(JsonParser parser) throws Rejection, IOException {
        TurnReader reader = new TurnReader();
        JsonMembers.object(parser, reader::member);
        turns.add(reader.turn());
    }

    private static void elements(JsonParser parser, int most, Element element) throws Rejection, IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw Json.unexpected(parser, "an array");
        }
        for (int number = 1; parser.nextToken() != JsonToken.END_ARRAY; number++) {
            try {
                if (number > most) {
                    throw new Rejection("there must be at most " + most);
                }
                element.read(parser);
            } catch (Rejection rejection) {
                throw rejection.within("element " + number);
            }
        }
    }

    private static String required(Map<String, String> texts, String name) throws Rejection {
        String text = texts.get(name);
        if (text == null) {
            throw new Rejection("the member \"" + name + "\" is missing", "member " + name);
        }
        return text;
    }

    private static Instant instant(String text) throws Rejection {
        try {
            Instant instant = Instant.parse(text);
            if (!instant.isBefore(Instant.EPOCH) && instant.isBefore(FARTHEST)) {
                return instant;
            }
        } catch (DateTimeException e) {
            // said below, together with times that are out of range
        }
        throw new Rejection("must be a time in ISO 8601 between 1970 and 9999, such as 2026-01-31T07:00:00Z, but is \""
                + Excerpt.of(text) + "\"");
    }

    private static Duration duration(String text) throws Rejection {
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw new Rejection("must be a duration in ISO 8601, such as PT2H30M, but is \"" + Excerpt.of(text) + "\"");
        }
    }

    private static Rejection unknown(String name) {
        return new Rejection("the member \"" + Excerpt.of(name) + "\" is not known");
    }

    /** The constructors of the model know best what is allowed. */
    private static <T> T checked(Supplier<T> construction) throws Rejection {
        try {
            return construction.get();
        } catch (IllegalArgumentException e) {
            throw new Rejection(String.valueOf(e.getMessage()));
        }
    }

    /** Takes one element of an array; the parser stands on its first token and must be left on its last. */
    private interface Element {
        void read(JsonParser parser) throws Rejection, IOException;
    }

    private static final class TurnReader {
        private final Map<String, String> texts = new HashMap<>();
        private double position = 1;
        private Optional<Double> volume = Optional.empty();
        private final List<Turn.Condition> conditions = new ArrayList<>();

        Turn turn() throws Rejection {
            String id = required(texts, "id");
            String target = required(texts, "target");
            Instant start = instant(required(texts, "start"));
            Duration duration = duration(required(texts, "duration"));
            String word = texts.getOrDefault("late", Turn.Late.REST.word());
            Optional<Turn.Late> late = Turn.Late.fromWord(word);
            if (late.isEmpty()) {
                throw new Rejection("late must be rest or skip, but is \"" + Excerpt.of(word) + "\"");
            }
            return checked(() -> new Turn(id, target, position, start, duration, volume, late.get(), conditions));
        }

        void member(String name, JsonParser parser) throws Rejection, IOException {
            switch (name) {
                case "id", "target", "start", "duration", "late" -> texts.put(name, JsonMembers.string(parser));
                case "position" -> position = Json.number(parser);
                case "volume" -> volume = Optional.of(Json.number(parser));
                case "conditions" -> elements(parser, Turn.MOST_CONDITIONS, this::oneCondition);
                default -> throw unknown(name);
            }
        }

        private void oneCondition(JsonParser parser) throws Rejection, IOException {
            ConditionReader reader = new ConditionReader();
            JsonMembers.object(parser, reader::member);
            conditions.add(reader.condition());
        }
    }

    private static final class ConditionReader {
        private @Nullable SeriesName series;
        private @Nullable Double above;
        private @Nullable Double below;

        Turn.Condition condition() throws Rejection {
            SeriesName known = series;
            if (known == null) {
                throw new Rejection("the member \"series\" is missing");
            }
            Double lower = above;
            Double upper = below;
            if (lower != null && upper == null) {
                return new Turn.Condition(known, true, lower);
            }
            if (upper != null && lower == null) {
                return new Turn.Condition(known, false, upper);
            }
            throw new Rejection("a condition has either above or below");
        }

        void member(String name, JsonParser parser) throws Rejection, IOException {
            switch (name) {
                case "series" -> series = Texts.seriesName(JsonMembers.string(parser));
                case "above" -> above = Json.number(parser);
                case "below" -> below = Json.number(parser);
                default -> throw unknown(name);
            }
        }
    }

    /** Gathers the members of a signed document. */
    static final class Envelope {
        private final Map<String, String> texts = new HashMap<>();

        SignedDocument signed() throws Rejection {
            return new SignedDocument(
                    required(texts, "document"), required(texts, "signature"), required(texts, "key"));
        }

        void member(String name, JsonParser parser) throws Rejection, IOException {
            switch (name) {
                case "document" -> texts.put(name, Json.text(parser));
                case "signature", "key" -> texts.put(name, JsonMembers.string(parser));
                default -> throw unknown(name);
            }
        }
    }
}
