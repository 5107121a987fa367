package org.kenh.telemetry.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.Base64;
import org.kenh.telemetry.Excerpt;
import org.kenh.telemetry.Value;

/** The one way to a JSON parser here: UTF-8 only, shallow, short numbers; and typed access to its tokens. */
final class Json {
    /** The deepest forms need 4; custom labels may bring a little more, to be skipped. */
    private static final int DEEPEST = 16;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(1_000)
                    .maxNameLength(1_000)
                    .build())
            .build();

    private Json() {}

    static JsonParser parser(byte[] payload) throws IOException {
        return FACTORY.createParser(payload);
    }

    /** After the last token of the document. */
    static void expectEnd(JsonParser parser) throws IOException, Rejection {
        if (parser.nextToken() != null) {
            throw new Rejection(
                    "there is more after the end of the JSON document",
                    "byte " + parser.currentTokenLocation().getByteOffset());
        }
    }

    static Rejection malformed(IOException problem) {
        String reason = "not valid JSON: "
                + Excerpt.of(
                        problem instanceof JsonProcessingException json
                                ? json.getOriginalMessage()
                                : String.valueOf(problem.getMessage()));
        boolean placed = problem instanceof JsonProcessingException json && json.getLocation() != null;
        return new Rejection(
                reason,
                placed
                        ? "byte "
                                + ((JsonProcessingException) problem)
                                        .getLocation()
                                        .getByteOffset()
                        : "");
    }

    static String text(JsonParser parser) throws IOException, Rejection {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw unexpected(parser, "a string");
        }
        return parser.getText();
    }

    static double number(JsonParser parser) throws IOException, Rejection {
        if (!parser.currentToken().isNumeric()) {
            throw unexpected(parser, "a number");
        }
        double number = parser.getDoubleValue();
        if (!Double.isFinite(number)) {
            throw new Rejection("the number " + Excerpt.of(parser.getText()) + " is too large");
        }
        return number;
    }

    /** The number times ten to the power of {@code scale}, exactly as its decimal digits say. */
    static long scaled(JsonParser parser, int scale) throws IOException, Rejection {
        if (!parser.currentToken().isNumeric()) {
            throw unexpected(parser, "a number");
        }
        return DecimalTime.scaled(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength(), scale);
    }

    static boolean flag(JsonParser parser) throws IOException, Rejection {
        if (!parser.currentToken().isBoolean()) {
            throw unexpected(parser, "true or false");
        }
        return parser.getBooleanValue();
    }

    /** Base64url; padding is tolerated and dropped. */
    static Value.Data data(JsonParser parser) throws IOException, Rejection {
        String text = text(parser);
        try {
            return Value.Data.of(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw new Rejection("data must be base64url without padding, but is \"" + Excerpt.of(text) + "\"");
        }
    }

    static Rejection unexpected(JsonParser parser, String expected) throws IOException {
        return new Rejection("must be " + expected + ", but is " + shown(parser));
    }

    private static String shown(JsonParser parser) throws IOException {
        if (!parser.hasCurrentToken()) {
            return "at its end";
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "the string \"" + Excerpt.of(parser.getText()) + "\"";
            default -> Excerpt.of(parser.getText());
        };
    }
}
