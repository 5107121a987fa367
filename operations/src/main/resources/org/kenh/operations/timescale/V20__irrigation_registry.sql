-- What water goes through and to, for the irrigation desk. A document is one work as JSON, as the API shows it but for
-- its revision; the columns beside it are what other tables refer to. A removed row stays, because books name it.
create table irrigation_canal (
    id         text        primary key,
    name       text        not null,
    area       text        not null,
    parent     text        references irrigation_canal,
    document   jsonb       not null,
    revision   integer     not null check (revision > 0),
    removed    boolean     not null default false,
    changed_at timestamptz not null,
    changed_by text        not null
);

create table irrigation_pump (
    id         text        primary key,
    name       text        not null,
    canal      text        not null references irrigation_canal,
    device     text        not null,
    target     text        not null,
    document   jsonb       not null,
    revision   integer     not null check (revision > 0),
    removed    boolean     not null default false,
    changed_at timestamptz not null,
    changed_by text        not null
);
create unique index irrigation_pump_control on irrigation_pump (device, target) where not removed;
comment on index irrigation_pump_control is 'two pumps on one switch would be started against each other';

create table irrigation_field (
    id         text        primary key,
    name       text        not null,
    area       text        not null,
    canal      text        not null references irrigation_canal,
    hectares   float8      not null check (hectares > 0),
    device     text,
    target     text,
    document   jsonb       not null,
    revision   integer     not null check (revision > 0),
    removed    boolean     not null default false,
    changed_at timestamptz not null,
    changed_by text        not null,
    check ((device is null) = (target is null))
);
create unique index irrigation_field_control on irrigation_field (device, target) where not removed;
create index irrigation_field_canal on irrigation_field (canal);

create table irrigation_season (
    id         bigint      generated always as identity primary key,
    field      text        not null references irrigation_field,
    crop       text        not null,
    starts_on  date        not null,
    ended_on   date        check (ended_on >= starts_on),
    document   jsonb       not null,
    revision   integer     not null check (revision > 0),
    changed_at timestamptz not null,
    changed_by text        not null
);
create index irrigation_season_field on irrigation_season (field, starts_on);
create unique index irrigation_season_open on irrigation_season (field) where ended_on is null;
comment on index irrigation_season_open is 'one crop at a time on a field';

-- What staff have changed in the crop library; without a row the library counts.
create table irrigation_crop (
    id         text        not null,
    version    integer     not null check (version > 0),
    document   jsonb       not null,
    reason     text        not null,
    changed_at timestamptz not null,
    changed_by text        not null,
    primary key (id, version)
);

create table irrigation_tariff (
    id         bigint      generated always as identity primary key,
    valid_from date        not null unique,
    document   jsonb       not null,
    created_at timestamptz not null,
    created_by text        not null
);

create function irrigation_version_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'versions of crops and tariffs are neither changed nor removed';
end
$$;
create trigger irrigation_crop_unchanged before update or delete or truncate on irrigation_crop
    for each statement execute function irrigation_version_is_append_only();
create trigger irrigation_tariff_unchanged before update or delete or truncate on irrigation_tariff
    for each statement execute function irrigation_version_is_append_only();
