package org.kenh.ingest.timescale;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;
import org.kenh.ingest.IngestException;
import org.kenh.ingest.completeness.CompletenessLedger;
import org.kenh.ingest.completeness.DeviceLedger;
import org.kenh.ingest.completeness.LedgerDay;
import org.kenh.ingest.completeness.NumberRun;
import org.kenh.telemetry.DeviceId;

/** Reads the ledger by the keys of its tables: what it costs grows with the devices and days asked for only. */
final class LedgerTables implements CompletenessLedger {
    /** The numbers of a day whose numbering makes no sense are that many at most; more runs are not looked at. */
    private static final int MOST_RUNS_OF_A_DAY = 10_000;

    private static final String DEVICES = "select d.number, d.id, d.report_interval_ms,"
            + " coalesce((select first_at from telemetry.device_day l where l.device = d.number order by l.day limit 1),"
            + " d.born_at) as since,"
            + " coalesce((select max(p.day) from telemetry.pack_day p where p.device = d.number and p.day < :first),"
            + " :first) as first,"
            + " coalesce((select min(p.day) from telemetry.pack_day p where p.device = d.number and p.day > :last),"
            + " :last) as last"
            + " from telemetry.device d where d.deleted_at is null and d.id = any(:devices)";

    /** Laterally, so that only the days asked for are visited, whatever the planner thinks of their number. */
    private static final String DAYS = "select d.number, l.* from (" + DEVICES + ") d cross join lateral"
            + " (select day, packs, late_packs, times, readings, late_readings, first_at, last_at"
            + " from telemetry.device_day l where l.device = d.number and l.day between d.first and d.last"
            + " order by day) l";

    private static final String RUNS = "select d.number, p.* from (" + DEVICES + ") d cross join lateral"
            + " (select p.day, p.epoch, lower(r.run) as first, upper(r.run) - 1 as last"
            + " from telemetry.pack_day p cross join lateral (select unnest(p.seqs) as run limit " + MOST_RUNS_OF_A_DAY
            + ") r where p.device = d.number and p.day between d.first and d.last offset 0) p";

    private final Jdbi jdbi;

    LedgerTables(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public Optional<DeviceLedger> ofDevice(DeviceId device, LocalDate first, LocalDate last) {
        return read("the ledger of device " + device, new Request(List.of(device), first, last)).stream()
                .findFirst();
    }

    @Override
    public List<DeviceLedger> ofDay(LocalDate day, Collection<DeviceId> devices) {
        return read("the ledger of " + day, new Request(devices, day, day));
    }

    private List<DeviceLedger> read(String what, Request request) {
        try {
            return jdbi.inTransaction(handle -> read(handle, request));
        } catch (JdbiException e) {
            throw new IngestException(what + " could not be read: " + e.getMessage(), e);
        }
    }

    private static List<DeviceLedger> read(Handle handle, Request request) {
        Map<Integer, Collected> devices = new LinkedHashMap<>();
        request.query(handle, DEVICES + " order by d.id")
                .map((row, context) -> Collected.of(row))
                .forEach(device -> devices.put(device.number, device));
        request.query(handle, DAYS)
                .map((row, context) -> new Found<>(row.getInt("number"), day(row)))
                .forEach(found -> found.addTo(devices, Collected::days));
        request.query(handle, RUNS)
                .map((row, context) -> new Found<>(row.getInt("number"), run(row)))
                .forEach(found -> found.addTo(devices, Collected::runs));
        return devices.values().stream().map(Collected::ledger).toList();
    }

    private static LedgerDay day(ResultSet row) throws SQLException {
        return new LedgerDay(
                row.getObject("day", LocalDate.class),
                row.getLong("packs"),
                row.getLong("late_packs"),
                row.getLong("times"),
                row.getLong("readings"),
                row.getLong("late_readings"),
                row.getObject("first_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_at", OffsetDateTime.class).toInstant());
    }

    private static NumberRun run(ResultSet row) throws SQLException {
        return new NumberRun(
                row.getObject("day", LocalDate.class), row.getLong("epoch"), row.getLong("first"), row.getLong("last"));
    }

    private record Request(Collection<DeviceId> devices, LocalDate first, LocalDate last) {
        Query query(Handle handle, String sql) {
            return handle.createQuery(sql)
                    .bindArray(
                            "devices",
                            String.class,
                            devices.stream().map(DeviceId::value).toArray())
                    .bind("first", first)
                    .bind("last", last);
        }
    }

    /** A device, while what is known of it is gathered. */
    private record Collected(
            int number,
            DeviceId device,
            Optional<Duration> interval,
            Optional<Instant> since,
            List<LedgerDay> days,
            List<NumberRun> runs) {

        static Collected of(ResultSet row) throws SQLException {
            return new Collected(
                    row.getInt("number"),
                    DeviceId.of(row.getString("id")),
                    Optional.ofNullable(row.getObject("report_interval_ms", Long.class))
                            .map(Duration::ofMillis),
                    RegistryRows.instant(row, "since"),
                    new ArrayList<>(),
                    new ArrayList<>());
        }

        DeviceLedger ledger() {
            return new DeviceLedger(device, interval, since, days, runs);
        }
    }

    /** A row of a device; one registered since the devices were read is left out. */
    private record Found<T>(int number, T row) {
        void addTo(Map<Integer, Collected> devices, Function<Collected, List<T>> list) {
            Collected device = devices.get(number);
            if (device != null) {
                list.apply(device).add(row);
            }
        }
    }
}
