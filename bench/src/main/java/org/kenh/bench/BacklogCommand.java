package org.kenh.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.kenh.bench.load.BacklogPlan;
import org.kenh.bench.load.BacklogRun;
import org.kenh.bench.load.Device;
import org.kenh.bench.load.Protocol;
import org.kenh.bench.load.Target;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts a server of its own; then many devices come back at once, each with a backlog, and go on measuring. */
@Command(
        name = "backlog",
        sortOptions = false,
        description = "Devices come back within seconds, each with its backlog at a sample a minute, and measure on.")
final class BacklogCommand implements Callable<Integer> {
    private static final int WATCHED = 10;
    private static final long REPORT_MILLIS = 5_000;

    @Mixin
    private final ServerSetup setup = new ServerSetup();

    @Option(names = "--devices", defaultValue = "3000", description = "(3000)")
    private int count;

    @Option(names = "--hours", defaultValue = "24", description = "of backlog (24)")
    private int hours;

    @Option(names = "--series", defaultValue = "20", description = "per device (20)")
    private int series;

    @Option(names = "--pack", defaultValue = "15", description = "samples per message of the backlog (15)")
    private int pack;

    @Option(names = "--window", defaultValue = "2", description = "messages of the backlog in flight per device (2)")
    private int window;

    @Option(names = "--within", defaultValue = "10", description = "seconds in which all devices come (10)")
    private int within;

    @Option(names = "--live-interval", defaultValue = "10", description = "seconds (10)")
    private int liveInterval;

    @Option(names = "--longest", defaultValue = "1800", description = "seconds after which it is given up (1800)")
    private int longest;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try (ServerUnderTest server = setup.start()) {
            List<Device> devices = setup.devices(server, count);
            BacklogPlan plan = new BacklogPlan(
                    Target.loopback(Protocol.MQTT, server.port(Protocol.MQTT)),
                    Duration.ofSeconds(within),
                    hours * 60,
                    series,
                    pack,
                    window,
                    Duration.ofSeconds(liveInterval));
            boolean done = replay(server, plan, devices);
            return done ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }

    private boolean replay(ServerUnderTest server, BacklogPlan plan, List<Device> devices) {
        List<Device> watched = devices.subList(0, Math.min(WATCHED, devices.size()));
        long started = System.nanoTime();
        try (WallWatch wall = WallWatch.start(server.api(), watched, Instant.now());
                BacklogRun run = BacklogRun.start(plan, devices)) {
            BacklogRun.Progress progress = run.progress();
            while (!run.isDone(progress) && System.nanoTime() - started < longest * 1_000_000_000L) {
                Thread.sleep(Duration.ofMillis(REPORT_MILLIS));
                progress = run.progress();
                report(server, plan, progress);
            }
            conclude(plan, progress, wall.ages());
            return run.isDone(progress);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void report(ServerUnderTest server, BacklogPlan plan, BacklogRun.Progress progress) {
        out().printf(
                        Locale.ROOT,
                        "%4.0f s: backlog %,d values (%,.0f/s), live ms median %.0f, max %.0f, server RSS %d MiB%n",
                        progress.backlog().seconds(),
                        values(plan, progress),
                        values(plan, progress) / progress.backlog().seconds(),
                        progress.live().millisAtPercentile(50),
                        progress.live().maxMillis(),
                        ProcessMemory.ofProcess(server.pid()).residentKiB() / 1024);
        out().flush();
    }

    private void conclude(BacklogPlan plan, BacklogRun.Progress progress, Histogram ages) {
        out().printf(
                        Locale.ROOT,
                        "live, publish to acknowledgement, ms: median %.0f, p99 %.0f, max %.0f (%,d of %,d)%n",
                        progress.live().millisAtPercentile(50),
                        progress.live().millisAtPercentile(99),
                        progress.live().maxMillis(),
                        progress.live().acknowledged(),
                        progress.live().sent());
        out().printf(
                        Locale.ROOT,
                        "live, reading to last value on the API, ms: median %d, p99 %d, max %d (%,d seen)%n",
                        ages.getValueAtPercentile(50),
                        ages.getValueAtPercentile(99),
                        ages.getMaxValue(),
                        ages.getTotalCount());
        out().printf(
                        Locale.ROOT,
                        "backlog: %,d values, %,.0f/s; failures: backlog %s, live %s, connections %s%n",
                        values(plan, progress),
                        values(plan, progress) / progress.backlog().seconds(),
                        progress.backlog().failures(),
                        progress.live().failures(),
                        progress.connections().failures());
        out().flush();
    }

    private static long values(BacklogPlan plan, BacklogRun.Progress progress) {
        return progress.backlog().acknowledged() * plan.packSamples() * plan.series();
    }

    private PrintWriter out() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the fields before it calls");
        }
        return spec.commandLine().getOut();
    }
}
