-- Alarms, what became of them, and the journal. One alarm for each rule and subject; its row stays when the rule or the
-- subject goes, so that its history can be asked for.
create table alarm (
    id                    bigint generated always as identity primary key,
    rule                  text        not null,
    subject               text        not null,
    area                  text        not null,
    site                  text,
    device                text,
    -- As the engine wrote it; null while nothing has been heard, or when nobody watches any more.
    state                 bytea,
    letter                text        not null default 'A' check (letter in ('A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I')),
    priority              smallint    not null default 3,
    occurrence            uuid,
    activated_at          timestamptz,
    value                 double precision,
    limit_value           double precision,
    acknowledged_by       text,
    acknowledged_at       timestamptz,
    shelved_by            text,
    shelve_reason         text,
    one_shot              boolean     not null default false,
    out_of_service_reason text,
    assigned_to           text,
    comments              integer     not null default 0,
    updated_at            timestamptz not null,
    unique (rule, subject)
) with (fillfactor = 60);

create table alarm_occurrence (
    id           uuid primary key,
    alarm        bigint      not null references alarm,
    rule         text        not null,
    subject      text        not null,
    rule_version integer     not null,
    began_at     timestamptz not null,
    ended_at     timestamptz,
    historical   boolean     not null
);
-- Whatever a program may think: of one rule and subject two occurrences never live.
create unique index alarm_occurrence_live on alarm_occurrence (rule, subject) where ended_at is null and not historical;
create index alarm_occurrence_of_alarm on alarm_occurrence (alarm, began_at desc);

-- Name, site and area as they were at the time.
create table alarm_transition (
    id           bigint generated always as identity primary key,
    alarm        bigint      not null references alarm,
    rule         text        not null,
    rule_version integer     not null,
    subject      text        not null,
    name         text        not null,
    area         text        not null,
    site         text,
    occurrence   uuid,
    event        text        not null,
    from_letter  text        not null,
    to_letter    text        not null,
    at           timestamptz not null,
    recorded_at  timestamptz not null,
    level        smallint    not null,
    priority     smallint    not null,
    value        double precision,
    limit_value  double precision,
    who          text        not null,
    reason       text        not null,
    historical   boolean     not null,
    annunciated  boolean     not null
);
create index alarm_transition_of_alarm on alarm_transition (alarm, id desc);
create index alarm_transition_at on alarm_transition (at);

create function alarm_journal_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'the journal of alarms is append-only';
end
$$;
create trigger alarm_transition_unchanged before update or delete or truncate on alarm_transition
    for each statement execute function alarm_journal_is_append_only();

-- Counts what the engine has saved: a commit whose answer was lost is not done again, and two engines notice each other.
-- Readings that were stored by "until" have been evaluated: after a restart only those that follow are news.
create table alarm_batch (
    single boolean primary key default true check (single),
    number bigint not null,
    until  timestamptz
);
insert into alarm_batch (number) values (0);
