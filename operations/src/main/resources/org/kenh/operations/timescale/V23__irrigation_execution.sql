-- What became of turns, what keeps pumps and canals at rest, and the plans that were wanted because of it.
create table irrigation_turn_account (
    id             text        primary key,
    kind           text        not null check (kind in ('turn', 'manual')),
    subject_kind   text        not null check (subject_kind in ('pump', 'field')),
    subject        text        not null,
    canal          text        not null,
    area           text        not null,
    device         text,
    target         text,
    plan           bigint      references irrigation_plan,
    planned_from   timestamptz,
    planned_to     timestamptz check (planned_to > planned_from),
    planned_volume float8,
    planned_energy text,
    started        timestamptz,
    confirmed      timestamptz,
    ended          timestamptz,
    reason         text        not null,
    at_rest        boolean,
    volume         float8      check (volume >= 0),
    volume_how     text        check (volume_how in ('turn-event', 'flow-series', 'nameplate')),
    energy         text,
    energy_how     text        check (energy_how in ('energy-series', 'power-series', 'nameplate')),
    kwh            float8,
    cost           float8,
    state          text        not null check (state in
        ('planned', 'running', 'done', 'missed', 'cut-short', 'withdrawn', 'unknown')),
    settled        boolean     not null default false,
    begins         timestamptz not null,
    changed_at     timestamptz not null,
    check ((device is null) = (target is null)),
    check ((volume is null) = (volume_how is null)),
    check ((energy is null) = (energy_how is null)),
    check ((kind = 'manual') = (planned_from is null))
);
create index irrigation_turn_account_begins on irrigation_turn_account (begins);
create index irrigation_turn_account_subject on irrigation_turn_account (subject, begins);
create index irrigation_turn_account_open on irrigation_turn_account (id) where not settled;
comment on table irrigation_turn_account is 'made anew from what devices told whenever that changes; a manual one is a pump that ran outside any turn';
comment on column irrigation_turn_account.begins is 'when it began, or should have';
comment on column irrigation_turn_account.settled is 'nothing that comes later is looked for any more';

create table irrigation_manual_watch (
    pump  text        primary key,
    until timestamptz not null
);
comment on column irrigation_manual_watch.until is 'all running before this is accounted for';

create table irrigation_lockout (
    id           bigint      generated always as identity primary key,
    kind         text        not null check (kind in ('water-quality', 'drainage', 'suction')),
    subject_kind text        not null check (subject_kind in ('pump', 'canal')),
    subject      text        not null,
    opened_at    timestamptz not null,
    evidence     text        not null,
    good_since   timestamptz,
    state        text        not null check (state in ('locked', 'releasable', 'released')),
    released_at  timestamptz,
    released_by  text,
    reason       text        not null default '',
    check ((state = 'released') = (released_at is not null)),
    check (kind <> 'water-quality' or state <> 'released' or (released_by is not null and reason <> ''))
);
create unique index irrigation_lockout_one on irrigation_lockout (kind, subject) where state <> 'released';
create index irrigation_lockout_opened on irrigation_lockout (opened_at);
comment on column irrigation_lockout.evidence is 'the readings that led to it, JSON';
comment on column irrigation_lockout.good_since is 'since when all that was measured is good again';

create table irrigation_stop (
    id          bigint      generated always as identity primary key,
    canal       text        not null,
    area        text        not null,
    stopped_at  timestamptz not null,
    stopped_by  text        not null,
    reason      text        not null,
    state       text        not null check (state in ('active', 'proposed', 'released')),
    proposed_at timestamptz,
    proposed_by text,
    proposal    text        not null default '',
    released_at timestamptz,
    released_by text        check (released_by <> proposed_by),
    release     text        not null default '',
    check ((state = 'released') = (released_at is not null))
);
create unique index irrigation_stop_one on irrigation_stop (canal) where state <> 'released';
comment on column irrigation_stop.released_by is 'two people: who proposes the release does not confirm it';

create table irrigation_stop_device (
    stop     bigint      not null references irrigation_stop,
    kind     text        not null check (kind in ('pump', 'field')),
    subject  text        not null,
    device   text        not null,
    target   text        not null,
    command  text        references command,
    asked_at timestamptz,
    primary key (stop, device, target)
);
comment on column irrigation_stop_device.command is 'the newest one; none while too many wait for the device';

create table irrigation_replan (
    id    bigint      generated always as identity primary key,
    at    timestamptz not null,
    cause text        not null,
    subject text      not null,
    plan  bigint      references irrigation_plan,
    tried_at timestamptz
);
create index irrigation_replan_waiting on irrigation_replan (id) where tried_at is null;
comment on table irrigation_replan is 'why a new draft was wanted; of several causes at once one draft is made';
