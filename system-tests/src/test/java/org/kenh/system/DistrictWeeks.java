package org.kenh.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.kenh.edge.fleet.FleetConfig;
import org.kenh.edge.fleet.Rehearsal;
import org.kenh.ingest.timescale.Databases;
import org.kenh.operations.irrigation.demand.RainForecast;
import org.kenh.operations.irrigation.desk.PlanStore.Outgoing;
import org.kenh.operations.irrigation.desk.PlanStore.StandingTurn;
import org.kenh.operations.irrigation.desk.ScheduleWriter;
import org.kenh.operations.irrigation.desk.Solver;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.field.Field;
import org.kenh.operations.irrigation.field.Pump;
import org.kenh.operations.irrigation.plan.Horizon;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.Planner;
import org.kenh.operations.irrigation.plan.SolveLimit;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.wire.CommandCodec;

/** Lets the demo district live through weeks with its centre and the people there, on one clock. */
final class DistrictWeeks implements AutoCloseable {
    static final LocalDate FIRST = LocalDate.of(2026, 5, 4);
    static final Instant START = FIRST.atStartOfDay(Horizon.ZONE).toInstant();

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration CYCLE = Duration.ofSeconds(5);
    private static final int SAMPLING = 10;
    private static final int LOOKING = 60;
    /** For a schedule to have arrived before the links are lost. */
    private static final Duration SOON = Duration.ofMinutes(20);

    private static final int AFTERNOON = 16 * 60;
    private static final int DAY = 24 * 60;
    private static final double RAIN = 45;
    private static final SolveLimit SHORT = new SolveLimit(Duration.ofSeconds(5), 60, 0, 2, 1);

    final DistrictCentre centre;
    final IrrigationOffice office;
    final IrrigationStaff staff;
    final MachineWatch watch;
    final Rehearsal district;
    /** What the ground truly held: level in mm (paddy) or moisture in % (dry crop), each hour. */
    final Map<String, Range> truth = new TreeMap<>();

    /** All links are lost in it; empty before it has begun. */
    Optional<Period> unlinked = Optional.empty();

    private final Set<DeviceId> devices;
    private final Trouble trouble;
    private final Set<String> commissioning = new HashSet<>();
    private final AtomicInteger plans = new AtomicInteger();

    /** The directory is on a disk, the memory is not: every change of a control's state is synced there. */
    DistrictWeeks(Trouble trouble, Path directory, Path memory) throws IOException {
        this.trouble = trouble;
        centre = new DistrictCentre(Databases.PLAIN.fresh(), directory, START, commissioning::contains);
        Map<DeviceId, String> flows = flows();
        devices = devices(flows.keySet());
        district = new Rehearsal(
                FleetConfig.read(troubled(directory)),
                new Rehearsal.Terms(memory, START, CYCLE, Duration.ofMinutes(SAMPLING), devices::contains),
                centre);
        centre.clock.follow(district);
        centre.welcome(devices, flows.keySet(), Duration.ofMinutes(SAMPLING));
        office = new IrrigationOffice(centre, solver());
        staff = new IrrigationStaff(centre, office, trouble.stuck().after(START).to());
        watch = new MachineWatch(district, office, flows);
        commission(flows.keySet());
    }

    /** Lets all of it pass. */
    void live() {
        for (int minute = 2; minute <= trouble.days() * DAY; minute++) {
            centre.pass(district, MINUTE);
            Instant now = district.instant();
            link(now);
            watch.look(now);
            foretell(minute, now);
            boolean manned = minute > trouble.idle() * DAY;
            if (manned && minute % LOOKING == LOOKING - SAMPLING) {
                office.demand.tick();
            }
            if (manned && minute % SAMPLING == 0) {
                office.plans.tick();
                office.execution.tick();
                staff.work(now);
            }
            if (minute % LOOKING == 0) {
                centre.registry.fields().all().forEach(this::measure);
            }
        }
    }

    @Override
    public void close() {
        centre.close();
    }

    /** The third plan is made as in earnest, the others in a hurry. */
    private Solver solver() {
        return problem -> new Planner(plans.incrementAndGet() == 3 ? SolveLimit.USUAL : SHORT).plan(problem);
    }

