package org.kenh.operations.loudspeaker.cluster;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import org.kenh.ingest.registry.Registry;
import org.kenh.ingest.series.SeriesInfo;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.ingest.series.SeriesReader.SeriesFilter;
import org.kenh.operations.command.IssuedCommand;
import org.kenh.operations.loudspeaker.LoudspeakerNews;
import org.kenh.operations.loudspeaker.LoudspeakerNews.Kind;
import org.kenh.operations.loudspeaker.judge.StateReading;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;

/** The clusters, what is known of them and how they are. Safe for any thread. */
public final class Clusters {
    private static final Duration FRESH = Duration.ofSeconds(10);

    private static final double DRIFT = 0.25;

    /** Percent that a volume may be off. */
    private static final double VOLUME_OFF = 10;

    private final Registry registry;
    private final ClusterStore store;
    private final LoudspeakerNews news;
    private final InstantSource clock;
    private final StatusBoard board = new StatusBoard();
    private final Map<String, Cluster> kept = new ConcurrentHashMap<>();
    private final Map<String, SelfTest> tested = new ConcurrentHashMap<>();
    /** Certificates of clusters that are known by none yet. */
    private final Map<String, String> introduced = new ConcurrentHashMap<>();

    private volatile Snapshot snapshot = new Snapshot(Optional.empty(), Instant.MIN);

    public Clusters(Registry registry, ClusterStore store, LoudspeakerNews news, InstantSource clock) {
        this.registry = registry;
        this.store = store;
        this.news = news;
        this.clock = clock;
    }

    /** Reads what is kept and was last told. Blocks; to be called once, before readings are taken. */
    public void load(SeriesReader series) {
        store.all().forEach(cluster -> kept.put(cluster.device(), cluster));
        store.newestSelfTests().forEach(test -> tested.put(test.device(), test));
        ClusterMap map = map();
        for (String name : StatusBoard.SERIES) {
            SeriesFilter filter =
                    new SeriesFilter(Optional.empty(), Optional.empty(), Optional.of(SeriesName.of(name)));
            series.series(filter).stream()
                    .filter(info -> map.place(info.device().value()).isPresent())
                    .forEach(this::take);
        }
    }

    private void take(SeriesInfo info) {
        String device = info.device().value();
        info.last()
                .ifPresent(last -> board.take(
                        device, Reading.of(info.name(), info.unit(), last.at(), last.value(), last.quality())));
        introduce(device);
    }

    /** At most ten seconds old; may block on the database. */
    public ClusterMap map() {
        Snapshot now = snapshot;
        Instant at = clock.instant();
        if (now.map().isPresent() && Duration.between(now.at(), at).abs().compareTo(FRESH) < 0) {
            return now.map().get();
        }
        return refresh();
    }

    /** As of now; blocks on the database. */
    public ClusterMap refresh() {
        ClusterMap read = ClusterMap.read(registry);
        snapshot = new Snapshot(Optional.of(read), clock.instant());
        return read;
    }

    /** Whether the device is known as a cluster; answers from memory. */
    public boolean isCluster(String device) {
        return snapshot.map().filter(map -> map.place(device).isPresent()).isPresent();
    }

    /** Of a cluster; answers from memory. */
    public Optional<String> area(String device) {
        return snapshot.map().flatMap(map -> map.place(device)).map(ClusterPlace::area);
    }

    /** Takes a reading of a cluster; never blocks. */
    public void take(String device, Reading reading) {
        if (board.take(device, reading)) {
            introduce(device);
            tell(device);
        }
    }

    private void introduce(String device) {
        Optional<String> told = status(device).certificate();
        if (told.isPresent() && cluster(device).agreed().certificate().isEmpty()) {
            introduced.put(device, told.get());
        }
    }

    /** Keeps by which certificate clusters are known that were known by none: the first. Blocks. */
    public void keepIntroduced() {
        for (String device : List.copyOf(introduced.keySet())) {
            String told = introduced.get(device);
            if (told != null) {
                store.certificate(device, told);
                reread(device);
                introduced.remove(device, told);
            }
        }
    }

    /** A device has carried out a command: how loud a cluster is then set is how loud it is to be. Blocks. */
    public void done(IssuedCommand command) {
        String device = command.device().value();
        Optional<Double> percent = WantedVolume.of(command);
        if (percent.isPresent() && isCluster(device)) {
            store.volume(device, percent.get());
            reread(device);
            tell(device);
        }
    }

    public ClusterStatus status(String device) {
        return board.of(device);
    }

    /** What is kept of it; {@link Cluster#unknown} where nothing is. Answers from memory. */
    public Cluster cluster(String device) {
        Cluster known = kept.get(device);
        return known == null ? Cluster.unknown(device) : known;
    }

    /** False if somebody else has changed it meanwhile. */
    public boolean put(Cluster cluster) {
        boolean done = store.put(cluster);
        reread(cluster.device());
        if (done) {
            tell(cluster.device());
        }
        return done;
    }

    /** Keeps self-tests; the first good one of a cluster says what its line is like when it is well. */
    public void take(Collection<SelfTest> tests) {
        for (SelfTest test : store.keep(tests)) {
            SelfTest newest = tested.merge(test.device(), test, (a, b) -> a.at().isAfter(b.at()) ? a : b);
            boolean first = cluster(test.device()).baseline().isEmpty();
            if (first && test.ok() && test.impedance().orElse(0) > 0) {
                store.baseline(test.device(), test.impedance().getAsDouble(), test.at());
                reread(test.device());
            }
            tell(newest.device());
        }
    }

    public List<SelfTest> selfTests(String device, int limit) {
        return store.selfTests(device, limit);
    }

    public Optional<SelfTest> newestSelfTest(String device) {
        return Optional.ofNullable(tested.get(device));
    }

    /** Whether the line is more than a quarter off what it was when it was well; never where that is not known. From memory. */
    public boolean hasDrifted(String device) {
        OptionalDouble baseline = cluster(device).baseline();
        OptionalDouble now = status(device).impedance();
        OptionalDouble measured = now.isPresent()
                ? now
                : newestSelfTest(device).map(SelfTest::impedance).orElse(OptionalDouble.empty());
        return baseline.isPresent()
                && measured.isPresent()
                && Math.abs(measured.getAsDouble() - baseline.getAsDouble()) > DRIFT * baseline.getAsDouble();
    }

    /** Whether it uses another certificate than the one it is known by. From memory. */
    public boolean hasStrangeCertificate(String device) {
        Optional<String> known = cluster(device).agreed().certificate();
        Optional<String> told = status(device).certificate();
        return known.isPresent() && told.isPresent() && !told.equals(known);
    }

    /**
     * Whether its volume is not what a person set; empty while it plays, for an emergency has a volume of its own, and where either is
     * not known. From memory.
     */
    public Optional<Boolean> hasOtherVolume(String device) {
        ClusterStatus now = status(device);
        OptionalDouble wanted = cluster(device).agreed().volume();
        boolean plays =
                now.state().filter(state -> state == StateReading.State.PLAYING).isPresent();
        return plays || wanted.isEmpty() || now.volume().isEmpty()
                ? Optional.empty()
                : Optional.of(Math.abs(now.volume().getAsDouble() - wanted.getAsDouble()) > VOLUME_OFF);
    }

    private void reread(String device) {
        store.find(device).ifPresent(now -> kept.put(device, now));
    }

    private void tell(String device) {
        news.tell(Kind.CLUSTER, device, area(device));
    }

    private record Snapshot(Optional<ClusterMap> map, Instant at) {}
}
