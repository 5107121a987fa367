package org.kenh.edge.sensor.simulated;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.function.DoubleFunction;
import org.kenh.edge.control.Outcome;
import org.kenh.telemetry.Excerpt;

/** The arguments of a command. */
final class Arguments {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String text;

    /** A JSON object, as text. */
    Arguments(String text) {
        this.text = text;
    }

    /** Uses a number within bounds; refuses what is missing without a default, not a number or out of bounds. */
    Outcome number(Bounds bounds, DoubleFunction<Outcome> use) {
        JsonNode value = read().path(bounds.name());
        if (value.isMissingNode() && Double.isFinite(bounds.otherwise())) {
            return use.apply(bounds.otherwise());
        }
        double number = value.asDouble(Double.NaN);
        if (!value.isNumber() || !(number >= bounds.least() && number <= bounds.most())) {
            return new Outcome.Refused(bounds.name() + " must be a number from " + bounds.least() + " to "
                    + bounds.most() + ", but is " + (value.isMissingNode() ? "missing" : Excerpt.of(value.toString())));
        }
        return use.apply(number);
    }

    private JsonNode read() {
        try {
            return JSON.readTree(text.isBlank() ? "{}" : text);
        } catch (JsonProcessingException e) {
            // A command whose arguments cannot be read has none; what it needs is then reported as missing.
            return JSON.createObjectNode();
        }
    }

    /**
     * A number that a command takes.
     *
     * @param otherwise its value when it is missing; not a number if it must be given
     */
    record Bounds(String name, double least, double most, double otherwise) {}
}
