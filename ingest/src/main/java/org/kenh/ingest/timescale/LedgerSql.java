package org.kenh.ingest.timescale;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.kenh.ingest.timescale.DeviceState.LastNumbers;
import org.kenh.ingest.timescale.PackNumbers.Runs;

/** Keeps the ledger of days and the last numbers: one row each for a device and batch, both in one statement. */
final class LedgerSql {
    private static final String DAYS = "insert into telemetry.device_day as d"
            + " (device, day, packs, late_packs, times, readings, late_readings, first_at, last_at, received_at)"
            + " select device, date '1970-01-01' + day, packs, late_packs, times, readings, late_readings, "
            + Micros.TO_TIME.formatted("first") + ", " + Micros.TO_TIME.formatted("last") + ", "
            + Micros.TO_TIME.formatted("received")
            + " from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " as new (device, day, packs, late_packs, times, readings, late_readings, first, last, received)"
            + " on conflict (device, day) do update set packs = d.packs + excluded.packs,"
            + " late_packs = d.late_packs + excluded.late_packs, times = d.times + excluded.times, readings = d.readings + excluded.readings,"
            + " late_readings = d.late_readings + excluded.late_readings,"
            + " first_at = least(d.first_at, excluded.first_at), last_at = greatest(d.last_at, excluded.last_at),"
            + " received_at = greatest(d.received_at, excluded.received_at), rolled = false";

    /** The arrays of all devices lie one behind the other; a slice of an array without nulls costs only its copying. */
    private static final String DAYS_AND_LAST_NUMBERS = "with days as (" + DAYS + ")"
            + " insert into telemetry.device_last (device, at, received_at, numbers, status)"
            + " select device, at[first : last], received_at[first : last], numbers[first : last], status[first : last]"
            + " from (select ?::int8[] as at, ?::int8[] as received_at, ?::float8[] as numbers, ?::int2[] as status"
            + " offset 0) whole, unnest(?, ?, ?) as new (device, first, last)"
            + " on conflict (device) do update set at = excluded.at, received_at = excluded.received_at,"
            + " numbers = excluded.numbers, status = excluded.status";

    /** So large is a day of a device whose pack numbers make no sense; more of them are not kept. */
    private static final int MOST_BYTES_OF_NUMBERS = 65_536;

    private static final String NUMBERS = "insert into telemetry.pack_day as p (device, day, epoch, seqs)"
            + " select device, date '1970-01-01' + day, epoch, seqs::int8multirange"
            + " from unnest(?, ?, ?, ?) as new (device, day, epoch, seqs)"
            + " on conflict (device, day, epoch) do update set seqs = p.seqs + excluded.seqs"
            + " where not p.seqs @> excluded.seqs and pg_column_size(p.seqs) < " + MOST_BYTES_OF_NUMBERS;

    private final Connection connection;
    private final Columns columns;

    LedgerSql(Connection connection) {
        this.connection = connection;
        this.columns = new Columns(connection);
    }

    /** @param changed the devices whose last numbers change, with what they become */
    void write(DayLedger ledger, Map<PlannedDevice, LastNumbers> changed) throws SQLException {
        if (ledger.isEmpty() && changed.isEmpty()) {
            return;
        }
        try (PreparedStatement upsert = connection.prepareStatement(changed.isEmpty() ? DAYS : DAYS_AND_LAST_NUMBERS)) {
            bindDays(upsert, ledger.days());
            if (!changed.isEmpty()) {
                bindLastNumbers(upsert, changed);
            }
            upsert.executeUpdate();
        }
    }

    void writeNumbers(PackNumbers numbers) throws SQLException {
        if (numbers.isEmpty()) {
            return;
        }
        List<Runs> runs = numbers.runs();
        try (PreparedStatement upsert = connection.prepareStatement(NUMBERS)) {
            upsert.setArray(1, columns.ints(runs.stream().mapToInt(Runs::device)));
            upsert.setArray(2, columns.ints(runs.stream().mapToInt(Runs::day)));
            upsert.setArray(3, columns.longs(runs.stream().mapToLong(Runs::epoch)));
            upsert.setArray(4, columns.texts(runs.stream().map(Runs::multirange)));
            upsert.executeUpdate();
        }
    }

    private void bindDays(PreparedStatement statement, List<DayLedger.Day> days) throws SQLException {
        statement.setArray(1, columns.ints(days.stream().mapToInt(day -> day.device)));
        statement.setArray(2, columns.ints(days.stream().mapToInt(day -> day.day)));
        statement.setArray(3, columns.ints(days.stream().mapToInt(day -> day.packs)));
        statement.setArray(4, columns.ints(days.stream().mapToInt(day -> day.latePacks)));
        statement.setArray(5, columns.ints(days.stream().mapToInt(day -> day.times)));
        statement.setArray(6, columns.longs(days.stream().mapToLong(day -> day.readings)));
        statement.setArray(7, columns.longs(days.stream().mapToLong(day -> day.lateReadings)));
        statement.setArray(8, columns.longs(days.stream().mapToLong(day -> day.first)));
        statement.setArray(9, columns.longs(days.stream().mapToLong(day -> day.last)));
        statement.setArray(10, columns.longs(days.stream().mapToLong(day -> day.received)));
    }

    private void bindLastNumbers(PreparedStatement statement, Map<PlannedDevice, LastNumbers> changed)
            throws SQLException {
        List<PlannedDevice> devices = new ArrayList<>(changed.keySet());
        devices.sort(Comparator.comparingInt(PlannedDevice::number));
        int total = 0;
        for (LastNumbers one : changed.values()) {
            total += one.at().length;
        }
        LastNumbers whole = LastNumbers.none(total);
        int[] numbers = new int[devices.size()];
        int[] first = new int[devices.size()];
        int[] last = new int[devices.size()];
        int place = 0;
        for (int i = 0; i < devices.size(); i++) {
            LastNumbers one = changed.getOrDefault(devices.get(i), LastNumbers.none(0));
            one.copyInto(whole, place);
            numbers[i] = devices.get(i).number();
            first[i] = place + 1;
            place += one.at().length;
            last[i] = place;
        }
        statement.setArray(11, columns.primitive("int8", whole.at()));
        statement.setArray(12, columns.primitive("int8", whole.receivedAt()));
        statement.setArray(13, columns.primitive("float8", whole.numbers()));
        statement.setArray(14, columns.primitive("int2", whole.status()));
        statement.setArray(15, columns.primitive("int4", numbers));
        statement.setArray(16, columns.primitive("int4", first));
        statement.setArray(17, columns.primitive("int4", last));
    }
}
