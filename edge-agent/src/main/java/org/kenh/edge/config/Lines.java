package org.kenh.edge.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** On which line each key of a YAML text stands; places are written as in messages, {@code drivers[0].host}. */
final class Lines {
    private final Map<String, Integer> lines = new HashMap<>();

    private Lines() {}

    static Lines of(String yaml) throws IOException {
        Lines lines = new Lines();
        try (JsonParser parser = new YAMLFactory().createParser(yaml)) {
            if (parser.nextToken() != null) {
                lines.value(parser, "");
            }
        }
        return lines;
    }

    /** The line of the place, or else of the nearest one around it; counted from 1. */
    int at(String place) {
        String around = place;
        while (!around.isEmpty()) {
            Integer line = lines.get(around);
            if (line != null) {
                return line;
            }
            around = around.substring(0, Math.max(0, Math.max(around.lastIndexOf('.'), around.lastIndexOf('['))));
        }
        return 1;
    }

    private void value(JsonParser parser, String place) throws IOException {
        lines.putIfAbsent(place, parser.currentTokenLocation().getLineNr());
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = place.isEmpty() ? parser.currentName() : place + "." + parser.currentName();
                lines.putIfAbsent(key, parser.currentTokenLocation().getLineNr());
                parser.nextToken();
                value(parser, key);
            }
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                value(parser, place + "[" + i + "]");
            }
        }
    }
}
