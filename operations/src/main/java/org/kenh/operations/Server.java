package org.kenh.operations;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.kenh.gateway.Gateway;
import org.kenh.ingest.Ingest;
import org.kenh.operations.alarmdesk.rule.RuleLibrary;
import org.kenh.operations.alarmdesk.rule.Rules;
import org.kenh.operations.api.Appearance;
import org.kenh.operations.api.Backend;
import org.kenh.operations.api.HttpApi;
import org.kenh.operations.api.Irrigation;
import org.kenh.operations.api.Loudspeakers;
import org.kenh.operations.api.SystemReport;
import org.kenh.operations.demo.DemoDistrict;
import org.kenh.operations.demo.DemoEndpoints;
import org.kenh.operations.demo.DemoIrrigation;
import org.kenh.operations.demo.DemoLoudspeakers;
import org.kenh.operations.irrigation.plan.Horizon;
import org.kenh.operations.keys.ScheduleKeyFile;
import org.kenh.operations.keys.ServerCertificate;
import org.kenh.operations.loudspeaker.LocalDay;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole server in this process. Started in the order in which data needs the parts, closed in the opposite one:
 * nothing new is taken, what was taken is committed and answered, then the database stops.
 */
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final Foundation foundation;
    private final Storage storage;
    private final Optional<String> firstPassword;

    private Server(Foundation foundation, Storage storage, Optional<String> firstPassword) {
        this.foundation = foundation;
        this.storage = storage;
        this.firstPassword = firstPassword;
    }

    /** Starts everything and blocks until it works; throws, with all closed again, when something does not start. */
    public static Server start(Config config, Clock clock) {
        Foundation foundation = Foundation.lay(config, clock);
        try {
            return start(foundation);
        } catch (RuntimeException e) {
            foundation.closing().closeAll();
            throw e;
        }
    }

    private static Server start(Foundation foundation) {
        Config config = foundation.config();
        ServerCertificate certificate =
                config.tls().own().orElseGet(() -> ServerCertificate.selfSigned(config.data(), foundation.startedAt()));
        Storage storage = Storage.open(foundation);
        Desk desk = Desk.open(foundation, storage);
        Fields fields = new Fields(
                IrrigationDesk.open(foundation, storage, desk), LoudspeakerDesk.open(foundation, storage, desk));
        Gateway gateway = DeviceDoors.open(foundation, storage.ingest(), desk.commands(), certificate);
        // Before the connections of devices end, or every stop would look like the loss of all links.
        foundation.closing().add("alarm desk, early", desk.alarms()::close);
        PeoplesDoors doors = new PeoplesDoors(foundation);
        HttpApi api =
                new HttpApi(foundation.vertx(), backend(foundation, storage, desk, fields), foundation.blocking());
        doors.open(api, gateway.deviceRoutes(), certificate);
        if (config.demo().wanted()) {
            seedDemo(foundation, storage.ingest());
            loadRules(desk.rules());
            seedIrrigation(foundation, fields.irrigation());
            seedLoudspeakers(foundation, fields.loudspeakers());
        }
        doors.openManagement(storage);
        // Last, when nothing can fail any more: a made-up password is shown once, and only by a server that has
        // started.
        Optional<String> firstPassword = desk.people()
                .accounts()
                .createFirstAdministrator(config.access().firstPassword());
        doors.started();
        LOG.info(
                "Kênh {} is ready on {}", foundation.version(), storage.ingest().capability());
        return new Server(foundation, storage, firstPassword);
    }

    /** For people who look at the terminal: where it is, and the first password if it had to be made up. */
    public String greeting() {
        return new Greeting(foundation, storage).text(firstPassword);
    }

    /** What is open, with real ports. */
    List<OpenPorts.OpenPort> ports() {
        return foundation.ports().all();
    }

    int port(String name) {
        return foundation.ports().port(name);
    }

    /** Takes nothing new, commits and answers what was taken, and stops; within some seconds. */
    @Override
    public void close() {
        LOG.info("stopping");
        foundation.closing().closeAll();
        LOG.info("stopped");
    }

    private static Backend backend(Foundation foundation, Storage storage, Desk desk, Fields fields) {
        Ingest ingest = storage.ingest();
        return new Backend(
                new Backend.Telemetry(
                        ingest.registry(),
                        ingest.series(),
                        ingest.completeness(),
                        ingest.presence(),
                        ingest.live(),
                        ingest.rawMessages()),
                desk.people(),
                desk.commands(),
                desk.siteFiles(),
                desk.rules(),
                new Backend.AlarmOffice(desk.alarms(), desk.alarms()),
                AlarmReporting.open(foundation, storage, desk),
                desk.notifications(),
                fields.irrigation(),
                fields.loudspeakers(),
                appearance(foundation),
                () -> report(foundation, storage),
                foundation.clock());
    }

    private static Appearance appearance(Foundation foundation) {
        MapConfig map = foundation.config().map();
        return new Appearance(
                "Kênh",
                foundation.version(),
                map.tileUrl().orElse(null),
                map.attribution().orElse(null),
                map.lat()
                        .flatMap(lat -> map.lon().map(lon -> new Appearance.Point(lat, lon)))
                        .orElse(null));
    }

    private static SystemReport report(Foundation foundation, Storage storage) {
        org.kenh.ingest.Capability capability = storage.ingest().capability();
        return new SystemReport(
                foundation.version(),
                new SystemReport.Database(
                        capability.level().word(),
                        capability.postgresql(),
                        capability.timescaledb().orElse(null),
                        storage.embedded()),
                foundation.startedAt(),
                foundation.ports().all().stream()
                        .map(port -> new SystemReport.Listener(port.name(), port.address(), port.port()))
                        .toList());
    }

    private static void seedDemo(Foundation foundation, Ingest ingest) {
        Config config = foundation.config();
        ScheduleKeyFile key = ScheduleKeyFile.of(config.data());
        DemoEndpoints endpoints = new DemoEndpoints(
                "127.0.0.1",
                foundation.ports().port("mqtt"),
                foundation.ports().port("coaps"),
                new DemoEndpoints.CentreKey(key.id(), key.publicKey()));
        DemoDistrict.Seeded seeded = DemoDistrict.seed(
                ingest.registry(),
                config.data().resolve("demo"),
                endpoints,
                config.demo().scenario());
        LOG.info("demo district: {} areas, {} sites, {} devices new", seeded.areas(), seeded.sites(), seeded.devices());
    }

    private static void seedIrrigation(Foundation foundation, Irrigation irrigation) {
        LocalDate today = LocalDate.ofInstant(foundation.clock().instant(), Horizon.ZONE);
        DemoIrrigation.Seeded seeded = DemoIrrigation.seed(irrigation.registry(), today);
        LOG.info("demo district: {} canals, pumps and fields, {} seasons new", seeded.works(), seeded.seasons());
    }

    private static void seedLoudspeakers(Foundation foundation, Loudspeakers desk) {
        LocalDate today = LocalDay.of(foundation.clock().instant());
        DemoLoudspeakers.Seeded seeded = DemoLoudspeakers.seed(desk.clusters(), desk.programme(), today);
        LOG.info("demo district: {} loudspeakers described, {} bulletins new", seeded.clusters(), seeded.bulletins());
    }

    /** A district without alarms would show nothing; what people have changed since stays as it is. */
    private static void loadRules(Rules rules) {
        Rules.Author author = new Rules.Author("library", "demo district");
        int created = RuleLibrary.bundled().packs().stream()
                .mapToInt(
                        pack -> RuleLibrary.load(pack, rules, author).created().size())
                .sum();
        LOG.info("demo district: {} alarm rules new", created);
    }

    /** The desks of what the district does. */
    private record Fields(Irrigation irrigation, Loudspeakers loudspeakers) {}
}
