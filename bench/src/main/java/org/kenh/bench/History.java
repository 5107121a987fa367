package org.kenh.bench;

import java.sql.SQLException;
import java.util.Locale;

/**
 * A filled store: 60,000 series of 3,000 devices; half of the readings are a year of a few of them, the other half the last
 * hours of all. Written by SQL into the tables as the intake would leave them.
 *
 * @param readings in all, about
 */
record History(long readings) {
    static final int SERIES = 20;
    private static final int DEVICES = 3_000;
    private static final int MINUTES_OF_YEAR = 365 * 24 * 60;

    /** Devices that have a whole year. */
    int longDevices() {
        return (int) Math.max(1, Math.ceilDiv(readings / 2, (long) MINUTES_OF_YEAR * SERIES));
    }

    /** Minutes from one sample to the next in the year. */
    int longStep() {
        return (int) Math.max(1, (long) MINUTES_OF_YEAR * SERIES * longDevices() / (readings / 2));
    }

    /** Minutes that the others have, a sample each. */
    int shortMinutes() {
        return (int) Math.max(10, readings / 2 / SERIES / (DEVICES - longDevices()));
    }

    static String device(int number) {
        return "history-%04d".formatted(number);
    }

    static String series(int ordinal) {
        return "measure-%02d".formatted(ordinal);
    }

    /** Fills it, unless that was done before. The site {@code bench} must be there. */
    void fill(Database database) throws SQLException {
        if (database.number("select count(*) from telemetry.device where id like 'history-%'") > 0) {
            return;
        }
        database.execute(devices(), allSeries());
        for (int day = 0; day <= 366; day++) {
            database.execute("select telemetry.ensure_partition(now() - interval '%d days')".formatted(day));
        }
        for (int device = 1; device <= longDevices(); device++) {
            database.execute(samples(device, device, MINUTES_OF_YEAR, longStep()));
        }
        database.execute(
                samples(longDevices() + 1, DEVICES, shortMinutes(), 1),
                lastValues(),
                days(),
                "vacuum analyze telemetry.sample",
                "analyze");
    }

    private static String devices() {
        return """
                insert into telemetry.device (id, site, kind, name, created_at, secret_salt, secret_hash, secret_sealed)
                select 'history-' || lpad(n::text, 4, '0'), 'bench', 'level-gauge', 'Lịch sử ' || n, now(), '', '', ''
                from generate_series(1, %d) n""".formatted(DEVICES);
    }

    private static String allSeries() {
        return """
                insert into telemetry.series (device, name, unit, ordinal)
                select id, 'measure-' || lpad(place::text, 2, '0'), 'm', place
                from telemetry.device, generate_series(1, %d) place
                where id like 'history-%%'""".formatted(SERIES);
    }

    /** A wave by the day with noise, as a level has. */
    private static String samples(int first, int last, int minutes, int step) {
        return String.format(Locale.ROOT, """
                insert into telemetry.sample (at, device, numbers)
                select at, device.number,
                    array(select round((place + sin(extract(epoch from at) / 13750) + random() / 10)::numeric, 3)::float8
                        from generate_series(1, %d) place)
                from telemetry.device
                cross join generate_series(date_trunc('minute', now()) - interval '%d minutes',
                    date_trunc('minute', now()) - interval '1 minute', interval '%d minutes') at
                where device.id between '%s' and '%s'
                order by at, device.number""", SERIES, minutes, step, device(first), device(last));
    }

    private static String lastValues() {
        return """
                insert into telemetry.device_last (device, at, received_at, numbers, status)
                select distinct on (sample.device) sample.device,
                    array_fill((extract(epoch from at) * 1000000)::bigint, array[%1$d]),
                    array_fill((extract(epoch from at) * 1000000)::bigint, array[%1$d]),
                    numbers, array_fill(0::smallint, array[%1$d])
                from telemetry.sample
                join telemetry.device on device.number = sample.device and device.id like 'history-%%'
                where at > now() - interval '1 day'
                order by sample.device, at desc""".formatted(SERIES);
    }

    private static String days() {
        return """
                insert into telemetry.device_day (device, day, packs, late_packs, times, readings, late_readings,
                    first_at, last_at, received_at)
                select sample.device, (at at time zone 'Asia/Ho_Chi_Minh')::date, count(*), 0, count(*), count(*) * %d, 0,
                    min(at), max(at), max(at)
                from telemetry.sample
                join telemetry.device on device.number = sample.device and device.id like 'history-%%'
                group by 1, 2
                on conflict do nothing""".formatted(SERIES);
    }
}
