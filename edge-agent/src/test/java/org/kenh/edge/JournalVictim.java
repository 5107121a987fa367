package org.kenh.edge;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.kenh.edge.agent.Agent;
import org.kenh.edge.agent.Profile;
import org.kenh.edge.clock.BootId;
import org.kenh.edge.clock.ClockConfig;
import org.kenh.edge.clock.MonotonicClock;
import org.kenh.edge.clock.Timekeeper;
import org.kenh.edge.clock.Timekeeper.Clocks;
import org.kenh.edge.journal.DiskJournal;
import org.kenh.edge.journal.JournalConfig;
import org.kenh.edge.journal.JournalStatus;
import org.kenh.edge.sensor.Measurement;
import org.kenh.edge.uplink.Encoding;
import org.kenh.edge.uplink.Timing;
import org.kenh.edge.uplink.UplinksConfig;
import org.kenh.edge.uplink.UplinksConfig.Kind;
import org.kenh.edge.uplink.UplinksConfig.UplinkConfig;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/**
 * The agent with its journal, uplink and clock, which counts upwards instead of measuring until it is killed. It prints
 * {@code open DAMAGED}, then {@code synced N} whenever all up to N are on disk. With a first number of -1 it only sends
 * what is left, prints {@code empty} and ends.
 *
 * <p>Arguments: directory, MQTT port, device, secret, first number.
 */
public final class JournalVictim {
    private static final Duration SYNC = Duration.ofMillis(100);
    private static final long PAUSE_NANOS = 2_000_000;
    private static final SeriesName COUNT = SeriesName.of("count");

    private final DiskJournal journal;
    private final Agent agent;
    private final AtomicLong counted;

    private JournalVictim(DiskJournal journal, Agent agent, long first) {
        this.journal = journal;
        this.agent = agent;
        this.counted = new AtomicLong(first - 1);
    }

    public static void main(String[] arguments) {
        long first = Long.parseLong(arguments[4]);
        Clocks clocks = new Clocks(MonotonicClock.system(), Clock.systemUTC());
        JournalConfig config = new JournalConfig(Path.of(arguments[0]), 64L << 20, SYNC, 100_000);
        DiskJournal journal = DiskJournal.open(config, BootId.ofMachine(), Encoding.CBOR, clocks);
        System.out.println("open " + journal.status().damaged());
        ClockConfig trusting = new ClockConfig(true, List.of(), Duration.ofMinutes(1), Duration.ofMinutes(1));
        Timekeeper keeper = new Timekeeper(journal.boots(), trusting.sources(clocks), clocks, trusting.patience());
        boolean unused = keeper.check();
        Workers workers = new Workers(2);
        UplinkConfig uplink = new UplinkConfig(
                Kind.MQTT,
                List.of("127.0.0.1"),
                Integer.parseInt(arguments[1]),
                Optional.empty(),
                UplinkConfig.KEEP_ALIVE);
        DeviceId device = DeviceId.of(arguments[2]);
        Agent agent = new Agent(
                new Profile("victim", "victim", "1", SYNC, Encoding.CBOR, List.of(), List.of(), false),
                UplinkOpening.open(device, arguments[3], new UplinksConfig(List.of(uplink), Timing.DEFAULT), workers),
                new Agent.Keeping(journal, config.backlogKilobits()),
                keeper,
                workers);
        JournalVictim victim = new JournalVictim(journal, agent, first);
        agent.start();
        workers.every(SYNC, SYNC, victim::sync);
        if (first < 0) {
            victim.drain();
        } else {
            victim.count();
        }
    }

    private void sync() {
        long known = counted.get();
        agent.sync();
        JournalStatus status = journal.status();
        if (!status.inMemory() && known >= 0) {
            System.out.println("synced " + known);
        }
    }

    private void count() {
        Random random = new Random();
        while (true) {
            List<Measurement> some = new ArrayList<>();
            long next = counted.get();
            for (int i = random.nextInt(6); i >= 0; i--) {
                next++;
                some.add(new Measurement(
                        System.nanoTime(), COUNT, Unit.NONE, new Value.Numeric((double) next), Quality.GOOD));
                LockSupport.parkNanos(PAUSE_NANOS / 4);
            }
            agent.accept(some, random.nextInt(50) == 0);
            counted.set(next);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void drain() {
        while (journal.status().waiting() > 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        agent.close();
        journal.close();
        System.out.println("empty");
        System.exit(0);
    }
}
