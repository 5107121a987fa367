package org.kenh.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts a server of its own, fills it with history and times what screens ask for. */
@Command(
        name = "queries",
        sortOptions = false,
        description = "Times of what screens ask for, through the API, with many readings in store.")
final class QueriesCommand implements Callable<Integer> {
    @Mixin
    private final ServerSetup setup = new ServerSetup();

    @Option(names = "--readings", defaultValue = "100000000", description = "in store (100,000,000)")
    private long readings;

    @Option(names = "--repeat", defaultValue = "11", description = "each query, the first included (11)")
    private int repeat;

    @Spec
    private @Nullable CommandSpec spec;

    /** One page's worth of calls. */
    private record Query(String name, List<String> paths) {}

    @Override
    public Integer call() throws IOException, SQLException {
        History history = new History(readings);
        try (ServerUnderTest server = setup.start()) {
            server.api().makeSite();
            history.fill(server.database());
            printSize(server.database());
        }
        // Started anew: the registry is as it would be, and no cache is warm but the system's.
        try (ServerUnderTest server = setup.start()) {
            ServerApi api = server.api();
            out().println("| | first ms | median ms | max ms | characters |");
            out().println("|---|---|---|---|---|");
            for (Query query : queries(history)) {
                time(api, query);
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private static List<Query> queries(History history) {
        Instant now = Instant.now();
        String full = History.device(1);
        List<String> page = new ArrayList<>();
        for (int ordinal = 1; ordinal <= History.SERIES; ordinal++) {
            page.add(readings(full, ordinal, now.minus(Duration.ofDays(1)), now) + "&points=300");
        }
        List<String> crowded = page.stream()
                .map(path -> path.replace(full, History.device(history.longDevices() + 7)))
                .toList();
        Instant yearAgo = now.minus(Duration.ofDays(365));
        return List.of(
                new Query(
                        "a year of one series as 1,000 points",
                        List.of(readings(full, 3, yearAgo, now) + "&points=1000")),
                new Query(
                        "a year of one series by hours",
                        List.of(readings(full, 3, yearAgo, now) + "&bucket=PT1H&agg=avg,min,max,count")),
                new Query("last values of all series", List.of("/series")),
                new Query("site page: 20 series over 24 h, of a device with a year", page),
                new Query("site page: 20 series over 24 h, of a device among thousands", crowded));
    }

    private static String readings(String device, int ordinal, Instant from, Instant to) {
        return "/readings?device=%s&series=%s&from=%s&to=%s".formatted(device, History.series(ordinal), from, to);
    }

    private void time(ServerApi api, Query query) {
        List<Double> millis = new ArrayList<>();
        long characters = 0;
        for (int i = 0; i < repeat; i++) {
            long started = System.nanoTime();
            characters = query.paths().stream()
                    .mapToLong(path -> api.get(path).length())
                    .sum();
            millis.add((System.nanoTime() - started) / 1e6);
        }
        Spread spread = Spread.of(millis);
        out().printf(
                        Locale.ROOT,
                        "| %s | %.0f | %.0f | %.0f | %,d |%n",
                        query.name(),
                        millis.getFirst(),
                        spread.median(),
                        spread.max(),
                        characters);
        out().flush();
    }

    private void printSize(Database database) throws SQLException {
        long samples = database.number("select count(*) from telemetry.sample");
        long bytes = database.number(
                "select sum(pg_total_relation_size(relid)) from pg_partition_tree('telemetry.sample') where isleaf");
        out().printf(
                        Locale.ROOT,
                        "%,d rows of %d values, %,d MiB, %.1f bytes per value%n",
                        samples,
                        History.SERIES,
                        bytes / 1024 / 1024,
                        bytes / (double) (samples * History.SERIES));
        out().flush();
    }

    private PrintWriter out() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the fields before it calls");
        }
        return spec.commandLine().getOut();
    }
}