    /** All links are lost when a field's turn is about to begin, and come back six hours later. */
    private void link(Instant now) {
        if (unlinked.isPresent()) {
            if (now.equals(unlinked.get().to())) {
                devices.forEach(district::mend);
            }
        } else if (!now.isBefore(START.plus(Duration.ofHours(trouble.unlinked()))) && isTurnNear(now)) {
            unlinked = Optional.of(new Period(now, now.plus(Trouble.WITHOUT_LINKS)));
            devices.forEach(district::cut);
        }
    }

    private boolean isTurnNear(Instant now) {
        return office.plans.plans().turns(new Period(now, now.plus(SOON))).stream()
                .map(StandingTurn::turn)
                .anyMatch(turn -> turn.isWanted()
                        && turn.kind() == SubjectKind.FIELD
                        && turn.period().from().isAfter(now));
    }

    /** In the afternoon before the rain somebody enters what the weather service says. */
    private void foretell(int minute, Instant now) {
        int day = trouble.rain().from() / 24 - 1;
        if (minute == day * DAY + AFTERNOON) {
            LocalDate tomorrow = LocalDate.ofInstant(now, Horizon.ZONE).plusDays(1);
            office.days.keepForecasts(
                    List.of(new RainForecast(Optional.empty(), tomorrow, RAIN, "Đài khí tượng", "can-bo", now)));
        }
    }

    private void measure(Field field) {
        boolean paddy = field.sensors().depth().isPresent();
        DeviceId device = field.inlet().valve().orElseThrow().device();
        district.shows(device, paddy ? "water.depth" : "soil.moisture")
                .ifPresent(value -> truth.merge(field.id(), new Range(value, value), Range::with));
    }

    /** The series that tells the flow, by device of a valve or pump. */
    private Map<DeviceId, String> flows() {
        Map<DeviceId, String> flows = new HashMap<>();
        centre.registry
                .fields()
                .all()
                .forEach(field -> flows.put(field.inlet().valve().orElseThrow().device(), "inlet.flow"));
        centre.registry.pumps().all().forEach(pump -> flows.put(pump.control().device(), "flow"));
        return flows;
    }

    /** The machines, and all whose readings irrigation goes by. */
    private Set<DeviceId> devices(Set<DeviceId> machines) {
        Set<DeviceId> devices = new HashSet<>(machines);
        for (Pump pump : centre.registry.pumps().all()) {
            pump.suction().ifPresent(limit -> devices.add(limit.place().device()));
            devices.addAll(pump.quality());
        }
        centre.registry.canals().all().forEach(canal -> {
            canal.level().ifPresent(limit -> devices.add(limit.place().device()));
            canal.flood().ifPresent(limit -> devices.add(limit.place().device()));
        });
        for (Field field : centre.registry.fields().all()) {
            field.sensors().weather().ifPresent(devices::add);
            field.sensors().rain().ifPresent(devices::add);
        }
        return devices;
    }

    /** When they were put up, the machines were told to do nothing but by schedule; the desk does not know of that. */
    private void commission(Set<DeviceId> machines) {
        ScheduleWriter writer = new ScheduleWriter(centre.key.signer());
        for (DeviceId device : machines) {
            Command command = writer.write(new Outgoing(1, device, 1, district.instant(), List.of()));
            commissioning.add(command.id());
            if (!district.command(device, CommandCodec.encode(command))) {
                throw new AssertionError(device + " cannot be reached");
            }
        }
        centre.pass(district, MINUTE);
    }

    private Path troubled(Path directory) throws IOException {
        String yaml = Files.readString(centre.fleet);
        int begin = yaml.indexOf("effects:");
        int end = yaml.indexOf('\n', begin);
        Path file = directory.resolve("fleet-with-trouble.yaml");
        Files.writeString(file, yaml.substring(0, begin) + trouble.effects() + yaml.substring(end));
        return file;
    }

    /** The least and the greatest. */
    record Range(double least, double most) {
        Range with(Range other) {
            return new Range(Math.min(least, other.least), Math.max(most, other.most));
        }
    }
}
