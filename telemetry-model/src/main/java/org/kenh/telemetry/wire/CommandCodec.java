package org.kenh.telemetry.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.CommandAnswer.State;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Excerpt;

/**
 * Payloads of {@code commands}, {@code {"id":"…","name":"pump.start","args":{…},"issuedAt":"…","expiresAt":"…"}}, and of
 * {@code acks}, {@code {"id":"…","state":"accepted|done|failed|refused","detail":"…"}}. Only {@code args} (empty) and
 * {@code detail} may be missing; members that are not known are ignored.
 */
public final class CommandCodec {
    private static final int LONGEST_ID = 64;
    private static final Instant FARTHEST = Instant.parse("9999-12-31T00:00:00Z");

    private CommandCodec() {}

    /** Throws {@link IllegalArgumentException} when the arguments are not the text of a JSON object. */
    public static byte[] encode(Command command) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = JsonMembers.FACTORY.createGenerator(bytes)) {
            generator.writeStartObject();
            generator.writeStringField("id", command.id());
            generator.writeStringField("name", command.name());
            generator.writeFieldName("args");
            generator.writeRawValue(compacted(command.args()));
            generator.writeStringField("issuedAt", command.issuedAt().toString());
            generator.writeStringField("expiresAt", command.expiresAt().toString());
            generator.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    public static Decoding<Command> decode(byte[] payload) {
        Fields fields = new Fields();
        try {
            JsonMembers.document(payload, fields::commandMember);
            return new Decoding.Decoded<>(new Command(
                    fields.required("id"),
                    fields.required("name"),
                    fields.optional("args", "{}"),
                    fields.time("issuedAt"),
                    fields.time("expiresAt")));
        } catch (Rejection rejection) {
            return rejection.asDecoding();
        }
    }

    /** A detail that is longer than the wire allows is cut. */
    public static byte[] encodeAnswer(CommandAnswer answer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = JsonMembers.FACTORY.createGenerator(bytes)) {
            generator.writeStartObject();
            generator.writeStringField("id", answer.id());
            generator.writeStringField("state", answer.state().word());
            generator.writeStringField("detail", cut(answer.detail()));
            generator.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    public static Decoding<CommandAnswer> decodeAnswer(byte[] payload) {
        Fields fields = new Fields();
        try {
            JsonMembers.document(payload, fields::answerMember);
            return new Decoding.Decoded<>(
                    new CommandAnswer(fields.required("id"), fields.state(), fields.optional("detail", "")));
        } catch (Rejection rejection) {
            return rejection.asDecoding();
        }
    }

    /** A command's name has the form of a device id. */
    static String checkedName(String name) throws Rejection {
        if (!DeviceId.isValid(name)) {
            throw new Rejection("the name of a command must be 1 to 64 of A-Z a-z 0-9 - _ . and start with a letter or"
                    + " digit, but is \"" + Excerpt.of(name) + "\"");
        }
        return name;
    }

    private static String compacted(String args) throws IOException {
        try (JsonParser parser = JsonMembers.FACTORY.createParser(args)) {
            parser.nextToken();
            String compact = arguments(parser);
            Json.expectEnd(parser);
            return compact;
        } catch (Rejection | JsonProcessingException problem) {
            throw new IllegalArgumentException(
                    "the arguments must be a JSON object, but are " + Excerpt.of(args), problem);
        }
    }

    /** The object on which the parser stands, without white space, its numbers digit by digit. */
    private static String arguments(JsonParser parser) throws Rejection, IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw Json.unexpected(parser, "an object");
        }
        StringWriter compact = new StringWriter();
        try (JsonGenerator generator = JsonMembers.FACTORY.createGenerator(compact)) {
            copy(parser, generator);
        }
        return compact.toString();
    }

    /** Numbers go as text: converting them could change or even fail on what is valid JSON. */
    private static void copy(JsonParser parser, JsonGenerator generator) throws IOException {
        int depth = 0;
        do {
            JsonToken token = parser.currentToken();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (token.isNumeric()) {
                generator.writeNumber(parser.getText());
            } else {
                generator.copyCurrentEvent(parser);
            }
        } while (depth > 0 && parser.nextToken() != null);
    }

    private static String cut(String detail) {
        int most = JsonMembers.LONGEST_STRING;
        if (detail.length() <= most) {
            return detail;
        }
        boolean splitsPair = Character.isHighSurrogate(detail.charAt(most - 1));
        return detail.substring(0, splitsPair ? most - 1 : most);
    }

    /** The known members of a document, by name, each checked when it is read. */
    private static final class Fields {
        private final Map<String, String> texts = new HashMap<>();
        private final Map<String, Instant> times = new HashMap<>();

        void commandMember(String name, JsonParser parser) throws Rejection, IOException {
            switch (name) {
                case "id" -> texts.put(name, identifier(JsonMembers.string(parser)));
                case "name" -> texts.put(name, checkedName(JsonMembers.string(parser)));
                case "args" -> texts.put(name, arguments(parser));
                case "issuedAt", "expiresAt" -> times.put(name, instant(JsonMembers.string(parser)));
                default -> parser.skipChildren();
            }
        }

        void answerMember(String name, JsonParser parser) throws Rejection, IOException {
            switch (name) {
                case "id" -> texts.put(name, identifier(JsonMembers.string(parser)));
                case "state", "detail" -> texts.put(name, JsonMembers.string(parser));
                default -> parser.skipChildren();
            }
        }

        String required(String name) throws Rejection {
            String text = texts.get(name);
            if (text == null) {
                throw missing(name);
            }
            return text;
        }

        String optional(String name, String otherwise) {
            return texts.getOrDefault(name, otherwise);
        }

        Instant time(String name) throws Rejection {
            Instant time = times.get(name);
            if (time == null) {
                throw missing(name);
            }
            return time;
        }

        State state() throws Rejection {
            String word = required("state");
            Optional<State> state = State.fromWord(word);
            if (state.isEmpty()) {
                throw new Rejection(
                        "the state must be accepted, done, failed or refused, but is \"" + Excerpt.of(word) + "\"",
                        "member state");
            }
            return state.get();
        }

        private static Rejection missing(String name) {
            return new Rejection("the member \"" + name + "\" is missing", "member " + name);
        }

        private static String identifier(String id) throws Rejection {
            if (id.isEmpty() || id.length() > LONGEST_ID) {
                throw new Rejection(
                        "the id must have 1 to " + LONGEST_ID + " characters, but is \"" + Excerpt.of(id) + "\"");
            }
            return id;
        }

        private static Instant instant(String text) throws Rejection {
            try {
                Instant instant = Instant.parse(text);
                if (!instant.isBefore(Instant.EPOCH) && instant.isBefore(FARTHEST)) {
                    return instant;
                }
            } catch (DateTimeParseException e) {
                // said below, together with times that are out of range
            }
            throw new Rejection("must be a time in ISO 8601 between 1970 and 9999, such as 2026-01-31T07:00:00Z, but"
                    + " is \"" + Excerpt.of(text) + "\"");
        }
    }
}
