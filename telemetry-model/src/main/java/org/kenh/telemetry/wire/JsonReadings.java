package org.kenh.telemetry.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import org.kenh.telemetry.Pack;

/** Readings in JSON: SenML or flat, told apart by the outermost token and, in an array, by the first object's labels. */
final class JsonReadings {
    private JsonReadings() {}

    static Pack read(byte[] payload, Instant now, DecodingLimits limits) throws Rejection {
        ReadingCollector collector = new ReadingCollector(now, limits);
        try {
            if (isArrayOfFlat(payload, collector)) {
                return flatArray(payload, new ReadingCollector(now, limits));
            }
            return collector.finish();
        } catch (IOException problem) {
            throw Json.malformed(problem);
        }
    }

    /** Reads all, unless it turns out to be an array in the flat form, of which nothing has been read then. */
    private static boolean isArrayOfFlat(byte[] payload, ReadingCollector collector) throws Rejection, IOException {
        try (JsonParser parser = Json.parser(payload)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                new FlatJson(parser, collector).readPack();
            } else if (first != JsonToken.START_ARRAY) {
                throw Json.unexpected(parser, "an array or an object");
            } else if (!new SenmlJson(parser, collector).readRecords()) {
                return true;
            }
            Json.expectEnd(parser);
            return false;
        }
    }

    private static Pack flatArray(byte[] payload, ReadingCollector collector) throws Rejection, IOException {
        try (JsonParser parser = Json.parser(payload)) {
            parser.nextToken();
            new FlatJson(parser, collector).readArray();
            Json.expectEnd(parser);
            return collector.finish();
        }
    }
}
