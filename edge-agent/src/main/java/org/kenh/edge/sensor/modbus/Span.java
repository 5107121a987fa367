package org.kenh.edge.sensor.modbus;

import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.sensor.Point;
import org.kenh.edge.sensor.Point.Template;

/**
 * What a transmitter measures at the lower and upper end of its signal, for example 0 m at 4 mA and 5 m at 20 mA.
 *
 * @param low in the unit of the point
 * @param high in the unit of the point
 */
record Span(double low, double high) {
    /** Reads the key {@code span} of a driver, 0 to 1 if it is not there. */
    static Span of(ConfigNode node) {
        if (!node.has("span")) {
            node.text("span", "");
            return new Span(0, 1);
        }
        ConfigNode span = node.section("span");
        Span read = new Span(
                span.number("low", -Point.NO_BOUND, Point.NO_BOUND, 0),
                span.number("high", -Point.NO_BOUND, Point.NO_BOUND));
        if (read.low == read.high) {
            span.problem("high", "phải khác low", "must differ from low");
        }
        return read;
    }

    /**
     * The scale of a point whose section says under {@code raw} which numbers stand for the ends of the signal, and
     * outside which numbers the transmitter or its wire is broken.
     */
    Template over(ConfigNode node, Template template) {
        if (!node.has("raw")) {
            node.text("raw", "");
            return template;
        }
        ConfigNode raw = node.section("raw");
        double rawLow = raw.number("low", -1e9, 1e9);
        double rawHigh = raw.number("high", rawLow + 1e-9, 1e9);
        double scale = (high - low) / (rawHigh - rawLow);
        double offset = low - rawLow * scale;
        double atMin = raw.number("min", -1e9, rawLow, rawLow) * scale + offset;
        double atMax = raw.number("max", rawHigh, 1e9, rawHigh) * scale + offset;
        return new Template(
                template.name(),
                template.series(),
                template.unit(),
                scale,
                offset,
                Math.min(atMin, atMax),
                Math.max(atMin, atMax),
                template.flag());
    }
}
