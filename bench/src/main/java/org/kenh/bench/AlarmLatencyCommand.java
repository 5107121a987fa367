package org.kenh.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.kenh.bench.load.Device;
import org.kenh.bench.load.FlowResult;
import org.kenh.bench.load.LoadPlan;
import org.kenh.bench.load.LoadRun;
import org.kenh.bench.load.Payload;
import org.kenh.bench.load.Protocol;
import org.kenh.bench.load.Publisher;
import org.kenh.bench.load.Target;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts a server of its own and prints how soon after its commit a value that crosses a limit is told as an alarm. */
@Command(
        name = "alarm-latency",
        sortOptions = false,
        description = "From the acknowledgement of a value that crosses a limit to the event of its alarm, under load.")
final class AlarmLatencyCommand implements Callable<Integer> {
    private static final int VALUES = 5;
    private static final double MESSAGES_PER_SECOND = 200;

    /** No divisor of a second, so that crossings meet every phase of what the server does once a second. */
    private static final Duration BETWEEN = Duration.ofMillis(217);

    private static final Duration LAST_EVENT = Duration.ofSeconds(10);
    private static final Duration WARMUP = Duration.ofSeconds(2);
    private static final int AT_ONCE = 100;
    private static final int BELOW = 10;
    private static final int ABOVE = 90;
    private static final long LONGEST_MICROS = 60_000_000;

    @Mixin
    private final ServerSetup setup = new ServerSetup();

    @Option(names = "--seconds", defaultValue = "60", description = "(60)")
    private int seconds;

    @Option(names = "--connections", defaultValue = "200", description = "that send 1,000 values/s together (200)")
    private int connections;

    @Option(
            names = "--screen",
            description =
                    "also measures to a browser's screen with this program (node dashboards/dev/screen-latency.mjs)")
    private @Nullable String screen;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, SQLException {
        try (ServerUnderTest server = setup.start()) {
            List<Device> devices = setup.devices(server, connections + 1);
            Target target = Target.loopback(Protocol.MQTT, server.port(Protocol.MQTT));
            Device crossing = devices.getLast();
            try (Publisher publisher = Publisher.connect(target, crossing);
                    LoadRun run = LoadRun.connect(plan(target), devices.subList(0, connections));
                    AlarmEvents events = AlarmEvents.follow(server.api())) {
                prepare(server, publisher);
                try (ScreenWatch watch = screen == null ? null : ScreenWatch.open(screen, server)) {
                    CompletableFuture<FlowResult> load = CompletableFuture.supplyAsync(
                            () -> run.measure(new ProcessorMeter(List.of(ProcessorMeter.ofThis()))));
                    sleep(WARMUP);
                    List<Crossing> crossings = cross(publisher, "device:" + crossing.id());
                    int told = conclude(crossings, events, load.join());
                    return Math.max(told, watch == null ? CommandLine.ExitCode.OK : conclude(crossings, watch));
                }
            }
        }
    }

    private LoadPlan plan(Target target) {
        return new LoadPlan(
                target, 20, new Payload(1, VALUES), MESSAGES_PER_SECOND, WARMUP, Duration.ofSeconds(seconds), 1, 500);
    }

    /** One series for each crossing, so that none begins to chatter; all of them are heard and watched. */
    private void prepare(ServerUnderTest server, Publisher publisher) throws IOException, SQLException {
        for (int from = 0; from < count(); from += AT_ONCE) {
            List<String> values = new ArrayList<>();
            for (int i = from; i < Math.min(count(), from + AT_ONCE); i++) {
                values.add(value(i, BELOW));
            }
            publisher.publish(payload(String.join(",", values)));
        }
        Map<String, Object> rule = AlarmRules.rule("high", "crossing-*/level", Map.of("setpoint", 50, "deadband", 1));
        new AlarmRules(server, List.of(rule), count()).enforce();
    }

    private int count() {
        return (int) Math.max(1, Duration.ofSeconds(seconds).dividedBy(BETWEEN));
    }

