package org.kenh.system;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.kenh.edge.fleet.LoudspeakerMonth.Arrival;
import org.kenh.edge.fleet.LoudspeakerMonth.Cluster;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.Origin;
import org.kenh.gateway.intake.Receipt;
import org.kenh.gateway.intake.Transport;
import org.kenh.ingest.DatabaseSettings;
import org.kenh.ingest.Ingest;
import org.kenh.ingest.IngestConfig;
import org.kenh.ingest.presence.Presence;
import org.kenh.ingest.presence.PresenceBoard;
import org.kenh.ingest.registry.Area;
import org.kenh.ingest.registry.Registry;
import org.kenh.ingest.registry.Site;
import org.kenh.operations.alarmdesk.AlarmDesk;
import org.kenh.operations.alarmdesk.DeviceFlags;
import org.kenh.operations.alarmdesk.rule.RuleLibrary;
import org.kenh.operations.alarmdesk.rule.RulePack;
import org.kenh.operations.alarmdesk.rule.Rules;
import org.kenh.operations.command.Commands;
import org.kenh.operations.loudspeaker.LoudspeakerNews;
import org.kenh.operations.loudspeaker.cluster.Clusters;
import org.kenh.operations.loudspeaker.programme.Planning;
import org.kenh.operations.loudspeaker.programme.Programme;
import org.kenh.operations.loudspeaker.proof.Proof;
import org.kenh.operations.loudspeaker.report.Reports;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlAlarmStore;
import org.kenh.operations.timescale.SqlClusterStore;
import org.kenh.operations.timescale.SqlCommandStore;
import org.kenh.operations.timescale.SqlRuleStore;
import org.kenh.operations.timescale.SqlSpeakerBulletins;
import org.kenh.operations.timescale.SqlSpeakerOrder;
import org.kenh.operations.timescale.SqlSpeakerPlans;
import org.kenh.operations.timescale.SqlSpeakerReport;
import org.kenh.operations.timescale.SqlSpeakerSlots;
import org.kenh.operations.timescale.SqlVerdictStore;
import org.kenh.telemetry.DeviceId;

/** The loudspeaker desk with its intake, database and alarms, on a clock that its user moves. */
final class SpeakerCentre implements AutoCloseable {
    /** These need the numbers of every minute, which a rehearsed month has not. */
    private static final Set<String> EVERY_MINUTE = Set.of("speaker-mute-while-playing", "speaker-underruns");

    private static final int CONNECTIONS = 6;
    private static final int ROUNDS = 4;
    /** In seconds; between them alarms come when they come. */
    private static final int SETTLING = 3_600;

    final Programme programme;
    final Planning planning;
    final Proof proof;
    final Clusters clusters;
    final Reports reports;
    final Map<String, List<Raised>> raised = new ConcurrentHashMap<>();
    final Map<String, List<Raised>> flagged = new ConcurrentHashMap<>();
    /** When links were lost. */
    final Map<String, List<Instant>> lost = new HashMap<>();

    long readings;

    private final DistrictClock clock;
    private final Ingest ingest;
    private final OperationsDatabase database;
    private final AlarmDesk alarms;
    private final Map<DeviceId, Presence> presences = new HashMap<>();
    private final Set<String> standing = ConcurrentHashMap.newKeySet();
    private final List<CompletableFuture<Receipt>> underway = new ArrayList<>();
    private volatile Instant now;

    SpeakerCentre(DatabaseSettings settings, Instant start) {
        now = start;
        clock = new DistrictClock(start);
        clock.follow(() -> now);
        ingest = Ingest.start(IngestConfig.of(settings), new byte[32], clock, new SimpleMeterRegistry());
        database = OperationsDatabase.open(settings, CONNECTIONS);
        Commands commands = new Commands(new SqlCommandStore(database), clock, Runnable::run);
        alarms = alarms();
        LoudspeakerNews news = new LoudspeakerNews(clock);
        clusters = new Clusters(ingest.registry(), new SqlClusterStore(database), news, clock);
        SqlSpeakerSlots slots = new SqlSpeakerSlots(database);
        programme = new Programme(
                new Programme.Stores(new SqlSpeakerBulletins(database), slots, new SqlSpeakerOrder(database)),
                clusters,
                news,
                clock);
        planning = new Planning(slots, new SqlSpeakerPlans(database), clusters, commands::wake, clock);
        programme.onChange(changed -> planning.changed());
        proof = new Proof(
                programme,
                clusters,
                new SqlVerdictStore(database),
                new Proof.World(ingest.series(), board(), this::flag, commands, news, clock));
        reports = new Reports(new SqlSpeakerReport(database), clusters, Optional.empty());
        clusters.load(ingest.series());
        ingest.committed().listen(proof::committed);
    }

