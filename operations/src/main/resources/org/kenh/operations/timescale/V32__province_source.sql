-- The way to the province's source-information system.
create table speaker_source (
    one          boolean     primary key default true check (one),
    way          text        not null check (way in ('off', 'file', 'http')),
    directory    text,
    url          text,
    pull_minutes integer     not null check (pull_minutes between 1 and 1440),
    push_minutes integer     not null check (push_minutes between 1 and 1440),
    mapping      text        not null,
    key_sealed   bytea,
    changed_by   text        not null,
    changed_at   timestamptz not null,
    revision     integer     not null,
    etag         text,
    pulled_at    timestamptz,
    pull_next    timestamptz,
    pull_failed  integer     not null default 0,
    pushed_to    timestamptz,
    push_next    timestamptz,
    problem      text
);
comment on column speaker_source.pushed_to is 'verdicts that changed up to then are in the outbox';

create table speaker_source_log (
    id        bigint      generated always as identity primary key,
    at        timestamptz not null,
    direction text        not null check (direction in ('in', 'out')),
    what      text        not null,
    key       text,
    payload   text,
    state     text        not null check (state in ('done', 'waiting', 'failed')),
    attempts  integer     not null,
    next_at   timestamptz,
    detail    text,
    check ((state = 'waiting') = (next_at is not null)),
    check (state <> 'waiting' or payload is not null)
);
create index speaker_source_waiting on speaker_source_log (next_at, id) where state = 'waiting';
comment on table speaker_source_log is 'what waits to be sent, and what became of what was sent and taken';

create index speaker_verdict_changed on speaker_verdict (changed_at);
create index speaker_unplanned_judged on speaker_unplanned (judged_at);
