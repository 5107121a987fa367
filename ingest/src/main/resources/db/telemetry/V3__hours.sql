-- Hours of finished days, so that a year of a series need not be read value by value; and how old samples go.

-- By ordinal, from 1 on; what counts 0 has no values. Readings of bad quality do not count. Times in microseconds since 1970.
create table telemetry.device_hour (
    device integer not null,
    hour timestamptz not null,
    counts integer[] not null,
    sums double precision[] not null,
    minimums double precision[] not null,
    maximums double precision[] not null,
    minimum_at bigint[] not null,
    maximum_at bigint[] not null,
    minimum_status smallint[] not null,
    maximum_status smallint[] not null,
    primary key (device, hour)
);

create index event_at on telemetry.event (at);

-- Drops the partitions or chunks that hold nothing newer than the moment; tells how many.
create function telemetry.drop_samples_before(moment timestamptz) returns integer
language plpgsql
set timezone = 'UTC'
set lock_timeout = '300ms'
as $$
declare
    extension_schema text;
    partition_name text;
    day_after date;
    dropped integer := 0;
begin
    if (select relkind from pg_class where oid = 'telemetry.sample'::regclass) <> 'p' then
        select n.nspname into extension_schema
        from pg_extension e join pg_namespace n on n.oid = e.extnamespace
        where e.extname = 'timescaledb';
        execute format('select count(*) from %I.drop_chunks(''telemetry.sample'', older_than => $1)', extension_schema)
        into dropped using moment;
        return dropped;
    end if;
    perform pg_advisory_xact_lock(7520371003);
    for partition_name in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'telemetry.sample'::regclass
    loop
        day_after := case
            when partition_name ~ '^sample_d\d{8}$' then to_date(right(partition_name, 8), 'YYYYMMDD') + 1
            when partition_name ~ '^sample_m\d{6}$'
                then (to_date(right(partition_name, 6), 'YYYYMM') + interval '1 month')::date
        end;
        if day_after <= moment::date then
            execute format('drop table telemetry.%I', partition_name);
            dropped := dropped + 1;
        end if;
    end loop;
    return dropped;
end
$$;

-- The views below have the same name and columns on every capability level. What is still being written comes from the
-- readings themselves, finished days from their hours: late data are right in both.
-- A condition on its time does not reach the readings: for a part of a long series take telemetry.reading itself.
create view telemetry.reading_minute as
select device, series, date_trunc('minute', at) as at, avg(value) as average, min(value) as minimum, max(value) as maximum,
    count(*) as count
from telemetry.reading
where quality <> 'bad'
group by device, series, date_trunc('minute', at);

create view telemetry.reading_hour as
select s.device, s.name as series, h.hour as at, h.sums[s.ordinal] / h.counts[s.ordinal] as average,
    h.minimums[s.ordinal] as minimum, h.maximums[s.ordinal] as maximum, h.counts[s.ordinal]::bigint as count
from telemetry.series s
join telemetry.device d on d.id = s.device
join telemetry.device_hour h on h.device = d.number
join telemetry.device_day l on l.device = h.device and l.rolled
    and l.day = (h.hour at time zone 'Asia/Ho_Chi_Minh')::date
where h.counts[s.ordinal] > 0
union all
select s.device, s.name, date_trunc('hour', m.at), avg(m.numbers[s.ordinal]), min(m.numbers[s.ordinal]),
    max(m.numbers[s.ordinal]), count(*)
from telemetry.series s
join telemetry.device d on d.id = s.device
join telemetry.device_day l on l.device = d.number and not l.rolled
join telemetry.sample m on m.device = d.number
    and m.at >= l.day::timestamp at time zone 'Asia/Ho_Chi_Minh'
    and m.at < (l.day + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'
where m.numbers[s.ordinal] is not null and coalesce(m.status[s.ordinal], 0) & 3 <> 2
group by s.device, s.name, date_trunc('hour', m.at);

create view telemetry.reading_day as
select device, series, (at at time zone 'Asia/Ho_Chi_Minh')::date as day, sum(average * count) / sum(count) as average,
    min(minimum) as minimum, max(maximum) as maximum, sum(count)::bigint as count
from telemetry.reading_hour
group by device, series, (at at time zone 'Asia/Ho_Chi_Minh')::date;
