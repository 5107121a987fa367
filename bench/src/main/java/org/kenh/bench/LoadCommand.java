package org.kenh.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.kenh.bench.load.Device;
import org.kenh.bench.load.FlowResult;
import org.kenh.bench.load.LoadPlan;
import org.kenh.bench.load.LoadRun;
import org.kenh.bench.load.Payload;
import org.kenh.bench.load.Protocol;
import org.kenh.bench.load.Target;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends load to a running server or broker and prints what was acknowledged and how fast. */
@Command(
        name = "load",
        sortOptions = false,
        description = "Sends load to a running server or broker: as fast as it goes, or at a fixed rate.")
final class LoadCommand implements Callable<Integer> {
    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Option(names = "--protocol", defaultValue = "MQTT", description = "${COMPLETION-CANDIDATES} (MQTT)")
    private Protocol protocol = Protocol.MQTT;

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "an IP address (127.0.0.1)")
    private String host = "";

    @Option(names = "--port", defaultValue = "1883")
    private int port;

    @Option(names = "--anonymous", description = "a broker that lets everyone in: nothing is registered")
    private boolean anonymous;

    @Option(names = "--connections", defaultValue = "200", description = "each a device of its own (200)")
    private int connections;

    @Option(names = "--window", defaultValue = "20", description = "messages in flight per connection (20)")
    private int window;

    @Option(names = "--values", defaultValue = "5", description = "values per sample; 5 make 142 bytes (5)")
    private int values;

    @Option(names = "--samples", defaultValue = "1", description = "samples per message, 1 ms apart (1)")
    private int samples;

    @Option(names = "--rate", defaultValue = "0", description = "messages per second; 0: as fast as it goes (0)")
    private double rate;

    @Option(names = "--warmup", defaultValue = "2", description = "seconds that are not measured (2)")
    private double warmup;

    @Option(names = "--duration", defaultValue = "5", description = "seconds that are measured (5)")
    private double duration;

    @Option(names = "--threads", defaultValue = "1", description = "threads that drive the connections (1)")
    private int threads;

    @Option(names = "--connect-rate", defaultValue = "500", description = "connections opened per second (500)")
    private int connectRate;

    @Option(names = "--json", description = "writes the result to this file as well")
    private @Nullable Path json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Target target = new Target(protocol, new InetSocketAddress(InetAddress.ofLiteral(host), port));
        LoadPlan plan = new LoadPlan(
                target,
                window,
                new Payload(samples, values),
                rate,
                seconds(warmup),
                seconds(duration),
                threads,
                connectRate);
        List<Device> devices = anonymous ? DeviceFile.unregistered(connections) : server.devices(connections);
        ProcessorMeter meter = new ProcessorMeter(List.of(ProcessorMeter.ofThis()));
        try (LoadRun run = LoadRun.connect(plan, devices)) {
            FlowResult result = run.measure(meter);
            print(result, meter, plan);
            if (json != null) {
                ResultJson.write(json, ResultJson.of(result, plan.payload()));
            }
            return result.measured() > 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }

    private void print(FlowResult result, ProcessorMeter meter, LoadPlan plan) {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the fields before it calls");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%s: %,.0f messages/s, %,.0f values/s acknowledged over %.1f s%n",
                plan.target().protocol(),
                result.perSecond(),
                result.perSecond() * plan.payload().readings(),
                result.seconds());
        out.printf(
                Locale.ROOT,
                "latency ms: median %.2f, p99 %.2f, max %.2f%n",
                result.millisAtPercentile(50),
                result.millisAtPercentile(99),
                result.maxMillis());
        out.printf(
                Locale.ROOT,
                "load generator: %.2f µs of processor per message%n",
                meter.seconds(0) * 1e6 / Math.max(1, result.measured()));
        out.printf(
                "sent %,d, acknowledged %,d, failures %s%n", result.sent(), result.acknowledged(), result.failures());
        out.flush();
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    /** How the devices are registered. */
    static final class ServerOptions {
        @Option(
                names = "--server",
                defaultValue = "http://127.0.0.1:8080",
                description = "where devices are registered")
        private URI http = URI.create("http://127.0.0.1:8080");

        @Option(
                names = "--admin-password",
                defaultValue = "${env:KENH_ADMIN_PASSWORD}",
                description = "of admin (KENH_ADMIN_PASSWORD)")
        private @Nullable String password;

        @Option(
                names = "--devices",
                defaultValue = "bench-devices.txt",
                description = "file of ids and secrets; what is missing is registered and added (bench-devices.txt)")
        private Path file = Path.of("bench-devices.txt");

        List<Device> devices(int count) throws IOException {
            return new DeviceFile(file).atLeast(count, this::signIn);
        }

        ServerApi signIn() {
            String given = password;
            if (given == null) {
                throw new IllegalArgumentException("registering devices needs --admin-password or KENH_ADMIN_PASSWORD");
            }
            return ServerApi.signIn(http, given);
        }
    }
}
