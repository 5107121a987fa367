package org.kenh.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

/** Starts a server of its own and prints what five alarm rules on every series cost its intake. */
@Command(
        name = "alarms",
        sortOptions = false,
        description = "The intake at saturation without alarm rules and with five on every series, by turns.")
final class AlarmsCommand implements Callable<Integer> {
    private static final int SERIES = 5;
    private static final double LEAST_RATIO = 0.9;
    private static final String ENGINE = "kenh-alarms";

    /** The engine's queue was full, or a commit could not be followed: the engine reads from the database afterwards. */
    private static final String OVERFLOW = "because it could not be followed as it came";

    @Mixin
    private final ServerSetup setup = new ServerSetup();

    @Option(names = "--rounds", defaultValue = "3", description = "(3)")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "8", description = "measured per turn (8)")
    private int seconds;

    @Option(names = "--connections", defaultValue = "200", description = "(200)")
    private int connections;

    @Spec
    private @Nullable CommandSpec spec;

    private final List<Double> ratios = new ArrayList<>();

    @Override
    public Integer call() throws IOException, SQLException {
        try (ServerUnderTest server = setup.start()) {
            List<Device> devices = setup.devices(server, connections);
            AlarmRules rules = new AlarmRules(server, AlarmRules.fivePerSeries(SERIES), devices.size());
            Comparison comparison = new Comparison(server, Optional.empty(), devices, Duration.ofSeconds(seconds));
            // Not counted: series must be heard before a rule can look at them, and code be compiled.
            comparison.measure(Contender.MQTT);
            for (int round = 0; round <= rounds; round++) {
                measure(server, comparison, rules, round);
            }
            conclude(server, rules);
        }
        return Spread.of(ratios).median() >= LEAST_RATIO ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    /** Both turns, each time in another order. Round 0 is not counted. */
    private void measure(ServerUnderTest server, Comparison comparison, AlarmRules rules, int round)
            throws IOException, SQLException {
        double without = 0;
        double with = 0;
        for (boolean enforced : round % 2 == 0 ? new boolean[] {true, false} : new boolean[] {false, true}) {
            if (enforced) {
                rules.enforce();
                with = turn(server, comparison, round, "5 rules per series");
            } else {
                rules.lift();
                without = turn(server, comparison, round, "no rules");
            }
        }
        if (round > 0) {
            ratios.add(with / without);
            out().printf(Locale.ROOT, "round %d: ratio %.3f%n", round, with / without);
            out().flush();
        }
    }

    private double turn(ServerUnderTest server, Comparison comparison, int round, String title)
            throws IOException, SQLException {
        double engineBefore = ProcessTime.secondsOfThread(server.pid(), ENGINE);
        long overflowsBefore = server.logged(OVERFLOW);
        Measurement measured = comparison.measure(Contender.MQTT);
        double engine = ProcessTime.secondsOfThread(server.pid(), ENGINE) - engineBefore;
        out().printf(
                        Locale.ROOT,
                        "%s, %s: %,.0f values/s, ms %.1f and %.1f, CPU s per million values: server %.2f, database %.2f,"
                                + " load generator %.2f, of the server's the alarm engine %.3f; queue overflows %d %s%n",
                        round == 0 ? "not counted" : "round " + round,
                        title,
                        measured.valuesPerSecond(),
                        measured.latencyMedian(),
                        measured.latencyP99(),
                        perMillionValues(measured.serverSeconds()),
                        perMillionValues(measured.databaseSeconds()),
                        perMillionValues(measured.generatorSeconds()),
                        engine * 1e6 / (measured.acknowledged() * SERIES),
                        server.logged(OVERFLOW) - overflowsBefore,
                        measured.failures());
        out().flush();
        return measured.valuesPerSecond();
    }

    private void conclude(ServerUnderTest server, AlarmRules rules) throws SQLException {
        Spread spread = Spread.of(ratios);
        out().printf(
                        Locale.ROOT,
                        "%,d alarms, rows in their journal %,d; ratio min / median / max %.3f / %.3f / %.3f, at least %.1f"
                                + " is wanted: %s%n",
                        rules.alarms(),
                        server.database().number("select count(*) from operations.alarm_transition"),
                        spread.min(),
                        spread.median(),
                        spread.max(),
                        LEAST_RATIO,
                        spread.median() >= LEAST_RATIO ? "met" : "missed");
        out().flush();
    }

    private static double perMillionValues(double perHundredThousandMessages) {
        return perHundredThousandMessages * 10 / SERIES;
    }

    private PrintWriter out() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the fields before it calls");
        }
        return spec.commandLine().getOut();
    }
}
