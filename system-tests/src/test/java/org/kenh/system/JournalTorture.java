package org.kenh.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.kenh.system.TorturedAgent.Ended;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * Agents that count upwards and send to a real server, with a journal on disk, are killed, cut from power or given
 * failing syncs, over and over, each time at a random moment. In the end the centre must have every number that was
 * synced, each once. Ends with 0 if so.
 */
@CommandLine.Command(name = "journal-torture", mixinStandardHelpOptions = true)
final class JournalTorture implements Callable<Integer> {
    /** Since the journal was opened; the first sync is after a tenth of a second, the connection takes longer. */
    private static final int LONGEST_RUN_MILLIS = 1_000;

    @Option(names = "--kills", description = "how many kill -9 (default: ${DEFAULT-VALUE})")
    private int kills = 1_000;

    @Option(names = "--power-losses", description = "how many power losses (default: ${DEFAULT-VALUE})")
    private int powerLosses = 50;

    @Option(names = "--failing-syncs", description = "how often with failing fdatasync (default: ${DEFAULT-VALUE})")
    private int failingSyncs = 10;

    @Option(names = "--agents", description = "that are killed side by side (default: ${DEFAULT-VALUE})")
    private int agents = 2;

    @Option(names = "--seed", description = "of the moments (default: by the clock)")
    private long seed = System.nanoTime() & 0xFFFF_FFFFL;

    private JournalTorture() {}

    /** See {@code --help}. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new JournalTorture()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        System.out.printf("seed %d%n", seed);
        try (ServerProcess server = ServerProcess.start("journal-torture")) {
            Api api = Api.signIn(server);
            boolean good = killAll(server, api);
            good &= powerLosses == 0 || lossesOfPower(server, api);
            good &= failingSyncs == 0 || failSyncs(server, api);
            return good ? 0 : 1;
        }
    }

    private boolean killAll(ServerProcess server, Api api) throws Exception {
        List<Future<TorturedAgent>> all = new ArrayList<>();
        try (ExecutorService lanes = Executors.newFixedThreadPool(agents)) {
            for (int lane = 0; lane < agents; lane++) {
                int share = kills / agents + (lane < kills % agents ? 1 : 0);
                Random random = new Random(seed + lane);
                all.add(lanes.submit(() -> kill(server, api, share, random)));
            }
        }
        boolean good = true;
        for (Future<TorturedAgent> each : all) {
            TorturedAgent agent = each.get();
            good &= agent.report("kill -9", server);
        }
        return good;
    }

    private static TorturedAgent kill(ServerProcess server, Api api, int times, Random random) {
        Path directory = ServerProcess.newFolder("journal");
        TorturedAgent agent = new TorturedAgent(server, api.newDevice("Máy đếm"), directory);
        for (int i = 1; i <= times; i++) {
            agent.run(List.of(), Duration.ofMillis(random.nextInt(LONGEST_RUN_MILLIS)), () -> {});
            if (i % 100 == 0) {
                System.out.println("killed " + i + " times");
            }
        }
        agent.drain();
        return agent;
    }

    private boolean lossesOfPower(ServerProcess server, Api api) {
        if (!PowerLoss.isPossible()) {
            System.out.println("left out: power losses need root, loop devices, mkfs.ext4 and xfs_io (xfsprogs)");
            return true;
        }
        Random random = new Random(seed);
        try (PowerLoss disk = PowerLoss.mount()) {
            TorturedAgent agent = new TorturedAgent(
                    server, api.newDevice("Máy đếm"), disk.folder().resolve("journal"));
            for (int i = 0; i < powerLosses; i++) {
                agent.run(List.of(), Duration.ofMillis(random.nextInt(2 * LONGEST_RUN_MILLIS)), disk::cutPower);
                disk.restorePower();
            }
            agent.drain();
            return agent.report("power loss", server);
        }
    }

    private boolean failSyncs(ServerProcess server, Api api) {
        if (!Tool.isThere("strace")) {
            System.out.println("left out: failing syncs need strace");
            return true;
        }
        Random random = new Random(seed);
        TorturedAgent agent =
                new TorturedAgent(server, api.newDevice("Máy đếm"), ServerProcess.newFolder("journal-eio"));
        for (int i = 0; i < failingSyncs; i++) {
            String when = (3 + random.nextInt(5)) + "+" + (2 + random.nextInt(6));
            Ended ended = agent.run(
                    List.of(
                            Tool.find("strace").toString(),
                            "-f",
                            "-qq",
                            "-o",
                            "/dev/null",
                            "-e",
                            "trace=fdatasync",
                            "-e",
                            "inject=fdatasync:error=EIO:when=" + when),
                    Duration.ofMillis(4_000 + random.nextInt(2_000)),
                    () -> {});
            if (ended.synced() == 0) {
                System.out.println("nothing synced with failing fdatasync " + when);
            }
        }
        agent.drain();
        return agent.report("failing fdatasync", server);
    }
}