    private List<Crossing> cross(Publisher publisher, String device) throws IOException {
        List<Crossing> crossings = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < count(); i++) {
            sleep(Duration.ofNanos(start + i * BETWEEN.toNanos() - System.nanoTime()));
            long sent = System.nanoTime();
            long acknowledged = publisher.publish(payload(value(i, ABOVE)));
            crossings.add(new Crossing(device + "/" + i, sent, acknowledged));
        }
        return crossings;
    }

    private int conclude(List<Crossing> crossings, AlarmEvents events, FlowResult load) {
        Histogram fromCommit = new Histogram(LONGEST_MICROS, 3);
        Histogram fromSending = new Histogram(LONGEST_MICROS, 3);
        long deadline = System.nanoTime() + LAST_EVENT.toNanos();
        int missing = 0;
        for (Crossing crossing : crossings) {
            OptionalLong told = events.toldAt(crossing.subject);
            while (told.isEmpty() && System.nanoTime() - deadline < 0) {
                sleep(Duration.ofMillis(5));
                told = events.toldAt(crossing.subject);
            }
            if (told.isPresent()) {
                // The event may overtake the acknowledgement.
                fromCommit.recordValue(Math.max(0, told.getAsLong() - crossing.acknowledged) / 1_000);
                fromSending.recordValue((told.getAsLong() - crossing.sent) / 1_000);
            } else {
                missing++;
            }
        }
        print("acknowledgement to event", fromCommit);
        print("sending to event", fromSending);
        out().printf(
                        Locale.ROOT,
                        "%,d crossings, not told %d; background %,.0f values/s, failures %s%n",
                        crossings.size(),
                        missing,
                        load.perSecond() * VALUES,
                        load.failures());
        out().flush();
        return missing == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private int conclude(List<Crossing> crossings, ScreenWatch watch) throws IOException {
        Histogram inPage = new Histogram(LONGEST_MICROS, 3);
        Histogram drawn = new Histogram(LONGEST_MICROS, 3);
        Histogram drawnFromSending = new Histogram(LONGEST_MICROS, 3);
        Map<String, ScreenWatch.Shown> shown = watch.conclude();
        // Two clocks of the same machine, to the millisecond.
        long epoch = System.currentTimeMillis() - System.nanoTime() / 1_000_000;
        int missing = 0;
        for (Crossing crossing : crossings) {
            ScreenWatch.Shown at = shown.get(crossing.subject);
            if (at == null) {
                missing++;
                continue;
            }
            long acknowledged = epoch + crossing.acknowledged / 1_000_000;
            inPage.recordValue(Math.max(0, at.inPage() - acknowledged) * 1_000);
            drawn.recordValue(Math.max(0, at.drawn() - acknowledged) * 1_000);
            drawnFromSending.recordValue(Math.max(0, at.drawn() - epoch - crossing.sent / 1_000_000) * 1_000);
        }
        print("acknowledgement to row in the page", inPage);
        print("acknowledgement to screen", drawn);
        print("sending to screen", drawnFromSending);
        out().printf(Locale.ROOT, "on the screen %,d, never %d%n", drawn.getTotalCount(), missing);
        out().flush();
        return missing == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private void print(String what, Histogram micros) {
        out().printf(
                        Locale.ROOT,
                        "%s, ms: median %.1f, p99 %.1f, max %.1f%n",
                        what,
                        micros.getValueAtPercentile(50) / 1e3,
                        micros.getValueAtPercentile(99) / 1e3,
                        micros.getMaxValue() / 1e3);
    }

    private static String value(int crossing, int value) {
        return "\"crossing-" + crossing + "/level\":" + value;
    }

    private static String payload(String values) {
        return "{\"ts\":" + System.currentTimeMillis() + ",\"values\":{" + values + "}}";
    }

    private static void sleep(Duration duration) {
        try {
            if (duration.isPositive()) {
                Thread.sleep(duration);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during a run", interrupted);
        }
    }

    private PrintWriter out() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the fields before it calls");
        }
        return spec.commandLine().getOut();
    }

    /** A value above the limit: when it was sent, and when its acknowledgement was read. */
    private record Crossing(String subject, long sent, long acknowledged) {}
}
