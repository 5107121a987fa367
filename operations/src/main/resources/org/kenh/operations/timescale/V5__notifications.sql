-- Who is told of alarms, how people are reached, and what became of each message.
create table notification_policy (
    id         text primary key,
    body       text        not null,
    changed_at timestamptz not null,
    changed_by text        not null
);

create table notification_contact (
    username       text primary key references account,
    email          text,
    phone          text,
    webhook_url    text,
    -- Sealed, as the secrets of devices are.
    webhook_secret bytea,
    english        boolean     not null,
    hourly         integer check (hourly > 0),
    changed_at     timestamptz not null,
    check ((webhook_url is null) = (webhook_secret is null))
);

create table notification_push (
    id         bigint generated always as identity primary key,
    username   text        not null references account,
    endpoint   text        not null unique,
    p256dh     text        not null,
    auth       text        not null,
    created_at timestamptz not null
);
create index notification_push_of_account on notification_push (username, id);

-- The last row of the alarm journal that was dealt with; moved in the same transaction as what came of it.
create table notification_position (
    single     boolean primary key default true check (single),
    transition bigint not null
);

create table notification_step (
    id         bigint generated always as identity primary key,
    alarm      bigint      not null,
    transition bigint      not null,
    policy     text        not null,
    step       integer     not null,
    due        timestamptz not null,
    priority   smallint    not null,
    area       text        not null,
    facts      text        not null,
    -- Raised, or not needed any more.
    ended_at   timestamptz,
    unique (transition, policy, step)
);
create index notification_step_due on notification_step (due) where ended_at is null;
create index notification_step_of_alarm on notification_step (alarm);
create index notification_step_ended on notification_step (ended_at) where ended_at is not null;

create sequence notification_telling;

-- A person is to be told of a step; telling names the messages that did.
create table notification_notice (
    id           bigint generated always as identity primary key,
    step_id      bigint      not null references notification_step on delete cascade,
    username     text        not null,
    channels     text[]      not null,
    at           timestamptz not null,
    telling      bigint,
    cancelled_at timestamptz,
    unique (step_id, username)
);
create index notification_notice_open on notification_notice (username) where telling is null and cancelled_at is null;
create index notification_notice_of_telling on notification_notice (telling);

create table notification_message (
    id         bigint generated always as identity primary key,
    key        uuid        not null default gen_random_uuid(),
    telling    bigint,
    username   text        not null,
    channel    text        not null,
    priority   smallint    not null,
    content    text        not null,
    alarms     bigint[]    not null,
    state      text        not null check (state in ('waiting', 'sent', 'failed', 'cancelled')),
    attempts   integer     not null default 0,
    created_at timestamptz not null,
    next_at    timestamptz not null,
    give_up_at timestamptz not null,
    ended_at   timestamptz,
    error      text        not null default ''
);
create index notification_message_waiting on notification_message (channel, next_at) where state = 'waiting';
create index notification_message_of_telling on notification_message (telling);
create index notification_message_told on notification_message (username, created_at desc) where telling is not null;
create index notification_message_ended on notification_message (ended_at);
