package org.kenh.edge;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kenh.edge.agent.AgentConfig;
import org.kenh.edge.control.Control;
import org.kenh.edge.journal.JournalStatus;
import org.kenh.edge.journal.Lane;
import org.kenh.edge.life.Heartbeat;
import org.kenh.edge.life.RemoteConfiguration;
import org.kenh.edge.life.StatusReport;
import org.kenh.edge.life.UplinkWatch;
import org.kenh.edge.sensor.Board;
import org.kenh.edge.sensor.DriverStatus;
import org.kenh.edge.sensor.Measurement;
import org.kenh.edge.sensor.Sensors;
import org.kenh.edge.uplink.FailoverUplink;
import org.kenh.telemetry.Value;

/** Gathers what the status page shows. */
record StatusSource(
        AgentConfig config,
        RemoteConfiguration remote,
        UplinkWatch uplink,
        FailoverUplink links,
        Heartbeat heartbeat,
        Sensors sensors,
        Optional<Keeping> keeping,
        Optional<Control> control,
        CommandTrail trail) {
    private static final double NANOS = 1e9;
    private static final MathContext DIGITS = new MathContext(6);
    private static final long KIBIBYTE = 1024;

    StatusReport report() {
        return new StatusReport(
                config.device().value(),
                Main.VERSION,
                Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                ManagementFactory.getRuntimeMXBean().getUptime() / 1_000,
                new StatusReport.Configuration(remote.version(), remote.isOnTrial()),
                new StatusReport.Clock(keeping.isEmpty() || keeping.get().time().isTrusted()),
                way(),
                journal(),
                memory(),
                heartbeat.stalled(),
                sensors.status().stream().map(StatusSource::line).toList(),
                sensors.board().all().values().stream().map(StatusSource::line).toList(),
                control.map(Control::summary).map(ControlLines::of).orElse(List.of()),
                trail.lines());
    }

    private static StatusReport.DriverLine line(DriverStatus driver) {
        @Nullable
        Double age =
                driver.sinceReadNanos().isPresent() ? driver.sinceReadNanos().getAsLong() / NANOS : null;
        return new StatusReport.DriverLine(
                driver.name(), driver.type(), driver.place(), driver.fault().orElse(null), age);
    }

    private static StatusReport.SeriesLine line(Board.Entry entry) {
        Measurement measurement = entry.measurement();
        return new StatusReport.SeriesLine(
                measurement.series().value(),
                text(measurement.value()),
                measurement.unit().symbol(),
                measurement.quality().name().toLowerCase(Locale.ROOT),
                entry.ageNanos() / NANOS);
    }

    private static String text(Value value) {
        if (value instanceof Value.Numeric number) {
            return BigDecimal.valueOf(number.value())
                    .round(DIGITS)
                    .stripTrailingZeros()
                    .toPlainString();
        }
        if (value instanceof Value.Flag flag) {
            return flag.value() ? "1" : "0";
        }
        return value instanceof Value.Text text ? text.value() : value.toString();
    }

    private StatusReport.Journal journal() {
        if (keeping.isEmpty()) {
            return new StatusReport.Journal(0, 0, null, null, 0, 0, false);
        }
        JournalStatus status = keeping.get().journal().status();
        int backlog = keeping.get().journal().pending(Lane.BACKLOG);
        return new StatusReport.Journal(
                Math.max(0, status.waiting() - backlog),
                backlog,
                status.bytes(),
                status.maxBytes(),
                status.droppedReadings(),
                status.damaged(),
                status.inMemory());
    }

    private StatusReport.Uplink way() {
        UplinkWatch.State state = uplink.state();
        @Nullable
        Double age = state.acknowledgedNanos() == Long.MIN_VALUE
                ? null
                : (System.nanoTime() - state.acknowledgedNanos()) / NANOS;
        return new StatusReport.Uplink(
                state.connected(), links.report().inUse(), state.reason(), age, state.connects());
    }

    private static StatusReport.Memory memory() {
        Runtime runtime = Runtime.getRuntime();
        return new StatusReport.Memory(runtime.totalMemory() - runtime.freeMemory(), runtime.maxMemory(), resident());
    }

    private static @Nullable Long resident() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIBIBYTE)
                    .findFirst()
                    .orElse(null);
        } catch (IOException e) {
            return null;
        }
    }
}
