-- Areas, sites, devices, series, readings and what belongs to them. One file for every capability level: what differs
-- is decided here by what the database has, and recognised afterwards by the kind of the table "measurement".

create table telemetry.area (
    id text primary key,
    code text not null,
    name text not null,
    kind text not null,
    parent text references telemetry.area,
    valid_from date,
    valid_to date,
    replaced_by text references telemetry.area,
    outline text,
    check (valid_from < valid_to)
);

create table telemetry.site (
    id text primary key,
    name text not null,
    kind text not null,
    area text not null references telemetry.area,
    lat double precision not null,
    lon double precision not null
);
create index site_area on telemetry.site (area);

-- A deleted device keeps its row: its history stays and its id is not given again.
create table telemetry.device (
    id text primary key,
    site text not null references telemetry.site,
    kind text not null,
    name text not null,
    model text,
    firmware text,
    report_interval_ms bigint,
    commands text[] not null default '{}',
    born_at timestamptz,
    created_at timestamptz not null,
    deleted_at timestamptz,
    secret_salt bytea not null,
    secret_hash bytea not null,
    secret_sealed bytea not null
);
create index device_site on telemetry.device (site);

create table telemetry.series (
    id integer generated always as identity primary key,
    device text not null references telemetry.device,
    name text not null,
    unit text not null default '',
    report_interval_ms bigint,
    created_at timestamptz not null default now(),
    unique (device, name)
);

-- status: bits 0-1 quality (0 good, 1 uncertain, 2 bad), bits 2-3 kind (0 number, 1 flag, 2 text, 3 data). The kind is
-- kept per reading, so that a flag comes back as a flag even from a series that also sends numbers.
create table telemetry.event (
    series_id integer not null references telemetry.series,
    at timestamptz not null,
    status smallint not null,
    body text not null,
    primary key (series_id, at)
);

create table telemetry.last_value (
    series_id integer primary key references telemetry.series,
    at timestamptz not null,
    received_at timestamptz not null,
    value double precision,
    body text,
    status smallint not null
) with (fillfactor = 70);

create table telemetry.session (
    device text primary key,
    subscriptions text[] not null,
    expires_at timestamptz not null
);

create table telemetry.rejected_message (
    id uuid primary key,
    device text not null,
    received_at timestamptz not null,
    transport text not null,
    address text not null,
    reason text not null,
    place text not null,
    bytes integer not null,
    payload bytea not null
);
create index rejected_message_received on telemetry.rejected_message (received_at);
create index rejected_message_device on telemetry.rejected_message (device, received_at);

create table telemetry.presence (
    device text primary key,
    state text not null,
    since timestamptz not null,
    last_seen timestamptz,
    transport text,
    reason text
) with (fillfactor = 50);

-- Numbers and flags. No foreign key: it would cost as much as the row; only code that has just resolved the series writes here.
-- The order of the columns leaves no padding.
do $$
declare
    extension_schema text;
begin
    select n.nspname into extension_schema
    from pg_extension e join pg_namespace n on n.oid = e.extnamespace
    where e.extname = 'timescaledb';
    if extension_schema is not null then
        create table telemetry.measurement (
            at timestamptz not null,
            value double precision not null,
            series_id integer not null,
            status smallint not null,
            primary key (series_id, at)
        );
        execute format(
            'select %I.create_hypertable(''telemetry.measurement'', ''at'', chunk_time_interval => interval ''1 day'','
            ' create_default_indexes => false)',
            extension_schema);
    else
        create table telemetry.measurement (
            at timestamptz not null,
            value double precision not null,
            series_id integer not null,
            status smallint not null,
            primary key (series_id, at)
        ) partition by range (at);
    end if;
end
$$;

-- Makes the native partition that holds a moment, unless it exists: a day, or, for what is older than 35 days and in a
-- month without any daily partition, a whole month, so that ten years of late data make 120 tables and not 3,650.
-- ATTACH is used because, unlike CREATE TABLE ... PARTITION OF, it does not wait for running queries.
create function telemetry.ensure_partition(moment timestamptz) returns void
language plpgsql
set timezone = 'UTC'
as $$
declare
    day date := moment::date;
    month date := date_trunc('month', moment)::date;
    month_name text := 'measurement_m' || to_char(month, 'YYYYMM');
    partition_name text := 'measurement_d' || to_char(day, 'YYYYMMDD');
    first_day date := day;
    end_day date := day + 1;
begin
    perform pg_advisory_xact_lock(7520371003);
    if to_regclass('telemetry.' || partition_name) is not null or to_regclass('telemetry.' || month_name) is not null then
        return;
    end if;
    if day < current_date - 35 and not exists (
        select from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'telemetry' and c.relname like 'measurement\_d' || to_char(month, 'YYYYMM') || '__')
    then
        partition_name := month_name;
        first_day := month;
        end_day := (month + interval '1 month')::date;
    end if;
    execute format('create table telemetry.%I (like telemetry.measurement including all)', partition_name);
    execute format('alter table telemetry.measurement attach partition telemetry.%I for values from (%L) to (%L)',
        partition_name, first_day::timestamptz, end_day::timestamptz);
end
$$;

-- The same name and columns on every capability level.
create view telemetry.reading as
select s.device, s.name as series, m.at, m.value,
    case m.status & 3 when 0 then 'good' when 1 then 'uncertain' else 'bad' end as quality,
    s.unit, (m.status & 4) <> 0 as flag, s.id as series_id
from telemetry.measurement m join telemetry.series s on s.id = m.series_id;
