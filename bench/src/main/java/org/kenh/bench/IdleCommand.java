package org.kenh.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.kenh.bench.load.Device;
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

/** Starts a server of its own and prints what many silent MQTT connections cost it. */
@Command(
        name = "idle",
        sortOptions = false,
        description = "Memory and processor time of many idle MQTT connections, keep-alive 60 s.")
final class IdleCommand implements Callable<Integer> {
    private static final int WARM_CONNECTIONS = 500;
    private static final int SPARE_FILES = 400;

    @Mixin
    private final ServerSetup setup = new ServerSetup();

    @Option(names = "--connections", defaultValue = "20000", description = "(20000)")
    private int connections;

    @Option(names = "--seconds", defaultValue = "60", description = "the connections are held so long (60)")
    private int seconds;

    @Option(names = "--connect-rate", defaultValue = "500", description = "per second (500)")
    private int connectRate;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        int count = (int) Math.min(connections, openFiles() - SPARE_FILES);
        if (count < connections) {
            out().printf("%,d connections only: a process may open %,d files%n", count, openFiles());
        }
        try (ServerUnderTest server = setup.start()) {
            List<Device> devices = setup.devices(server, count);
            // What the first connections load and compile is no part of the price of a connection.
            hold(server, devices.subList(0, Math.min(WARM_CONNECTIONS, count)), Duration.ofSeconds(5));
            measure(server, devices);
        }
        return CommandLine.ExitCode.OK;
    }

    private void measure(ServerUnderTest server, List<Device> devices) throws IOException {
        long heapBefore = server.liveHeapKiB();
        long before = ProcessMemory.ofProcess(server.pid()).residentKiB();
        ProcessorMeter meter = meter(server);
        try (LoadRun run = LoadRun.connect(plan(server, Duration.ofSeconds(seconds)), devices)) {
            int left = run.idle(meter);
            print(
                    "RSS",
                    devices.size(),
                    before,
                    ProcessMemory.ofProcess(server.pid()).residentKiB());
            print("heap without garbage", devices.size(), heapBefore, server.liveHeapKiB());
            out().printf(
                            Locale.ROOT,
                            "connections left %,d; processor: server %.1f %%, database %.1f %%, this program %.1f %% of a core%n",
                            left,
                            100 * meter.seconds(0) / seconds,
                            100 * meter.seconds(1) / seconds,
                            100 * meter.seconds(2) / seconds);
            out().flush();
        }
    }

    private void print(String what, int count, long beforeKiB, long nowKiB) {
        out().printf(
                        Locale.ROOT,
                        "%,d connections, %s: %,d → %,d KiB, %.1f KB per connection%n",
                        count,
                        what,
                        beforeKiB,
                        nowKiB,
                        (nowKiB - beforeKiB) * 1.024 / count);
    }

    private void hold(ServerUnderTest server, List<Device> devices, Duration time) {
        try (LoadRun run = LoadRun.connect(plan(server, time), devices)) {
            run.idle(meter(server));
        }
    }

    private static ProcessorMeter meter(ServerUnderTest server) {
        return new ProcessorMeter(
                List.of(server::processorSeconds, server.database()::processorSeconds, ProcessorMeter.ofThis()));
    }

    private LoadPlan plan(ServerUnderTest server, Duration time) {
        Target target = Target.loopback(Protocol.MQTT, server.port(Protocol.MQTT));
        return new LoadPlan(target, 1, new Payload(1, 5), 0, Duration.ZERO, time, 1, connectRate);
    }

    /** The hard limit: Java raises the soft one to it by itself. */
    private static long openFiles() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
            if (line.startsWith("Max open files")) {
                String hard = line.substring("Max open files".length()).strip().split(" +", 3)[1];
                return hard.equals("unlimited") ? Integer.MAX_VALUE : Long.parseLong(hard);
            }
        }
        return Integer.MAX_VALUE;
    }

    private PrintWriter out() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the fields before it calls");
        }
        return spec.commandLine().getOut();
    }
}
