package org.kenh.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The rounds of a comparison as a table in Markdown. */
final class ComparisonTable {
    private final List<List<Measurement>> rounds;

    /** @param rounds what was measured in each */
    ComparisonTable(List<List<Measurement>> rounds) {
        this.rounds = List.copyOf(rounds);
    }

    /** A line per contender; spreads are min / median / max over the rounds, everything else is the median. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(
                "| | values/s | ratio to COPY of its round | messages/s | latency ms median, p99 |"
                        + " CPU s per 100,000 messages: server or broker, database, load generator | failed or sent again |",
                "|---|---|---|---|---|---|---|"));
        for (Contender contender : Contender.values()) {
            List<Measurement> measured = of(contender);
            if (!measured.isEmpty()) {
                lines.add(line(contender, measured));
            }
        }
        return lines;
    }

    /** What this contender landed as a share of COPY of the same round; rounds without both are left out. */
    List<Double> ratios(Contender contender) {
        List<Double> ratios = new ArrayList<>();
        for (List<Measurement> round : rounds) {
            for (Measurement copy : round) {
                if (copy.contender() == Contender.COPY) {
                    round.stream()
                            .filter(measurement -> measurement.contender() == contender)
                            .forEach(measurement -> ratios.add(measurement.valuesPerSecond() / copy.valuesPerSecond()));
                }
            }
        }
        return ratios;
    }

    private List<Measurement> of(Contender contender) {
        return rounds.stream()
                .flatMap(List::stream)
                .filter(measurement -> measurement.contender() == contender)
                .toList();
    }

    private String line(Contender contender, List<Measurement> measured) {
        List<Double> ratios = ratios(contender);
        long failed = measured.stream()
                .flatMap(measurement -> measurement.failures().values().stream())
                .mapToLong(Long::longValue)
                .sum();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %,.0f | %.1f, %.1f | %.2f, %.2f, %.2f | %,d |",
                contender.title(),
                spread("%,.0f", Spread.of(values(measured, Measurement::valuesPerSecond))),
                ratios.isEmpty() ? "–" : spread("%.2f", Spread.of(ratios)),
                median(measured, Measurement::messagesPerSecond),
                median(measured, Measurement::latencyMedian),
                median(measured, Measurement::latencyP99),
                median(measured, Measurement::serverSeconds),
                median(measured, Measurement::databaseSeconds),
                median(measured, Measurement::generatorSeconds),
                failed);
    }

    private static List<Double> values(List<Measurement> measured, ToDoubleFunction<Measurement> column) {
        return measured.stream().map(column::applyAsDouble).toList();
    }

    private static double median(List<Measurement> measured, ToDoubleFunction<Measurement> column) {
        return Spread.of(values(measured, column)).median();
    }

    private static String spread(String format, Spread spread) {
        return String.join(
                " / ",
                String.format(Locale.ROOT, format, spread.min()),
                String.format(Locale.ROOT, format, spread.median()),
                String.format(Locale.ROOT, format, spread.max()));
    }
}
