-- Requests for water, plans, their turns, and what devices were told of them.
create table irrigation_plan (
    id             bigint      generated always as identity primary key,
    state          text        not null check (state in ('solving', 'draft', 'accepted', 'published', 'superseded', 'discarded', 'failed')),
    horizon_from   timestamptz not null,
    horizon_to     timestamptz not null,
    base           bigint      references irrigation_plan,
    parent         bigint      references irrigation_plan,
    made_at        timestamptz not null,
    made_by        text        not null,
    accepted_at    timestamptz,
    accepted_by    text,
    published_at   timestamptz,
    published_by   text        check (published_by <> accepted_by),
    ended_at       timestamptz,
    ended_by       text,
    note           text        not null default '',
    problem        text        not null,
    solution       text,
    figures        text
);
create unique index irrigation_plan_published on irrigation_plan (state) where state = 'published';
create unique index irrigation_plan_solving on irrigation_plan (state) where state = 'solving';
comment on column irrigation_plan.base is 'the plan that was published when this one was made';
comment on column irrigation_plan.parent is 'the plan from which this one was re-planned';
comment on column irrigation_plan.published_by is 'two people: who accepts does not publish';

create table irrigation_turn (
    plan      bigint      not null references irrigation_plan,
    id        text        not null,
    kind      text        not null check (kind in ('pump', 'field')),
    subject   text        not null,
    canal     text        not null,
    device    text,
    target    text,
    starts    timestamptz not null,
    ends      timestamptz not null check (ends > starts),
    flow      float8      not null,
    volume    float8      not null,
    energy    text        not null,
    kwh       float8      not null,
    cost      float8      not null,
    pinned    boolean     not null,
    withdrawn text,
    primary key (plan, id),
    check ((device is null) = (target is null))
);
create index irrigation_turn_time on irrigation_turn (starts, ends);
create index irrigation_turn_id on irrigation_turn (id);
comment on column irrigation_turn.energy is 'kWh and cost by tariff band, JSON';
comment on column irrigation_turn.withdrawn is 'why it is no longer wanted while its plan stands';

create table irrigation_constraint (
    plan         bigint      not null references irrigation_plan,
    number       integer     not null,
    forbidden    boolean     not null,
    subject_kind text        not null check (subject_kind in ('pump', 'canal', 'field')),
    subject      text        not null,
    starts       timestamptz not null,
    ends         timestamptz not null check (ends > starts),
    reason       text        not null,
    set_at       timestamptz not null,
    set_by       text        not null,
    primary key (plan, number)
);

create table irrigation_publication (
    id      bigint      generated always as identity primary key,
    plan    bigint      not null references irrigation_plan,
    device  text        not null,
    version bigint      not null check (version > 0),
    turns   integer     not null,
    command text        not null references command,
    sent_at timestamptz not null,
    unique (device, version)
);
create index irrigation_publication_plan on irrigation_publication (plan);
create index irrigation_publication_command on irrigation_publication (command);

create table irrigation_request (
    id           bigint      generated always as identity primary key,
    field        text        not null references irrigation_field,
    asked_at     timestamptz not null,
    asked_by     text        not null,
    wanted_from  timestamptz not null,
    wanted_until timestamptz not null check (wanted_until > wanted_from),
    millimetres  float8      check (millimetres > 0),
    note         text        not null,
    state        text        not null check (state in ('asked', 'approved', 'refused', 'withdrawn', 'lapsed', 'planned', 'served')),
    decided_at   timestamptz,
    decided_by   text,
    reason       text        not null default '',
    plan         bigint      references irrigation_plan
);
create unique index irrigation_request_open on irrigation_request (field) where state in ('asked', 'approved', 'planned');
create index irrigation_request_asked on irrigation_request (asked_at);
comment on index irrigation_request_open is 'one at a time for a field';
