package org.kenh.telemetry.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import org.kenh.telemetry.Excerpt;

/** Reads the small JSON documents beside the readings: one object, strict types, no member twice. */
final class JsonMembers {
    /** Largest document, in bytes. */
    static final int LARGEST = 256 * 1024;

    /** Longest string, in characters. */
    static final int LONGEST_STRING = 200;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxNumberLength(100)
                    .maxNameLength(1_000)
                    .build())
            .build();

    private JsonMembers() {}

    /** Takes the value of a member; the parser stands on its first token and must be left on its last. */
    interface Member {
        void read(String name, JsonParser parser) throws Rejection, IOException;
    }

    /** Reads a whole document; {@code member} sees every member of its object. */
    static void document(byte[] payload, Member member) throws Rejection {
        if (payload.length > LARGEST) {
            throw new Rejection("a document must have at most " + LARGEST + " bytes, but has " + payload.length);
        }
        if (payload.length == 0) {
            throw new Rejection("the payload is empty");
        }
        try (JsonParser parser = FACTORY.createParser(payload)) {
            parser.nextToken();
            object(parser, member);
            Json.expectEnd(parser);
        } catch (IOException problem) {
            throw Json.malformed(problem);
        }
    }

    /** Reads the object on which the parser stands. */
    static void object(JsonParser parser, Member member) throws Rejection, IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw Json.unexpected(parser, "an object");
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            try {
                member.read(name, parser);
            } catch (Rejection rejection) {
                throw rejection.within("member " + Excerpt.of(name));
            }
        }
    }

    static String string(JsonParser parser) throws Rejection, IOException {
        return Texts.checked(Json.text(parser), LONGEST_STRING);
    }
}