    Instant now() {
        return now;
    }

    /** Registers them at one site for each commune. */
    void install(List<Cluster> all) {
        Registry registry = ingest.registry();
        all.stream().map(Cluster::area).distinct().forEach(area -> {
            registry.createArea(new Area(
                    area,
                    area,
                    "Xã " + area,
                    "commune",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
            registry.createSite(new Site("dai-" + area, "Đài " + area, "loudspeaker", area, 20.7, 105.8));
        });
        for (Cluster cluster : all) {
            registry.createDevice(new Registry.NewDevice(
                    cluster.device(),
                    "dai-" + cluster.area(),
                    "loudspeaker",
                    "Cụm loa " + cluster.device().value()));
            link(cluster.device(), Presence.State.ONLINE, Instant.EPOCH, Instant.EPOCH);
        }
        clusters.refresh();
        alarms.lookAround();
    }

    /** Since when a cluster is heard, or was heard last, and when that was noticed. */
    void link(DeviceId device, Presence.State state, Instant since, Instant noticed) {
        Presence presence =
                new Presence(device, state, since, Optional.of(since), Optional.of("mqtt"), Optional.empty());
        presences.put(device, presence);
        if (state == Presence.State.OFFLINE) {
            lost.computeIfAbsent(device.value(), any -> new ArrayList<>()).add(noticed);
        }
        proof.presence(presence);
    }

    void take(Arrival arrival) {
        readings += arrival.readings().size();
        Origin origin = new Origin(arrival.device(), Transport.MQTT, "rehearsed", arrival.at(), new byte[0]);
        underway.add(ingest.intake()
                .accept(new DeviceMessage.Readings(origin, arrival.readings(), Optional.empty()))
                .toCompletableFuture());
    }

    /** Lets the time come; what was taken is stored, and judged as far as one look at each cluster goes. */
    void at(Instant moment) {
        for (CompletableFuture<Receipt> one : underway) {
            Receipt receipt = one.join();
            if (!(receipt instanceof Receipt.Committed)) {
                throw new AssertionError("not stored: " + receipt);
            }
        }
        underway.clear();
        now = moment;
        programme.tick();
        planning.tick();
        for (int i = 0; i < ROUNDS; i++) {
            proof.tick();
        }
        if (now.getEpochSecond() % SETTLING == 0) {
            alarms.settle();
        }
    }

    /** New series are watched from now on. */
    void lookAround() {
        alarms.lookAround();
    }

    @Override
    public void close() {
        alarms.close();
        database.close();
        ingest.close();
    }

    private AlarmDesk alarms() {
        Rules rules = new Rules(new SqlRuleStore(database), clock);
        RulePack pack = RuleLibrary.bundled().find("loudspeakers").orElseThrow();
        RulePack without = new RulePack(
                pack.id(),
                pack.title(),
                pack.description(),
                pack.rules().stream()
                        .filter(rule -> !EVERY_MINUTE.contains(rule.id().orElseThrow()))
                        .toList());
        RuleLibrary.load(without, rules, new Rules.Author("an", "rehearsal"));
        AlarmDesk desk = AlarmDesk.open(
                new AlarmDesk.Surroundings(
                        ingest.committed(),
                        ingest.live(),
                        ingest.registry(),
                        ingest.series(),
                        ingest.presence(),
                        clock),
                new SqlAlarmStore(database),
                rules,
                AlarmDesk.Settings.STANDARD);
        desk.listen(change -> {
            boolean before = change.before().filter(view -> view.active()).isPresent();
            String device = change.after().device();
            if (!before && change.after().active() && device != null) {
                add(raised, device, change.after().rule());
            }
        });
        return desk;
    }

    private void flag(DeviceId device, DeviceFlags.Flag flag, boolean on) {
        alarms.flags().set(device, flag, on);
        String name = device + " " + flag;
        if (!on) {
            standing.remove(name);
        } else if (standing.add(name)) {
            add(flagged, device.value(), flag.name());
        }
    }

    private void add(Map<String, List<Raised>> to, String device, String what) {
        to.computeIfAbsent(device, any -> new ArrayList<>()).add(new Raised(what, now));
    }

    private PresenceBoard board() {
        return new PresenceBoard() {
            @Override
            public Presence of(DeviceId device) {
                return Objects.requireNonNull(presences.get(device));
            }

            @Override
            public Map<DeviceId, Presence> all() {
                return Map.copyOf(presences);
            }
        };
    }

    /** An alarm's rule or a flag, and when it came. */
    record Raised(String what, Instant at) {
        boolean isWithin(Instant from, Instant to) {
            return !at.isBefore(from) && !at.isAfter(to);
        }
    }
}
