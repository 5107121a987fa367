-- Emergency bulletins and how they reached the clusters.
create table speaker_emergency (
    id          bigint      generated always as identity primary key,
    alarm       bigint,
    occurrence  uuid,
    proposed    uuid        unique,
    template    text        not null,
    title_vi    text        not null,
    title_en    text        not null,
    text_vi     text        not null,
    text_en     text        not null,
    own_text    boolean     not null,
    areas       text        not null,
    clusters    text        not null,
    repeats     integer     not null check (repeats > 0),
    seconds     integer     not null check (seconds > 0),
    state       text        not null check (state in ('draft', 'approved', 'sent', 'closed', 'cancelled')),
    created_at  timestamptz not null,
    created_by  text        not null,
    approved_at timestamptz,
    approved_by text,
    ended_at    timestamptz,
    ended_by    text,
    reason      text        not null default '',
    bulletin    bigint      references speaker_bulletin,
    unheard     text        not null default '[]',
    told_at     timestamptz,
    revision    integer     not null,
    check ((approved_at is null) = (approved_by is null)),
    check ((ended_at is null) = (ended_by is null)),
    check ((state in ('closed', 'cancelled')) = (ended_at is not null))
);
create index speaker_emergency_running on speaker_emergency (id) where state in ('approved', 'sent');
comment on column speaker_emergency.proposed is 'occurrence of the alarm for which the desk drafted it by itself';
comment on column speaker_emergency.unheard is 'clusters that were not proven when it ended, JSON';

create table speaker_emergency_round (
    emergency bigint      not null references speaker_emergency,
    number    integer     not null check (number > 0),
    slot      text        not null,
    at        timestamptz not null,
    targets   text        not null,
    primary key (emergency, number)
);

create table speaker_emergency_order (
    emergency bigint  not null,
    number    integer not null,
    device    text    not null,
    command   text    not null references command,
    primary key (emergency, number, device),
    foreign key (emergency, number) references speaker_emergency_round
);

create table speaker_preauthorised (
    template text        primary key,
    by       text        not null,
    at       timestamptz not null
);
comment on table speaker_preauthorised is 'templates of emergency bulletins that need no second person';
