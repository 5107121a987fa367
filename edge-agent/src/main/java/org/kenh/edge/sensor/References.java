package org.kenh.edge.sensor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.kenh.edge.config.ConfigNode;
import org.kenh.telemetry.SeriesName;

/**
 * Reads the names of series and outputs in a site file, and notes those that no driver of the site has: an interlock on a
 * series that never comes would look like protection and be none.
 */
public final class References {
    /** For a section that is read by itself: all names are taken as they are. */
    public static final References UNCHECKED = new References(Set.of(), series -> true, output -> true);

    private static final SeriesName UNNAMED = SeriesName.of("unnamed");

    private final Set<String> outputs;
    private final Predicate<SeriesName> hasSeries;
    private final Predicate<String> hasOutput;

    private References(Set<String> outputs, Predicate<SeriesName> hasSeries, Predicate<String> hasOutput) {
        this.outputs = outputs;
        this.hasSeries = hasSeries;
        this.hasOutput = hasOutput;
    }

    /** To what these drivers read and switch; of one that finds its points by itself every name is possible. */
    public static References to(List<Driver> drivers) {
        Set<SeriesName> series = new HashSet<>();
        Set<String> outputs = new TreeSet<>();
        List<String> open = new ArrayList<>();
        for (Driver driver : drivers) {
            driver.points().stream().map(Point::series).forEach(series::add);
            driver.outputs().forEach(output -> outputs.add(output.name()));
            if (driver.findsPoints()) {
                open.add(driver.settings().name() + "/");
            }
        }
        return new References(
                outputs,
                name -> series.contains(name) || open.stream().anyMatch(name.value()::startsWith),
                outputs::contains);
    }

    /** A series that must be named. */
    public SeriesName series(ConfigNode node, String key) {
        return checked(node, key).orElse(UNNAMED);
    }

    /** A series that need not be named. */
    public Optional<SeriesName> optionalSeries(ConfigNode node, String key) {
        if (node.has(key)) {
            return checked(node, key);
        }
        String unused = node.text(key, "");
        return Optional.empty();
    }

    /** A list of series; none if it is missing. */
    public List<SeriesName> seriesList(ConfigNode node, String key) {
        List<SeriesName> series = new ArrayList<>();
        for (String text : node.texts(key)) {
            if (SeriesName.isValid(text)) {
                series.add(SeriesName.of(text));
                note(node, key, SeriesName.of(text));
            } else {
                node.problem(
                        key,
                        "\"" + text + "\" không phải là tên chuỗi số liệu",
                        "\"" + text + "\" is not the name of a series");
            }
        }
        return series;
    }

    /** The name of an output that a driver has. */
    public String output(ConfigNode node, String key) {
        String name = node.checked(key, text -> SeriesName.of(text).value(), "");
        if (!name.isEmpty() && !hasOutput.test(name)) {
            String known = outputs.isEmpty() ? "–" : String.join(", ", outputs);
            node.problem(
                    key,
                    "không bộ đọc nào có đầu ra \"" + name + "\"; đang có: " + known,
                    "no driver has the output \"" + name + "\"; there are: " + known);
        }
        return name.isEmpty() ? UNNAMED.value() : name;
    }

    private Optional<SeriesName> checked(ConfigNode node, String key) {
        Optional<SeriesName> series =
                node.checked(key, text -> Optional.of(SeriesName.of(text)), Optional.<SeriesName>empty());
        series.ifPresent(name -> note(node, key, name));
        return series;
    }

    private void note(ConfigNode node, String key, SeriesName series) {
        if (!hasSeries.test(series)) {
            node.problem(
                    key,
                    "không bộ đọc nào có chuỗi số liệu \"" + series + "\"",
                    "no driver has the series \"" + series + "\"");
        }
    }
}
