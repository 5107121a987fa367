-- Accounts, their rights over time, and their sessions.
create table account (
    username      text primary key check (username ~ '^[a-z0-9][a-z0-9._@-]{0,63}$'),
    name          text        not null,
    password_hash text        not null,
    disabled      boolean     not null default false,
    created_at    timestamptz not null,
    changed_at    timestamptz not null
);

-- One row is in force at a time (valid_to is null); former ones stay, so that it can be told who could do what, when.
create table account_grant (
    id         bigint generated always as identity primary key,
    username   text        not null references account,
    roles      text[]      not null,
    area       text,
    valid_from timestamptz not null,
    valid_to   timestamptz
);
create unique index account_grant_in_force on account_grant (username) where valid_to is null;

create table session (
    token_hash text primary key,
    username   text        not null references account,
    address    text        not null,
    created_at timestamptz not null,
    used_at    timestamptz not null,
    expires_at timestamptz not null
);
create index session_of_account on session (username, used_at);

create table command (
    id         text primary key,
    device     text        not null,
    name       text        not null,
    args       text        not null,
    issued_by  text        not null,
    issued_at  timestamptz not null,
    expires_at timestamptz not null,
    state      text        not null,
    detail     text        not null default ''
);
create index command_of_device on command (device, issued_at desc);
create index command_open on command (expires_at) where state in ('queued', 'sent');
create index command_waiting on command (device, issued_at) where state = 'queued';

create table command_step (
    id         bigint generated always as identity primary key,
    command_id text        not null references command,
    state      text        not null,
    at         timestamptz not null,
    detail     text        not null default '',
    applied    boolean     not null
);
create index command_step_of_command on command_step (command_id, id);

create table audit (
    id      bigint generated always as identity primary key,
    at      timestamptz not null,
    actor   text        not null,
    action  text        not null,
    subject text        not null,
    detail  text        not null,
    address text        not null
);

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log is append-only';
end
$$;
create trigger audit_unchanged before update or delete or truncate on audit
    for each statement execute function audit_is_append_only();
