-- The loudspeaker desk: clusters, bulletins, when they sound, and whether they did.
create table speaker_cluster (
    device             text        primary key,
    village            text        not null,
    population         integer     not null check (population >= 0),
    vendor             text        not null,
    model              text        not null,
    firmware           text        not null,
    sim_masked         text        not null,
    amplifier_w        float8      not null check (amplifier_w >= 0),
    horns              integer     not null check (horns >= 0),
    installed_on       date,
    impedance_baseline float8      check (impedance_baseline > 0),
    baseline_at        timestamptz,
    revision           integer     not null
);
comment on column speaker_cluster.revision is '0: nobody has entered anything, only its baseline is known';

create table speaker_selftest (
    device     text        not null,
    at         timestamptz not null,
    ok         boolean     not null,
    tone       float8,
    impedance  float8,
    floor      float8,
    microphone boolean     not null,
    reason     text        not null,
    primary key (device, at)
);

create table speaker_bulletin (
    id           bigint      generated always as identity primary key,
    source       text,
    external_id  text,
    title        text        not null,
    class        text        not null check (class in ('normal', 'priority', 'emergency')),
    seconds      integer     not null check (seconds > 0),
    sha256       text,
    text         text,
    area         text        not null,
    created_at   timestamptz not null,
    created_by   text        not null,
    changed_at   timestamptz not null,
    cancelled_at timestamptz,
    cancelled_by text,
    reason       text        not null default '',
    last_day     date,
    revision     integer     not null,
    unique (source, external_id),
    check ((source is null) = (external_id is null)),
    check ((cancelled_at is null) = (cancelled_by is null))
);
create index speaker_bulletin_active on speaker_bulletin (last_day) where cancelled_at is null;
comment on column speaker_bulletin.last_day is 'of all its schedules; null: one of them goes on';

create table speaker_schedule (
    bulletin   bigint  not null references speaker_bulletin,
    number     integer not null,
    valid_from date    not null,
    valid_to   date    check (valid_to >= valid_from),
    weekdays   text    not null,
    times      text    not null,
    areas      text    not null,
    clusters   text    not null,
    ordering   integer not null,
    primary key (bulletin, number)
);
comment on table speaker_schedule is 'lists as JSON; days of the week as 1 (Monday) to 7';

create table speaker_slot (
    id           text        primary key check (length(id) <= 40),
    bulletin     bigint      not null references speaker_bulletin,
    title        text        not null,
    class        text        not null check (class in ('normal', 'priority', 'emergency')),
    planned      timestamptz not null,
    starts       timestamptz not null,
    seconds      integer     not null check (seconds > 0),
    sha256       text,
    ordering     integer     not null,
    targets      text        not null,
    cancelled_at timestamptz
);
create index speaker_slot_starts on speaker_slot (starts);
create index speaker_slot_bulletin on speaker_slot (bulletin, starts);
comment on column speaker_slot.targets is 'ids of the clusters, JSON, as they were when the slot was made';

create table speaker_verdict (
    day          date        not null,
    slot         text        not null,
    device       text        not null,
    verdict      text        not null check (verdict in
        ('due', 'playing', 'heard', 'awaiting', 'verified', 'partial', 'missed', 'excused')),
    cause        text,
    started      timestamptz,
    played       float8      not null,
    rise         float8,
    match        float8,
    current      float8,
    hash_ok      boolean,
    settled      boolean     not null,
    was          text,
    corrected_at timestamptz,
    why          text,
    changed_at   timestamptz not null,
    primary key (day, slot, device),
    check ((was is null) = (corrected_at is null)),
    check ((was is null) = (why is null))
);
create index speaker_verdict_device on speaker_verdict (device, day);
comment on table speaker_verdict is 'made anew from what clusters told whenever that changes; a slot that is merely due has no row';

create table speaker_unplanned (
    device    text        not null,
    evidence  text        not null,
    day       date        not null,
    started   timestamptz not null,
    ended     timestamptz,
    level     float8,
    rise      float8,
    current   float8,
    slot      text,
    why       text        not null,
    judged_at timestamptz not null,
    explained boolean     not null,
    primary key (device, day, evidence)
);
create index speaker_unplanned_day on speaker_unplanned (day, device);
comment on column speaker_unplanned.evidence is 'play: or sound: with the id that the cluster gave it';
comment on column speaker_unplanned.explained is 'what came later shows that it was planned after all';

create table speaker_plan_sent (
    device  text        not null,
    version bigint      not null check (version > 0),
    digest  text        not null,
    command text        not null references command,
    sent_at timestamptz not null,
    primary key (device, version)
);
create index speaker_plan_sent_command on speaker_plan_sent (command);
