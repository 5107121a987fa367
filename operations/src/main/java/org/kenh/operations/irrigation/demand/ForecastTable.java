package org.kenh.operations.irrigation.demand;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.kenh.telemetry.Excerpt;

/**
 * A rain forecast as a table: a day and millimetres on each line, with a comma, a semicolon or a tab between them. Days as
 * 2026-11-22 or 22/11/2026, decimals with a point or, where no comma divides, with a comma. A heading is passed over.
 */
public final class ForecastTable {
    private static final int MOST_LINES = 400;

    private ForecastTable() {}

    /** What is on the lines, in their order. */
    public static List<Row> read(String text) {
        List<String> lines =
                text.replace("\uFEFF", "").lines().map(String::strip).toList();
        List<Row> rows = new ArrayList<>();
        for (int index = 0; index < lines.size(); index++) {
            String line = lines.get(index);
            boolean heading = index == 0 && line.chars().noneMatch(Character::isDigit);
            if (line.isEmpty() || heading) {
                continue;
            }
            if (index >= MOST_LINES) {
                rows.add(new Mistake(index + 1, "> " + MOST_LINES));
                break;
            }
            rows.add(row(index + 1, line));
        }
        return rows;
    }

    private static Row row(int number, String line) {
        String divider = line.contains(";") ? ";" : line.contains("\t") ? "\t" : ",";
        String[] cells = line.split(divider, -1);
        try {
            double rain =
                    Double.parseDouble(cells.length < 2 ? "" : cells[1].strip().replace(',', '.'));
            if (cells.length == 2 && rain >= 0 && rain <= RainForecast.MOST) {
                return new Line(day(cells[0].strip()), OptionalDouble.of(rain));
            }
        } catch (NumberFormatException | DateTimeException e) {
            return new Mistake(number, Excerpt.of(line));
        }
        return new Mistake(number, Excerpt.of(line));
    }

    private static LocalDate day(String text) {
        String[] parts = text.split("/", -1);
        return parts.length == 3
                ? LocalDate.of(Integer.parseInt(parts[2]), Integer.parseInt(parts[1]), Integer.parseInt(parts[0]))
                : LocalDate.parse(text);
    }

    /** One line. */
    public sealed interface Row {}

    /**
     * A day.
     *
     * @param millimetres empty: nothing is forecast any more
     */
    public record Line(LocalDate day, OptionalDouble millimetres) implements Row {}

    /** A line that cannot be read; counted from 1. */
    public record Mistake(int number, String text) implements Row {}
}
