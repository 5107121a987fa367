package org.kenh.system;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.kenh.edge.fleet.Rehearsal;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.Origin;
import org.kenh.gateway.intake.Receipt;
import org.kenh.gateway.intake.Transport;
import org.kenh.gateway.session.ConnectionListener.Departure;
import org.kenh.ingest.DatabaseSettings;
import org.kenh.ingest.Ingest;
import org.kenh.ingest.IngestConfig;
import org.kenh.operations.command.Commands;
import org.kenh.operations.demo.DemoDistrict;
import org.kenh.operations.demo.DemoEndpoints;
import org.kenh.operations.demo.DemoIrrigation;
import org.kenh.operations.demo.DemoScenario;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.irrigation.plan.Horizon;
import org.kenh.operations.keys.ScheduleKeyFile;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlCommandStore;
import org.kenh.operations.timescale.SqlIrrigation;
import org.kenh.telemetry.Birth;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.wire.CommandCodec;

/**
 * What the centre of a rehearsed district stands on: the demo district in a real database, the intake, the commands, and
 * the messages between them and the devices. Only {@link #pass} lets anything happen.
 */
final class DistrictCentre implements Rehearsal.Centre, AutoCloseable {
    static final Comparator<DeviceId> BY_ID = Comparator.comparing(DeviceId::value);

    private static final int CONNECTIONS = 6;

    final DistrictClock clock;
    final Ingest ingest;
    final OperationsDatabase database;
    final IrrigationRegistry registry;
    final Commands commands;
    final ScheduleKeyFile key;
    final Path fleet;

    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<DeviceId> woken = ConcurrentHashMap.newKeySet();
    private final Map<DeviceId, Boolean> links = new HashMap<>();
    private final List<CompletableFuture<Receipt>> underway = new ArrayList<>();
    private final Predicate<String> foreign;
    private long readings;

    /** Answers to commands that are foreign are nobody's here. */
    DistrictCentre(DatabaseSettings settings, Path directory, Instant start, Predicate<String> foreign) {
        this.foreign = foreign;
        clock = new DistrictClock(start);
        ingest = Ingest.start(IngestConfig.of(settings), new byte[32], clock, new SimpleMeterRegistry());
        database = OperationsDatabase.open(settings, CONNECTIONS);
        registry = SqlIrrigation.registry(database, clock);
        commands = new Commands(new SqlCommandStore(database), clock, blocking);
        key = ScheduleKeyFile.of(directory);
        DemoEndpoints endpoints =
                new DemoEndpoints("localhost", 1, 2, new DemoEndpoints.CentreKey(key.id(), key.publicKey()));
        fleet = DemoDistrict.seed(ingest.registry(), directory, endpoints, new DemoScenario(DemoScenario.CALM, 1))
                .fleet();
        DemoIrrigation.seed(registry, LocalDate.ofInstant(start, Horizon.ZONE));
        commands.onWaiting(woken::add);
    }

    /** The devices that take part say what they are. */
    void welcome(Set<DeviceId> devices, Set<DeviceId> controlled, Duration interval) {
        for (DeviceId device : devices) {
            List<String> names = controlled.contains(device) ? List.of("schedule.put") : List.of();
            Birth birth = new Birth(Optional.empty(), Optional.empty(), Optional.of(interval), List.of(), names);
            take(new DeviceMessage.BirthReport(origin(device), birth));
            links.put(device, false);
        }
        settle();
    }

    /** Lets time pass for devices and messages; what came is stored when this returns. */
    void pass(Rehearsal district, Duration time) {
        links.replaceAll((device, before) -> link(device, before, district.isLinked(device)));
        deliver(district);
        district.run(time);
        settle();
        commands.expire();
    }

    long readings() {
        return readings;
    }

    @Override
    public void readings(DeviceId device, List<Reading> values) {
        readings += values.size();
        take(new DeviceMessage.Readings(origin(device), values));
    }

    @Override
    public void answer(DeviceId device, CommandAnswer answer) {
        if (!foreign.test(answer.id())) {
            underway.add(commands.answered(device, answer, clock.instant()).toCompletableFuture());
        }
    }

    @Override
    public void close() {
        database.close();
        ingest.close();
        blocking.close();
    }

    private boolean link(DeviceId device, boolean before, boolean now) {
        if (now && !before) {
            ingest.connections().connected(device, Transport.MQTT, "rehearsed", clock.instant());
            woken.add(device);
        } else if (before && !now) {
            ingest.connections().disconnected(device, Transport.MQTT, Departure.LOST, clock.instant());
        }
        return now;
    }

    private void deliver(Rehearsal district) {
        for (DeviceId device : List.copyOf(woken)) {
            if (district.isLinked(device)) {
                woken.remove(device);
                for (Command command : commands.waiting(device, clock.instant())) {
                    if (district.command(device, CommandCodec.encode(command))) {
                        commands.delivered(device, command.id(), clock.instant());
                    }
                }
            }
        }
    }

    private void settle() {
        for (CompletableFuture<Receipt> one : underway) {
            Receipt receipt = one.join();
            if (!(receipt instanceof Receipt.Committed)) {
                throw new AssertionError("not stored: " + receipt);
            }
        }
        underway.clear();
    }

    private void take(DeviceMessage message) {
        underway.add(ingest.intake().accept(message).toCompletableFuture());
    }

    private Origin origin(DeviceId device) {
        return new Origin(device, Transport.MQTT, "rehearsed", clock.instant(), new byte[0]);
    }
}
