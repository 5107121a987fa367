package org.kenh.operations.loudspeaker;

import java.net.URI;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.Origin;
import org.kenh.gateway.intake.Receipt;
import org.kenh.gateway.intake.Transport;
import org.kenh.ingest.Ingest;
import org.kenh.ingest.presence.Presence;
import org.kenh.ingest.presence.PresenceBoard;
import org.kenh.ingest.registry.Area;
import org.kenh.ingest.registry.Registry;
import org.kenh.ingest.registry.Site;
import org.kenh.operations.ScheduleIntake;
import org.kenh.operations.alarmdesk.DeviceFlags;
import org.kenh.operations.api.Broadcasting;
import org.kenh.operations.api.Loudspeakers;
import org.kenh.operations.command.Commands;
import org.kenh.operations.keys.Seal;
import org.kenh.operations.loudspeaker.cluster.Clusters;
import org.kenh.operations.loudspeaker.emergency.Emergencies;
import org.kenh.operations.loudspeaker.judge.BulletinClass;
import org.kenh.operations.loudspeaker.programme.Bulletin;
import org.kenh.operations.loudspeaker.programme.Content;
import org.kenh.operations.loudspeaker.programme.Planning;
import org.kenh.operations.loudspeaker.programme.Programme;
import org.kenh.operations.loudspeaker.programme.Schedule;
import org.kenh.operations.loudspeaker.proof.KeptVerdict;
import org.kenh.operations.loudspeaker.proof.Proof;
import org.kenh.operations.loudspeaker.report.Reports;
import org.kenh.operations.loudspeaker.source.SourceDesk;
import org.kenh.operations.loudspeaker.source.SourceSettings;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlClusterStore;
import org.kenh.operations.timescale.SqlEmergencies;
import org.kenh.operations.timescale.SqlSource;
import org.kenh.operations.timescale.SqlSpeakerBulletins;
import org.kenh.operations.timescale.SqlSpeakerOrder;
import org.kenh.operations.timescale.SqlSpeakerPlans;
import org.kenh.operations.timescale.SqlSpeakerReport;
import org.kenh.operations.timescale.SqlSpeakerSlots;
import org.kenh.operations.timescale.SqlVerdictStore;
import org.kenh.telemetry.Birth;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/** A loudspeaker desk on a real database, whose rounds are turned by hand. */
public final class SpeakerWorld {
    public static final String HASH = "0123456789abcdef".repeat(4);

    /** A link to a province at which nobody answers. */
    public static final SourceSettings SILENT_PROVINCE = new SourceSettings(
            SourceSettings.Way.HTTP,
            Optional.empty(),
            Optional.of(URI.create("http://127.0.0.1:9/")),
            5,
            5,
            "kenh-1",
            false,
            0);

    public final Loudspeakers desk;
    public final Map<String, Presence> presences = new HashMap<>();
    public final Set<String> flags = new HashSet<>();
    public final List<LoudspeakerNews.Item> told = new ArrayList<>();

    public final ConfirmedAlarms alarms = new ConfirmedAlarms();
    private final Ingest ingest;
    private final InstantSource clock;

    public SpeakerWorld(Ingest ingest, OperationsDatabase database, Commands commands, InstantSource clock) {
        this(ingest, database, commands, clock, Optional.empty());
    }

    /** Flags go to the given ones instead of {@link #flags}. */
    public SpeakerWorld(
            Ingest ingest,
            OperationsDatabase database,
            Commands commands,
            InstantSource clock,
            Optional<DeviceFlags> given) {
        this.ingest = ingest;
        this.clock = clock;
        LoudspeakerNews news = new LoudspeakerNews(clock);
        news.listen(told::add);
        Clusters clusters = new Clusters(ingest.registry(), new SqlClusterStore(database), news, clock);
        SqlSpeakerSlots slots = new SqlSpeakerSlots(database);
        Programme programme = new Programme(
                new Programme.Stores(new SqlSpeakerBulletins(database), slots, new SqlSpeakerOrder(database)),
                clusters,
                news,
                clock);
        Planning planning = new Planning(slots, new SqlSpeakerPlans(database), clusters, commands::wake, clock);
        programme.onChange(changed -> planning.changed());
        Proof proof = new Proof(
                programme,
                clusters,
                new SqlVerdictStore(database),
                new Proof.World(ingest.series(), board(), given.orElse(this::flag), commands, news, clock));
        Emergencies emergencies = new Emergencies(
                new SqlEmergencies(database),
                programme,
                proof.store(),
                new Emergencies.World(
                        clusters, alarms, board(), given.orElse(this::flag), commands::wake, news, clock));
        Reports reports = new Reports(new SqlSpeakerReport(database), clusters, Optional.of(ingest.completeness()));
        SourceDesk source = new SourceDesk(
                new SqlSource(database, new Seal(new byte[32])),
                clusters,
                device -> board().of(DeviceId.of(device)).state() == Presence.State.ONLINE,
                new ScheduleIntake(programme, clusters),
                clock);
        desk = new Loudspeakers(
                clusters, programme, planning, proof, news, new Broadcasting(emergencies, reports, source));
        commands.onDone(clusters::done);
        clusters.load(ingest.series());
        ingest.committed().listen(proof::committed);
    }

