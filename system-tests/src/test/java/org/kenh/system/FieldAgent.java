package org.kenh.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.kenh.edge.agent.Agent;
import org.kenh.edge.agent.Profile;
import org.kenh.edge.clock.BootId;
import org.kenh.edge.clock.ClockConfig;
import org.kenh.edge.clock.MonotonicClock;
import org.kenh.edge.clock.Timekeeper;
import org.kenh.edge.clock.Timekeeper.Clocks;
import org.kenh.edge.journal.DiskJournal;
import org.kenh.edge.journal.JournalConfig;
import org.kenh.edge.journal.Lane;
import org.kenh.edge.sensor.Measurement;
import org.kenh.edge.uplink.Delayer;
import org.kenh.edge.uplink.Encoding;
import org.kenh.edge.uplink.FailoverUplink;
import org.kenh.edge.uplink.Route;
import org.kenh.edge.uplink.Surroundings;
import org.kenh.edge.uplink.Timing;
import org.kenh.edge.uplink.mqtt.MqttSettings;
import org.kenh.edge.uplink.mqtt.PahoDialer;
import org.kenh.edge.uplink.mqtt.Tls;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/**
 * The agent of {@link LinkCut}, a process of its own in the field: 200 series of ten sources, each once a minute, a
 * journal on disk, MQTT over TLS. It obeys one word a line on standard input and answers each with one line.
 */
final class FieldAgent {
    static final int SOURCES = 10;
    static final int SERIES_OF_A_SOURCE = 20;

    private static final long MINUTE = 60_000_000_000L;
    /** So that a day ago is after the start of the machine. */
    private static final long LONG_AGO = 48L * 3_600 * 1_000_000_000L;

    private static final MonotonicClock MONOTONIC = () -> System.nanoTime() + LONG_AGO;
    private static final int SETTLED_EVERY = 50;

    private final ScheduledExecutorService paho = Executors.newScheduledThreadPool(12);
    private final ScheduledExecutorService shared = Executors.newScheduledThreadPool(3);
    private final Delayer delayer = (delay, task) -> {
        ScheduledFuture<?> _ = shared.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    };
    private final DiskJournal journal;
    private final WatchedUplink uplink;
    private final Agent agent;
    private long measured;
    private int source;
    private boolean sampling = true;

    private FieldAgent(int port, Path authority, DeviceId device, String secret, JournalConfig config) {
        Clocks clocks = new Clocks(MONOTONIC, Clock.systemUTC());
        journal = DiskJournal.open(config, BootId.ofMachine(), Encoding.CBOR, clocks);
        ClockConfig clock = new ClockConfig(true, List.of(), Duration.ofMinutes(10), Duration.ofMinutes(1));
        Timekeeper timekeeper = new Timekeeper(journal.boots(), clock.sources(clocks), clocks, clock.patience());
        timekeeper.check();
        PahoDialer dialer = new PahoDialer(
                new MqttSettings(device, secret, Optional.of(Tls.trusting(authority)), Duration.ofSeconds(30)), paho);
        Route route = new Route(
                "mqtts",
                List.of("localhost"),
                port,
                dialer,
                name -> List.of(InetAddress.getByName(FieldNetwork.CENTRE)));
        uplink = new WatchedUplink(new FailoverUplink(
                List.of(route),
                Timing.DEFAULT,
                new Surroundings(
                        paho,
                        delayer,
                        MONOTONIC,
                        () -> ThreadLocalRandom.current().nextDouble())));
        Profile profile = new Profile(
                device.value(),
                "field agent",
                "test",
                Duration.ofMinutes(1),
                Encoding.CBOR,
                List.of(),
                List.of(),
                false);
        agent = new Agent(
                profile, uplink, new Agent.Keeping(journal, config.backlogKilobits()), Clock.systemUTC(), delayer);
    }

    /** PORT AUTHORITY DEVICE SECRET DIRECTORY KILOBITS. */
    public static void main(String[] arguments) throws IOException {
        JournalConfig config = new JournalConfig(
                Path.of(arguments[4]), 256L * 1024 * 1024, Duration.ofSeconds(1), Integer.parseInt(arguments[5]));
        FieldAgent field = new FieldAgent(
                Integer.parseInt(arguments[0]), Path.of(arguments[1]), DeviceId.of(arguments[2]), arguments[3], config);
        field.run();
        System.exit(0);
    }

    private void run() throws IOException {
        agent.start();
        long between = MINUTE / SOURCES;
        ScheduledFuture<?> sampler = shared.scheduleAtFixedRate(this::sampleNext, 0, between, TimeUnit.NANOSECONDS);
        ScheduledFuture<?> syncing = shared.scheduleAtFixedRate(agent::sync, 1, 1, TimeUnit.SECONDS);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null && !order.equals("end"); order = orders.readLine()) {
            System.out.println("answer " + obey(order.split(" ")));
        }
        sampler.cancel(false);
        syncing.cancel(false);
        agent.close();
        journal.close();
    }

    private String obey(String[] order) {
        switch (order[0]) {
            case "fill" -> fill(Integer.parseInt(order[1]));
            case "expect" -> uplink.expect();
            case "hush" -> hush();
            default -> {}
        }
        List<Long> ages = uplink.ages();
        int pending = 0;
        for (Lane lane : Lane.values()) {
            pending += agent.pending(lane);
        }
        synchronized (this) {
            return measured + " " + pending + " "
                    + (uplink.connectedAt().equals(java.time.Instant.MAX)
                            ? 0
                            : uplink.connectedAt().toEpochMilli())
                    + " " + ages.size() + " " + share(ages, 0.5) + " " + share(ages, 0.99) + " " + share(ages, 1)
                    + " " + uplink.payloadBytes();
        }
    }

    /** As if it had sampled for so many minutes until now. */
    private synchronized void fill(int minutes) {
        long end = MONOTONIC.nanos();
        for (int minute = minutes; minute > 0; minute--) {
            for (int which = 0; which < SOURCES; which++) {
                measure(which, end - minute * MINUTE + which * (MINUTE / SOURCES));
            }
            if (minute % SETTLED_EVERY == 0) {
                agent.sync();
            }
        }
        agent.sync();
    }

    private synchronized void sampleNext() {
        if (sampling) {
            measure(source, MONOTONIC.nanos());
            source = (source + 1) % SOURCES;
        }
    }

    private synchronized void hush() {
        sampling = false;
    }

    private void measure(int which, long nanos) {
        List<Measurement> measurements = new ArrayList<>();
        for (int i = 0; i < SERIES_OF_A_SOURCE; i++) {
            double value = ThreadLocalRandom.current().nextInt(10_000) / 100.0;
            SeriesName series = SeriesName.of("s" + which + "/value-" + i);
            measurements.add(new Measurement(nanos, series, Unit.of("m"), new Value.Numeric(value), Quality.GOOD));
        }
        agent.accept(measurements, false);
        measured += measurements.size();
    }

    private static long share(List<Long> sorted, double share) {
        return sorted.isEmpty()
                ? 0
                : sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * (sorted.size() - 1))));
    }
}
