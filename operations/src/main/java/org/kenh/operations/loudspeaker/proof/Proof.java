package org.kenh.operations.loudspeaker.proof;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.kenh.ingest.live.CommittedBatch;
import org.kenh.ingest.presence.Presence;
import org.kenh.ingest.presence.PresenceBoard;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.operations.alarmdesk.DeviceFlags;
import org.kenh.operations.command.Commands;
import org.kenh.operations.loudspeaker.LocalDay;
import org.kenh.operations.loudspeaker.LoudspeakerNews;
import org.kenh.operations.loudspeaker.LoudspeakerNews.Kind;
import org.kenh.operations.loudspeaker.cluster.ClusterPlace;
import org.kenh.operations.loudspeaker.cluster.Clusters;
import org.kenh.operations.loudspeaker.cluster.SelfTest;
import org.kenh.operations.loudspeaker.judge.DueSlot;
import org.kenh.operations.loudspeaker.judge.Verdict;
import org.kenh.operations.loudspeaker.programme.Programme;
import org.kenh.operations.loudspeaker.programme.Slot;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the verdicts up to date. A cluster's day is judged from scratch whenever the cluster tells something of it, at any time
 * later, and when the judge asks for another look; a tick with nothing new does next to nothing. {@link #committed},
 * {@link #presence} and {@link #changed} may be called from any thread and never block; the rest blocks on the database.
 */
public final class Proof {
    private static final Logger LOG = LoggerFactory.getLogger(Proof.class);

    /** So long what comes late corrects a verdict. */
    static final Duration LATEST = Duration.ofDays(31);

    /** People see the first ones while the others are judged. */
    private static final int MOST_AT_ONCE = 100;

    private static final int BATCHES = 10;
    private static final int BACKLOG_AT_ONCE = 5;
    private static final int MOST_TESTS = 5_000;
    private static final int KEPT_MONTHS = 24;
    private static final int REMOVED_AT_ONCE = 5_000;
    /** Days before today that are looked at after a start, for what came while this server did not look. */
    private static final int DAYS_BACK = 7;

    private final Clusters clusters;
    private final VerdictStore store;
    private final World world;
    private final DaySlots slots;
    private final Silences silences = new Silences();
    private final Reader reader;
    private final Looks looks;
    private final Agenda agenda = new Agenda();
    private final Agenda backlog = new Agenda();
    private final Flagging flagging;
    private final Muting muting;
    private final BlockingQueue<SelfTest> tests = new ArrayBlockingQueue<>(MOST_TESTS);
    private final Map<String, Instant> heard = new ConcurrentHashMap<>();
    private LocalDate today = LocalDate.MIN;
    private boolean tidy;

    public Proof(Programme programme, Clusters clusters, VerdictStore store, World world) {
        this.clusters = clusters;
        this.store = store;
        this.world = world;
        this.slots = new DaySlots(programme);
        this.reader = new Reader(world.series());
        this.flagging = new Flagging(world.flags(), clusters);
        this.muting = new Muting(world.commands(), clusters);
        Bench bench = new Bench(reader, slots, silences);
        this.looks = new Looks(clusters, world, new Looks.Parts(bench, store, flagging, muting, agenda), this::hear);
        programme.onChange(this::changed);
    }

    public VerdictStore store() {
        return store;
    }

    /** Takes what devices have told; others than clusters are passed over. */
    public void committed(CommittedBatch batch) {
        for (CommittedBatch.Pack pack : batch.packs()) {
            String device = pack.device().value();
            if (clusters.isCluster(device)) {
                pack.readings().forEach(reading -> take(device, reading));
            }
        }
        batch.unsure().stream()
                .map(DeviceId::value)
                .filter(clusters::isCluster)
                .forEach(device -> lookAround(device, world.clock().instant()));
    }

    private void take(String device, Reading reading) {
        clusters.take(device, reading);
        boolean told = reading.series().equals(Words.PLAY) || reading.series().equals(Words.SOUND);
        if (told && reading.at().isAfter(world.clock().instant().minus(LATEST))) {
            lookAround(device, reading.at());
        } else if (reading.series().equals(Words.SELF_TEST) && reading.value() instanceof Value.Text(String text)) {
            Words.selfTest(device, reading.at(), text).ifPresent(this::take);
        } else if (Words.HEALTH.contains(reading.series())) {
            flagging.health(device);
        }
    }

    /** Near midnight it may concern two days. */
    private void lookAround(String device, Instant at) {
        agenda.add(new DeviceDay(device, LocalDay.of(at)));
        agenda.add(new DeviceDay(device, LocalDay.of(at.minus(DaySlots.MARGIN))));
        agenda.add(new DeviceDay(device, LocalDay.of(at.plus(DaySlots.MARGIN))));
    }

    /** How a cluster is to be has changed. From any thread. */
    public void agreed(String device) {
        flagging.health(device);
    }

    /** A cluster has come or gone. */
    public void presence(Presence presence) {
        String device = presence.device().value();
        if (clusters.isCluster(device)) {
            silences.take(presence);
            lookAround(device, world.clock().instant());
            world.news().tell(Kind.CLUSTER, device, clusters.area(device));
        }
    }

    /** Slots have been made or changed. */
    private void changed(Collection<Slot> changed) {
        changed.stream().flatMap(slot -> slot.days().stream()).distinct().forEach(slots::forget);
        changed.forEach(slot ->
                slot.days().forEach(day -> slot.targets().forEach(device -> agenda.add(new DeviceDay(device, day)))));
    }

    /** Judges what is to be judged. To be called every second. */
    public synchronized void tick() {
        Instant now = world.clock().instant().truncatedTo(ChronoUnit.MICROS);
        keepTests();
        keepIntroduced();
        turnDay(now);
        List<DeviceDay> due = agenda.take(now, MOST_AT_ONCE);
        if (due.isEmpty()) {
            looks.look(backlog.take(now, BACKLOG_AT_ONCE), now);
        }
        for (int batch = 1; !due.isEmpty(); batch++) {
            looks.look(due, now);
            world.news().flush();
            due = batch < BATCHES ? agenda.take(now, MOST_AT_ONCE) : List.of();
        }
        world.news().flush();
        // By bites, for a day brings more rows than are well removed at once.
        tidy = tidy && store.removeBefore(today.minusMonths(KEPT_MONTHS), REMOVED_AT_ONCE) > 0;
    }

    /** What cannot be kept now is kept later. */
    private void keepTests() {
        List<SelfTest> told = new ArrayList<>();
        if (tests.drainTo(told) == 0) {
            return;
        }
        try {
            clusters.take(told);
            told.forEach(test -> flagging.health(test.device()));
        } catch (RuntimeException e) {
            LOG.warn("{} self-tests of clusters could not be kept yet", told.size(), e);
            told.forEach(this::take);
        }
    }

    private void keepIntroduced() {
        try {
            clusters.keepIntroduced();
        } catch (RuntimeException e) {
            LOG.warn("certificates of clusters could not be kept yet", e);
        }
    }

    private void take(SelfTest test) {
        // One that does not fit is still in the store of readings, and is read from there after the next start.
        if (!tests.offer(test)) {
            LOG.warn("a self-test of cluster {} is not shown: too many at once", test.device());
        }
    }

    /** Everything is looked at once a day, also what came while nobody looked. */
    private void turnDay(Instant now) {
        LocalDate day = LocalDay.of(now);
        if (day.equals(today)) {
            return;
        }
        boolean first = today.equals(LocalDate.MIN);
        if (first) {
            heard.putAll(store.lastHeard(day.minusMonths(1)));
        }
        Collection<ClusterPlace> places = clusters.refresh().places();
        if (first) {
            clusters.take(reader.selfTests(
                    places.stream().map(ClusterPlace::device).toList(), now.minus(LATEST), now.plus(DaySlots.MARGIN)));
        }
        for (ClusterPlace place : places) {
            agenda.add(new DeviceDay(place.device(), day));
            agenda.add(new DeviceDay(place.device(), day.minusDays(1)));
            for (int back = 2; first && back <= DAYS_BACK; back++) {
                backlog.add(new DeviceDay(place.device(), day.minusDays(back)));
            }
        }
        today = day;
        tidy = true;
    }

    private void hear(KeptVerdict kept) {
        boolean sounded =
                kept.said().verdict() == Verdict.VERIFIED || kept.said().verdict() == Verdict.PARTIAL;
        kept.said()
                .start()
                .filter(at -> sounded)
                .ifPresent(at -> heard.merge(kept.device(), at, (a, b) -> a.isAfter(b) ? a : b));
    }

    /** All slots of a day, by start; from memory where they are known. */
    public List<Slot> slots(LocalDate day) {
        return slots.all(day);
    }

    /** Of a cluster on a day, by start. */
    public List<DueSlot> slots(String device, LocalDate day) {
        return slots.of(new DeviceDay(device, day));
    }

    /** When the cluster was last heard; empty: not within a month. */
    public Optional<Instant> lastHeard(String device) {
        return Optional.ofNullable(heard.get(device));
    }

    /** The commands that would silence these and that wait for a person. */
    public Set<String> mutes(Collection<KeptUnplanned> unplanned) {
        return muting.waiting(unplanned);
    }

    /** What is said of the cluster to the alarm desk. */
    public Set<DeviceFlags.Flag> flags(String device) {
        return flagging.raised(device);
    }

    /** What is known of the field, and who is told. */
    public record World(
            SeriesReader series,
            PresenceBoard presence,
            DeviceFlags flags,
            Commands commands,
            LoudspeakerNews news,
            InstantSource clock) {}
}