    /** A commune with clusters named after it: {@code xa-1}, {@code xa-2} … */
    public void commune(String area, int clusters) {
        commune(area, clusters, Optional.empty());
    }

    /** One that lies in another area. */
    public void commune(String area, int clusters, Optional<String> parent) {
        Registry registry = ingest.registry();
        registry.createArea(new Area(
                area,
                area,
                "Xã " + area,
                "commune",
                parent,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
        registry.createSite(new Site("loa-" + area, "Đài " + area, "loudspeaker", area, 20.7, 105.8));
        for (int i = 1; i <= clusters; i++) {
            String device = area + "-" + i;
            registry.createDevice(
                    new Registry.NewDevice(DeviceId.of(device), "loa-" + area, "loudspeaker", "Cụm loa " + device));
            online(device, Instant.EPOCH);
        }
        desk.clusters().refresh();
    }

    public void online(String device, Instant since) {
        put(new Presence(
                DeviceId.of(device),
                Presence.State.ONLINE,
                since,
                Optional.of(since),
                Optional.of("mqtt"),
                Optional.empty()));
    }

    public void offline(String device, Instant lastSeen) {
        put(new Presence(
                DeviceId.of(device),
                Presence.State.OFFLINE,
                lastSeen,
                Optional.of(lastSeen),
                Optional.of("mqtt"),
                Optional.of("lost")));
    }

    private void put(Presence presence) {
        presences.put(presence.device().value(), presence);
        desk.proof().presence(presence);
    }

    /** Says what it obeys. */
    public void born(String device, String... commands) {
        born(List.of(device), commands);
    }

    /** Each says what it obeys. */
    public void born(List<String> devices, String... commands) {
        Birth birth = new Birth(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of(commands));
        devices.forEach(device -> accept(new DeviceMessage.BirthReport(origin(device, "birth"), birth)));
        desk.clusters().refresh();
    }

    /** Every day at these times, from today on. */
    public Bulletin bulletin(String title, BulletinClass kind, String area, int order, String... times) {
        Schedule schedule = new Schedule(
                LocalDay.of(clock.instant()),
                Optional.empty(),
                EnumSet.allOf(DayOfWeek.class),
                List.of(times).stream().map(LocalTime::parse).toList(),
                List.of(area),
                List.of(),
                order);
        Content content = new Content(
                Optional.empty(), title, kind, 300, Optional.of(HASH), Optional.empty(), area, List.of(schedule));
        return desk.programme().add(content, "an").orElseThrow();
    }

    /** A whole play as a cluster tells of it, by its end alone. */
    public void played(String device, String slot, Instant start, double seconds) {
        Instant end = start.plusMillis((long) (seconds * 1000));
        tell(device, "play", end, """
                {"kind":"end","play":"p-%s","slot":"%s","start":"%s","end":"%s","played":%s,"sha256":"%s",\
                "volume":70,"result":"done","rise":9.0,"current":3.1,"underruns":0}""".formatted(slot, slot, start, end, seconds, HASH));
    }

    public void tell(String device, String series, Instant at, String text) {
        store(device, Reading.of(SeriesName.of(series), Unit.of(""), at, new Value.Text(text), Quality.GOOD));
    }

    public void measure(String device, String series, Instant at, double value) {
        store(device, Reading.good(series, "", at, value));
    }

    public void tick() {
        desk.programme().tick();
        desk.planning().tick();
        desk.proof().tick();
    }

    public Optional<KeptVerdict> verdict(LocalDate day, String slot, String device) {
        return desk.proof().store().ofSlot(day, slot).stream()
                .filter(kept -> kept.device().equals(device))
                .findFirst();
    }

    private void store(String device, Reading reading) {
        accept(new DeviceMessage.Readings(origin(device, "readings"), List.of(reading), Optional.empty()));
    }

    private Origin origin(String device, String what) {
        return new Origin(DeviceId.of(device), Transport.MQTT, what, clock.instant(), new byte[0]);
    }

    private void accept(DeviceMessage message) {
        Receipt receipt = ingest.intake().accept(message).toCompletableFuture().join();
        if (!(receipt instanceof Receipt.Committed)) {
            throw new AssertionError("not stored: " + receipt);
        }
    }

    private PresenceBoard board() {
        return new PresenceBoard() {
            @Override
            public Presence of(DeviceId device) {
                Presence known = presences.get(device.value());
                return known != null
                        ? known
                        : new Presence(
                                device,
                                Presence.State.NEVER,
                                Instant.EPOCH,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty());
            }

            @Override
            public Map<DeviceId, Presence> all() {
                Map<DeviceId, Presence> all = new HashMap<>();
                presences.values().forEach(presence -> all.put(presence.device(), presence));
                return all;
            }
        };
    }

    private void flag(DeviceId device, DeviceFlags.Flag flag, boolean on) {
        String name = device + " " + flag;
        boolean changed = on ? flags.add(name) : flags.remove(name);
        assert changed || flags.contains(name) == on;
    }
}
