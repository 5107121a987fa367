-- One row per device and time instead of one per value, last values per device, and the ledger of what came.

alter table telemetry.device add column number integer generated always as identity unique;

-- The place of a series within its device: the index of its values in the arrays below.
alter table telemetry.series add column ordinal smallint;
update telemetry.series s set ordinal = placed.place
from (select id, row_number() over (partition by device order by id) as place from telemetry.series) placed
where placed.id = s.id;
alter table telemetry.series alter column ordinal set not null, add unique (device, ordinal);

-- numbers[ordinal] is the value; null where the series sent nothing at that time. The array begins at the lowest ordinal
-- that it holds. status[ordinal] as in telemetry.event; the whole array is null when every value is a good number.
do $$
declare
    extension_schema text;
begin
    select n.nspname into extension_schema
    from pg_extension e join pg_namespace n on n.oid = e.extnamespace
    where e.extname = 'timescaledb';
    if extension_schema is not null then
        create table telemetry.sample (
            at timestamptz not null,
            device integer not null,
            numbers double precision[] not null,
            status smallint[],
            primary key (device, at)
        );
        execute format(
            'select %I.create_hypertable(''telemetry.sample'', ''at'', chunk_time_interval => interval ''1 day'','
            ' create_default_indexes => false)',
            extension_schema);
    else
        create table telemetry.sample (
            at timestamptz not null,
            device integer not null,
            numbers double precision[] not null,
            status smallint[],
            primary key (device, at)
        ) partition by range (at);
    end if;
end
$$;

-- Makes the native partition that holds a moment, unless it exists: a day, or, for what is older than 35 days and in a
-- month without any daily partition, a whole month, so that ten years of late data make 120 tables and not 3,650.
-- ATTACH is used because, unlike CREATE TABLE ... PARTITION OF, it does not wait for running queries.
create or replace function telemetry.ensure_partition(moment timestamptz) returns void
language plpgsql
set timezone = 'UTC'
as $$
declare
    day date := moment::date;
    month date := date_trunc('month', moment)::date;
    month_name text := 'sample_m' || to_char(month, 'YYYYMM');
    partition_name text := 'sample_d' || to_char(day, 'YYYYMMDD');
    first_day date := day;
    end_day date := day + 1;
begin
    perform pg_advisory_xact_lock(7520371003);
    if to_regclass('telemetry.' || partition_name) is not null or to_regclass('telemetry.' || month_name) is not null then
        return;
    end if;
    if day < current_date - 35 and not exists (
        select from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'telemetry' and c.relname like 'sample\_d' || to_char(month, 'YYYYMM') || '__')
    then
        partition_name := month_name;
        first_day := month;
        end_day := (month + interval '1 month')::date;
    end if;
    execute format('create table telemetry.%I (like telemetry.sample including all)', partition_name);
    execute format('alter table telemetry.sample attach partition telemetry.%I for values from (%L) to (%L)',
        partition_name, first_day::timestamptz, end_day::timestamptz);
end
$$;

-- The last number of every series of a device, by ordinal. Times in microseconds since 1970; the lowest bigint where
-- there is none.
create table telemetry.device_last (
    device integer primary key,
    at bigint[] not null,
    received_at bigint[] not null,
    numbers double precision[] not null,
    status smallint[] not null
) with (fillfactor = 50);

create table telemetry.last_event (
    series_id integer primary key references telemetry.series,
    at timestamptz not null,
    received_at timestamptz not null,
    status smallint not null,
    body text not null
) with (fillfactor = 70);

-- What came of a device in a day of Asia/Ho_Chi_Minh: counted once, however often it was delivered. A pack counts for the
-- day of its oldest reading, a reading for its own; late is what came more than five minutes after it was measured.
-- times: how many rows of telemetry.sample, which a report interval can be held against however the packs were cut.
-- rolled: the hours of this day are in telemetry.device_hour and nothing has come since.
create table telemetry.device_day (
    device integer not null,
    day date not null,
    packs integer not null,
    late_packs integer not null,
    times integer not null,
    readings bigint not null,
    late_readings bigint not null,
    first_at timestamptz not null,
    last_at timestamptz not null,
    received_at timestamptz not null,
    rolled boolean not null default false,
    primary key (device, day)
) with (fillfactor = 50);
create index device_day_unrolled on telemetry.device_day (day) where not rolled;

-- The numbers of the packs that came, for devices that number them.
create table telemetry.pack_day (
    device integer not null,
    day date not null,
    epoch bigint not null,
    seqs int8multirange not null,
    primary key (device, day, epoch)
) with (fillfactor = 50);

