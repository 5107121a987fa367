package org.kenh.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.kenh.bench.load.Device;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts a server of its own and compares its intake with COPY alone and with a broker that stores nothing. */
@Command(
        name = "compare",
        sortOptions = false,
        description = "Side by side in one go: COPY alone, a bare broker, and Kênh by each protocol; in rounds.")
final class CompareCommand implements Callable<Integer> {
    @Mixin
    private final ServerSetup setup = new ServerSetup();

    @Option(names = "--rounds", defaultValue = "5", description = "(5)")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "10", description = "measured per contender and round (10)")
    private int seconds;

    @Option(names = "--connections", defaultValue = "200", description = "(200)")
    private int connections;

    @Option(names = "--only", split = ",", description = "${COMPLETION-CANDIDATES} (all)")
    private List<Contender> only = List.of(Contender.values());

    @Option(names = "--json", description = "writes every measurement to this file as well")
    private @Nullable Path json;

    @Spec
    private @Nullable CommandSpec spec;

    private final List<List<Measurement>> measured = new ArrayList<>();

    @Override
    public Integer call() throws IOException, SQLException {
        try (ServerUnderTest server = setup.start()) {
            Optional<Broker> broker = Broker.start();
            if (broker.isEmpty()) {
                out().println("mosquitto is not installed: left out (apt-get install mosquitto)");
            }
            compare(server, broker);
            broker.ifPresent(Broker::close);
            printMemory(server);
            printStored(server);
        }
        if (json != null) {
            ResultJson.write(json, measured);
        }
        return CommandLine.ExitCode.OK;
    }

    private void compare(ServerUnderTest server, Optional<Broker> broker) throws IOException, SQLException {
        List<Device> devices = setup.devices(server, connections);
        Comparison comparison = new Comparison(server, broker, devices, Duration.ofSeconds(seconds));
        List<Contender> turn = new ArrayList<>(only);
        if (broker.isEmpty()) {
            turn.remove(Contender.BROKER);
        }
        for (int round = 1; round <= rounds; round++) {
            List<Measurement> measurements = new ArrayList<>();
            measured.add(measurements);
            for (Contender contender : turn) {
                Measurement measurement = comparison.measure(contender);
                measurements.add(measurement);
                print(round, measurement);
            }
            Collections.rotate(turn, 1); // so that nobody always has the same one before it
        }
        out().println();
        new ComparisonTable(measured).lines().forEach(out()::println);
    }

    private void print(int round, Measurement measurement) {
        out().printf(
                        Locale.ROOT,
                        "round %d, %s: %,.0f values/s, ms %.1f and %.1f, CPU s per 100,000: %.2f + %.2f + %.2f %s%n",
                        round,
                        measurement.contender().title(),
                        measurement.valuesPerSecond(),
                        measurement.latencyMedian(),
                        measurement.latencyP99(),
                        measurement.serverSeconds(),
                        measurement.databaseSeconds(),
                        measurement.generatorSeconds(),
                        measurement.failures());
        out().flush();
    }

    private void printMemory(ServerUnderTest server) {
        Map<String, ProcessMemory> parts = new LinkedHashMap<>();
        parts.put("server", ProcessMemory.ofProcess(server.pid()));
        parts.put(
                "database", ProcessMemory.ofTree(server.database().postmaster().orElseThrow()));
        parts.forEach((name, memory) -> out().printf(
                        Locale.ROOT,
                        "memory at the end, %s: RSS %d MiB, PSS %d MiB%n",
                        name,
                        memory.residentKiB() / 1024,
                        memory.proportionalKiB() / 1024));
    }

    /** Nothing that was acknowledged may be missing. */
    private void printStored(ServerUnderTest server) throws SQLException {
        long acknowledged = measured.stream()
                .flatMap(List::stream)
                .filter(measurement -> measurement.contender() != Contender.BROKER)
                .mapToLong(Measurement::acknowledged)
                .sum();
        long stored = server.database().number("select count(*) from telemetry.reading");
        out().printf(Locale.ROOT, "values acknowledged %,d, stored %,d%n", acknowledged * 5, stored);
        out().flush();
    }

    private PrintWriter out() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the fields before it calls");
        }
        return spec.commandLine().getOut();
    }
}
