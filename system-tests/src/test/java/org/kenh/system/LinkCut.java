package org.kenh.system;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * A day without the link, then a narrow one that loses packets: whether everything arrives, and how old live readings
 * get meanwhile. Ends with 0 when nothing was lost or doubled and no live reading was older than five seconds when it
 * was acknowledged. Needs root.
 */
@CommandLine.Command(name = "link-cut", mixinStandardHelpOptions = true)
final class LinkCut implements Callable<Integer> {
    private static final Duration CONNECT = Duration.ofMinutes(2);
    private static final long OLDEST_LIVE_MILLIS = 5_000;
    private static final int MINUTES = 60;

    @Option(names = "--hours", description = "of simulated time without a link (default: ${DEFAULT-VALUE})")
    private double hours = 24;

    @Option(names = "--kilobits", description = "a second for the backlog (default: ${DEFAULT-VALUE})")
    private int kilobits = 150;

    @Option(names = "--megabits", description = "a second of the link (default: ${DEFAULT-VALUE})")
    private int megabits = 5;

    @Option(names = "--loss", description = "percent of the packets (default: ${DEFAULT-VALUE})")
    private int loss = 2;

    private LinkCut() {}

    /** See {@code --help}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (Isolation.isHere()) {
            System.exit(new CommandLine(new LinkCut()).execute(arguments));
        }
        if (!Isolation.isPossible()) {
            System.err.println("only root can have networks of its own");
            System.exit(2);
        }
        Process isolated = new ProcessBuilder(Isolation.command(LinkCut.class, Arrays.asList(arguments)))
                .inheritIO()
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(isolated::destroyForcibly));
        System.exit(isolated.waitFor());
    }

    @Override
    public Integer call() {
        try (FieldNetwork network = FieldNetwork.open(megabits, loss);
                ServerProcess server = ServerProcess.start("link-cut")) {
            Api.Device device = Api.signIn(server).newDevice();
            try (Remote field = Remote.start(server, device, kilobits)) {
                return run(network, server, device, field);
            }
        }
    }

    private int run(FieldNetwork network, ServerProcess server, Api.Device device, Remote field) {
        Await.until("the agent connects", CONNECT, () -> field.ask("look").connectedAt() > 0);
        network.cut();
        State filled = field.ask("fill " + Math.round(hours * MINUTES));
        System.out.printf("link cut; measured meanwhile: %d readings%n", filled.measured());
        Await.until("the agent finds out", CONNECT, () -> field.lines("disconnected") > 0);
        field.ask("expect");
        long up = network.bytesUp();
        long down = network.bytesDown();
        long restored = System.currentTimeMillis();
        network.restore();
        Await.until("the agent returns", CONNECT, () -> field.ask("look").connectedAt() > 0);
        Duration patience = Duration.ofMinutes(5).plusSeconds(filled.measured() * 300 / kilobits / 1_000 * 2);
        Await.until("the backlog is sent", patience, () -> field.ask("look").pending() <= 1);
        long caughtUp = System.currentTimeMillis();
        field.ask("hush");
        Await.until("all is sent", patience, () -> field.ask("look").pending() == 0);
        State end = field.ask("look");
        System.out.printf(
                "back after %.1f s; caught up %.1f s after that; up %d bytes, down %d bytes on the wire, %d of payload%n",
                (end.connectedAt() - restored) / 1e3,
                (caughtUp - end.connectedAt()) / 1e3,
                network.bytesUp() - up,
                network.bytesDown() - down,
                end.payloadBytes());
        System.out.printf(
                "live readings: %d, age at their acknowledgement p50 %d ms, p99 %d ms, max %d ms%n",
                end.live(), end.median(), end.p99(), end.oldest());
        return judge(server, device, end);
    }

    private static int judge(ServerProcess server, Api.Device device, State end) {
        Map<String, String> stored = server.database()
                .query(
                        "select count(*)::text as readings, count(distinct (series, at))::text as distinct_readings,"
                                + " count(distinct series)::text as series from telemetry.reading"
                                + " where device = ? and series like 's%'",
                        device.id())
                .getFirst();
        System.out.printf("measured %d, stored %s%n", end.measured(), stored);
        boolean whole = stored.equals(Map.of(
                "readings", Long.toString(end.measured()),
                "distinct_readings", Long.toString(end.measured()),
                "series", Integer.toString(FieldAgent.SOURCES * FieldAgent.SERIES_OF_A_SOURCE)));
        boolean fresh = end.live() > 0 && end.oldest() <= OLDEST_LIVE_MILLIS;
        System.out.println(whole ? "nothing lost, nothing doubled" : "LOST OR DOUBLED");
        System.out.println(fresh ? "no live reading was late" : "LIVE READINGS WERE LATE");
        return whole && fresh ? 0 : 1;
    }

    /** What the agent in the field answered. */
    private record State(
            long measured,
            long pending,
            long connectedAt,
            long live,
            long median,
            long p99,
            long oldest,
            long payloadBytes) {
        static State parse(String line) {
            long[] numbers =
                    Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
            return new State(
                    numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6], numbers[7]);
        }
    }

    /** The agent's process. Used by one thread, but for its output. */
    private static final class Remote implements AutoCloseable {
        private final Process process;
        private final BufferedWriter orders;
        private final List<String> said = new ArrayList<>();

        private Remote(Process process) {
            this.process = process;
            this.orders = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
            Thread.ofVirtual().start(this::listen);
        }

        static Remote start(ServerProcess server, Api.Device device, int kilobits) {
            Path directory = ServerProcess.newFolder("journal");
            List<String> command = new ArrayList<>(FieldNetwork.INSIDE);
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx32m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    FieldAgent.class.getName(),
                    Integer.toString(server.ports().mqtts()),
                    server.certificate().toString(),
                    device.id(),
                    device.secret(),
                    directory.toString(),
                    Integer.toString(kilobits)));
            try {
                return new Remote(new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        State ask(String order) {
            long before = lines("answer");
            try {
                orders.write(order + "\n");
                orders.flush();
            } catch (IOException failure) {
                throw new UncheckedIOException("the agent is gone; it said " + said, failure);
            }
            Await.until("the agent answers " + order, Duration.ofMinutes(3), () -> lines("answer") > before);
            synchronized (said) {
                return State.parse(said.stream()
                        .filter(line -> line.startsWith("answer "))
                        .reduce((first, second) -> second)
                        .orElseThrow()
                        .substring("answer ".length()));
            }
        }

        long lines(String first) {
            synchronized (said) {
                return said.stream().filter(line -> line.startsWith(first)).count();
            }
        }

        @Override
        public void close() {
            process.destroy();
        }

        private void listen() {
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    synchronized (said) {
                        said.add(line);
                    }
                }
            } catch (IOException ended) {
                System.err.println("the agent's output ended: " + ended.getMessage());
            }
        }
    }
}
