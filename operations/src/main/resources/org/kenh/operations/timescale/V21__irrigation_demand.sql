-- The weather of each place and day, as the readings tell it so far.
create table irrigation_weather_day (
    device      text        not null,
    day         date        not null,
    inputs      jsonb       not null,
    et0         float8,
    method      text,
    quality     smallint,
    missing     jsonb       not null,
    et0_hourly  float8,
    clearness   float8,
    rain        float8,
    rain_source text,
    primary key (device, day),
    check ((et0 is null) = (method is null) and (et0 is null) = (quality is null)),
    check ((et0_hourly is null) = (clearness is null)),
    check ((rain is null) = (rain_source is null))
);
comment on column irrigation_weather_day.et0 is 'mm; null where there is no way to it';
comment on column irrigation_weather_day.quality is 'how many of temperature, humidity, radiation and wind were measured';
comment on column irrigation_weather_day.clearness is 'Rs/Rso of the last afternoon, with which the next night is reckoned';

-- Past days of the water of fields. All terms are mm over the field but delivered, which is m³ at the inlet; storage
-- goes on from storage_before: what came less what went.
create table irrigation_field_day (
    field             text        not null references irrigation_field,
    day               date        not null,
    season            bigint      not null references irrigation_season,
    season_revision   integer     not null,
    paddy             boolean     not null,
    et0               float8      not null,
    et0_source        text        not null,
    coefficient       float8      not null,
    rain_measured     float8      not null,
    rain_origin       text        not null,
    rain              float8      not null,
    rain_ignored      float8      not null,
    delivered         float8      not null,
    delivered_how     text,
    irrigation        float8      not null,
    capillary         float8      not null,
    potential         float8      not null,
    evapotranspiration float8     not null,
    percolation       float8      not null,
    runoff            float8      not null,
    sensor            jsonb       not null,
    correction        float8      not null,
    storage_before    float8      not null,
    storage_after     float8      not null,
    measured_days_ago integer,
    water             float8      not null,
    target            float8,
    trigger           float8,
    stress            float8,
    changed_at        timestamptz not null,
    primary key (field, day)
);
comment on column irrigation_field_day.water is 'at the end of the day: level over the soil (paddy) or depletion of the root zone, mm';

create table irrigation_rain_forecast (
    area   text        not null,
    day    date        not null,
    mm     float8      not null check (mm between 0 and 1500),
    source text        not null,
    by     text        not null,
    at     timestamptz not null,
    primary key (area, day)
);
create index irrigation_rain_forecast_day on irrigation_rain_forecast (day);
comment on column irrigation_rain_forecast.area is 'empty: everywhere';

create table irrigation_bulletin (
    area      text        not null,
    day       date        not null,
    area_name text        not null,
    vi        text        not null check (length(vi) <= 600),
    en        text        not null check (length(en) <= 600),
    sms       text        not null check (length(sms) <= 160),
    made_at   timestamptz not null,
    primary key (area, day)
);
create index irrigation_bulletin_day on irrigation_bulletin (day);