-- What there is already moves over.
do $$
declare
    day timestamptz;
begin
    if (select relkind from pg_class where oid = 'telemetry.sample'::regclass) = 'p' then
        for day in select distinct date_trunc('day', at, 'UTC') from telemetry.measurement loop
            perform telemetry.ensure_partition(day);
        end loop;
    end if;
end
$$;

insert into telemetry.sample (at, device, numbers, status)
select given.at, given.device,
    array(select (given.numbers ->> place::text)::float8 from generate_series(1, given.most) place order by place),
    case when given.plain then null
        else array(select coalesce((given.statuses ->> place::text)::int2, 0) from generate_series(1, given.most) place
            order by place)
    end
from (
    select m.at, d.number as device, max(s.ordinal) as most, bool_and(m.status = 0) as plain,
        jsonb_object_agg(s.ordinal::text, m.value) as numbers, jsonb_object_agg(s.ordinal::text, m.status) as statuses
    from telemetry.measurement m
    join telemetry.series s on s.id = m.series_id
    join telemetry.device d on d.id = s.device
    group by m.at, d.number
) given;

insert into telemetry.device_day
    (device, day, packs, late_packs, times, readings, late_readings, first_at, last_at, received_at)
select d.number, (m.at at time zone 'Asia/Ho_Chi_Minh')::date, count(distinct m.at), 0,
    count(distinct m.at) filter (where m.number), count(*), 0, min(m.at), max(m.at), max(m.at)
from (
    select series_id, at, true as number from telemetry.measurement
    union all
    select series_id, at, false from telemetry.event
) m
join telemetry.series s on s.id = m.series_id
join telemetry.device d on d.id = s.device
group by 1, 2;

insert into telemetry.device_last (device, at, received_at, numbers, status)
select d.number,
    array_agg(coalesce((extract(epoch from l.at) * 1000000)::bigint, -9223372036854775808) order by s.ordinal),
    array_agg(coalesce((extract(epoch from l.received_at) * 1000000)::bigint, -9223372036854775808) order by s.ordinal),
    array_agg(coalesce(l.value, 0) order by s.ordinal),
    array_agg(coalesce(l.status, 0::int2) order by s.ordinal)
from telemetry.series s
join telemetry.device d on d.id = s.device
left join telemetry.last_value l on l.series_id = s.id and l.body is null
group by d.number;

insert into telemetry.last_event (series_id, at, received_at, status, body)
select series_id, at, received_at, status, body from telemetry.last_value where body is not null;

drop view telemetry.reading;
drop table telemetry.last_value;
drop table telemetry.measurement;

-- The same name and columns on every capability level. Quick for one series, or the series of one device, over a range.
create view telemetry.reading as
select s.device, s.name as series, m.at, m.numbers[s.ordinal] as value,
    case coalesce(m.status[s.ordinal], 0) & 3 when 0 then 'good' when 1 then 'uncertain' else 'bad' end as quality,
    s.unit, (coalesce(m.status[s.ordinal], 0) & 4) <> 0 as flag, s.id as series_id
from telemetry.series s
join telemetry.device d on d.id = s.device
join telemetry.sample m on m.device = d.number
where m.numbers[s.ordinal] is not null;

-- The last value of every series that has one, number or event.
create view telemetry.last_value as
select s.device, s.name as series, s.id as series_id, s.unit,
    case when chosen.event then event.at else number.at end as at,
    case when chosen.event then event.received_at else number.received_at end as received_at,
    case when chosen.event then null else number.value end as value,
    case when chosen.event then event.body end as body,
    case when chosen.event then event.status else number.status end as status
from telemetry.series s
join telemetry.device d on d.id = s.device
left join telemetry.device_last l on l.device = d.number
left join lateral (
    -- Without nullif the planner may add up the time of a series that has none, which no calendar holds.
    select timestamptz 'epoch' + nullif(l.at[s.ordinal], -9223372036854775808) * interval '1 microsecond' as at,
        timestamptz 'epoch' + nullif(l.received_at[s.ordinal], -9223372036854775808) * interval '1 microsecond'
            as received_at,
        l.numbers[s.ordinal] as value, l.status[s.ordinal] as status
) number on true
left join telemetry.last_event event on event.series_id = s.id
cross join lateral (select event.at is not null and (number.at is null or event.at > number.at) as event) chosen
where number.at is not null or event.at is not null;
