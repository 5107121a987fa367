package org.kenh.edge.sensor;

import java.time.Duration;
import java.util.Optional;
import org.kenh.edge.config.ConfigNode;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;

/**
 * Something that a driver reads, and how it becomes a series.
 *
 * @param name what the driver calls it; unique within the driver
 * @param unit what the series is sent in, after conversion
 * @param interval how often it is read
 */
public record Point(String name, SeriesName series, Unit unit, Duration interval, Shape shape) {
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration USUAL_SILENCE = Duration.ofMinutes(10);
    private static final int LONGEST_OF_STATISTICS = 120;
    /** Beyond any value that is measured. */
    public static final double NO_BOUND = 1e300;

    /** Reads what every point has; the driver reads its own keys of the same section. */
    public static Point of(ConfigNode node, DriverSettings driver) {
        String name = node.text("name");
        return of(node, driver, Template.of(name, name));
    }

    /** Reads a point of which a map already knows a part: what the file says goes before the template. */
    public static Point of(ConfigNode node, DriverSettings driver, Template template) {
        String series = node.text("series", driver.name() + "/" + template.series());
        if (!SeriesName.isValid(series)) {
            node.problem(
                    node.has("series") ? "series" : "name",
                    "\"" + series + "\" không phải là tên chuỗi số liệu (A-Z a-z 0-9 - : . / _)",
                    "\"" + series + "\" is not a series name (A-Z a-z 0-9 - : . / _)");
        }
        if (node.has("statistics") && (series.length() > LONGEST_OF_STATISTICS || template.flag())) {
            node.problem(
                    "statistics",
                    "chỉ dùng cho số đo có tên chuỗi không quá " + LONGEST_OF_STATISTICS + " ký tự",
                    "is for numbers whose series name has at most " + LONGEST_OF_STATISTICS + " characters");
        }
        Conversion conversion = Conversion.of(unit(node, template));
        return new Point(
                template.name(),
                SeriesName.isValid(series) ? SeriesName.of(series) : SeriesName.of("unknown"),
                conversion.unit(),
                node.duration("interval", Duration.ofMillis(50), LONGEST, driver.interval()),
                shape(node, template, conversion));
    }

    /** A point that a driver found by itself, with nothing said about it in the file. */
    public static Point found(String name, DriverSettings driver, String unit) {
        Conversion conversion = Conversion.of(Unit.isValid(unit) ? unit : "");
        Shape shape = new Shape(
                conversion.factor(),
                conversion.shift(),
                -NO_BOUND,
                NO_BOUND,
                Optional.empty(),
                USUAL_SILENCE,
                Optional.empty(),
                false);
        return new Point(name, SeriesName.of(driver.name() + "/" + name), conversion.unit(), driver.interval(), shape);
    }

    private static String unit(ConfigNode node, Template template) {
        String unit = node.text("unit", template.unit());
        if (!Unit.isValid(unit)) {
            node.problem("unit", "dài quá 32 ký tự", "has more than 32 characters");
            return "";
        }
        return unit;
    }

    private static Shape shape(ConfigNode node, Template template, Conversion conversion) {
        double scale = node.number("scale", -NO_BOUND, NO_BOUND, template.scale());
        double offset = node.number("offset", -NO_BOUND, NO_BOUND, template.offset());
        double least = node.number("min", -NO_BOUND, NO_BOUND, bound(template.least(), conversion));
        boolean flag = node.flag("flag", template.flag());
        if (scale == 0) {
            node.problem("scale", "không được là 0", "must not be 0");
        }
        return new Shape(
                scale * conversion.factor(),
                offset * conversion.factor() + conversion.shift(),
                least,
                node.number("max", least, NO_BOUND, bound(template.most(), conversion)),
                // A contact speaks when it changes; a value that is not told otherwise is sent each time.
                node.has("deadband")
                        ? Optional.of(node.number("deadband", 0, NO_BOUND))
                        : flag ? Optional.of(0.0) : absent(node),
                node.duration("silence", Duration.ofSeconds(1), LONGEST, USUAL_SILENCE),
                node.has("statistics")
                        ? Optional.of(node.duration("statistics", Duration.ofSeconds(1), LONGEST))
                        : Optional.empty(),
                flag);
    }

    private static double bound(double bound, Conversion conversion) {
        return Math.abs(bound) == NO_BOUND ? bound : bound * conversion.factor() + conversion.shift();
    }

    private static Optional<Double> absent(ConfigNode node) {
        node.number("deadband", 0, NO_BOUND, 0);
        node.duration("statistics", Duration.ZERO, LONGEST, Duration.ZERO);
        return Optional.empty();
    }

    /** The longest time between two reports of it while all is well. */
    public Duration longestSilence() {
        if (shape.window().isPresent()) {
            return shape.window().get();
        }
        if (shape.deadband().isPresent() && shape.silence().compareTo(interval) > 0) {
            return shape.silence();
        }
        return interval;
    }

    /**
     * From what a driver reads to what is sent: {@code raw · factor + shift}, in the unit of the series.
     *
     * @param least below it a value is bad
     * @param most above it a value is bad
     * @param deadband a value is sent when it differs by more from the one sent last; empty: always
     * @param silence a value is sent after this time even when it did not change
     * @param window if there, what is sent are minimum, maximum, mean and last value of such windows
     * @param flag whether it is on or off
     */
    public record Shape(
            double factor,
            double shift,
            double least,
            double most,
            Optional<Double> deadband,
            Duration silence,
            Optional<Duration> window,
            boolean flag) {
        /** Raw to the unit of the series. */
        public double apply(double raw) {
            return flag ? (raw * factor + shift != 0 ? 1 : 0) : raw * factor + shift;
        }
    }

    /**
     * What is known of a point before the file is asked, for example from the map of a meter.
     *
     * @param unit what the driver reads it in
     * @param least in that unit; below it a value is bad
     * @param most in that unit; above it a value is bad
     */
    public record Template(
            String name,
            String series,
            String unit,
            double scale,
            double offset,
            double least,
            double most,
            boolean flag) {
        /** Nothing but its names is known. */
        public static Template of(String name, String series) {
            return new Template(name, series, "", 1, 0, -NO_BOUND, NO_BOUND, false);
        }

        /** A contact. */
        public static Template flag(String name) {
            return new Template(name, name, "", 1, 0, -NO_BOUND, NO_BOUND, true);
        }
    }
}
