package org.kenh.system;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.kenh.system.LedgerCheck.Verdict;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * Lets devices send to a real server while faults happen to it, then compares what is stored with what was sent and
 * acknowledged. Ends with 0 when nothing was lost, doubled, altered or refused and as many kills happened as were asked
 * for, with 1 otherwise.
 */
@CommandLine.Command(name = "nemesis", mixinStandardHelpOptions = true)
final class Nemesis implements Callable<Integer> {
    private static final Duration RECOVERY = Duration.ofSeconds(90);
    private static final Duration DRAIN = Duration.ofMinutes(5);
    private static final int WORTH_A_CACHE = 30;

    @Option(names = "--minutes", description = "how long faults happen (default: ${DEFAULT-VALUE})")
    private double minutes = 30;

    @Option(names = "--kills", description = "how many kill -9 of server and database should happen in that time")
    private int kills;

    @Option(names = "--seed", description = "of the order and the details of the faults (default: by the clock)")
    private long seed = System.nanoTime() & 0xFFFF_FFFFL;

    @Option(names = "--devices", description = "over MQTT; six more use CoAP and HTTP (default: ${DEFAULT-VALUE})")
    private int devices = 18;

    @Option(names = "--fault", description = "only this one; may be repeated: ${COMPLETION-CANDIDATES}")
    private List<Fault> only = new ArrayList<>();

    private final FaultLog log = new FaultLog();

    private Nemesis() {}

    /** See {@code --help}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (Isolation.isHere() || !Isolation.isPossible()) {
            System.exit(new CommandLine(new Nemesis()).execute(arguments));
        }
        Process isolated = new ProcessBuilder(Isolation.command(Nemesis.class, Arrays.asList(arguments)))
                .inheritIO()
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(isolated::destroyForcibly));
        System.exit(isolated.waitFor());
    }

    @Override
    public Integer call() {
        System.out.printf("seed %d, %.1f minutes, %d kills%n", seed, minutes, kills);
        List<String> options = kills >= WORTH_A_CACHE ? StartCache.options() : List.of();
        try (Arena arena = Arena.open(seed, Isolation.isHere(), options);
                Fleet fleet = new Fleet(arena, devices)) {
            fleet.awaitProgress(RECOVERY);
            haunt(arena, fleet);
            fleet.finish(DRAIN);
            Verdict verdict = LedgerCheck.of(arena.server(), arena.database(), fleet.devices());
            log.print();
            print(fleet, verdict);
            return verdict.isGood() && log.kills() >= kills ? 0 : 1;
        }
    }

    private void haunt(Arena arena, Fleet fleet) {
        Random random = new Random(seed);
        Duration length = Duration.ofMillis((long) (minutes * 60_000));
        FaultSchedule schedule = new FaultSchedule(possible(arena), kills, length, random);
        log.start();
        while (log.elapsed().compareTo(length) < 0) {
            Fault fault = schedule.next(log.elapsed(), log.kills());
            log.begin(fault);
            fault.happen(arena, random);
            log.happened();
            fleet.awaitProgress(RECOVERY);
            log.recovered(fleet.acknowledged());
        }
    }

    private List<Fault> possible(Arena arena) {
        List<Fault> possible = new ArrayList<>();
        for (Fault fault : only.isEmpty() ? EnumSet.allOf(Fault.class) : EnumSet.copyOf(only)) {
            fault.lacks(arena)
                    .ifPresentOrElse(
                            reason -> System.out.println("left out: " + fault + ", " + reason),
                            () -> possible.add(fault));
        }
        return possible;
    }

    private void print(Fleet fleet, Verdict verdict) {
        long sent =
                fleet.devices().stream().mapToLong(LedgerDevice::sentReadings).sum();
        long acknowledged = fleet.devices().stream()
                .mapToLong(LedgerDevice::acknowledgedReadings)
                .sum();
        Verdict.Counts counts = verdict.counts();
        System.out.printf(
                "seed %d, %.1f minutes, kills: %d of the server, %d of the database%n",
                seed, log.elapsed().toMillis() / 60_000.0, log.serverKills(), log.databaseKills());
        System.out.printf("readings: sent %d, acknowledged %d, stored %d%n", sent, acknowledged, counts.stored());
        System.out.printf(
                "lost %d, duplicates %d, altered %d, never sent %d, refused %d, account wrong %d%n",
                counts.lost(),
                counts.duplicates(),
                counts.altered(),
                counts.neverSent(),
                verdict.refusals().size(),
                verdict.incomplete().size());
        verdict.examples().forEach(System.out::println);
        verdict.refusals().forEach(System.out::println);
        verdict.incomplete().forEach(System.out::println);
    }
}
