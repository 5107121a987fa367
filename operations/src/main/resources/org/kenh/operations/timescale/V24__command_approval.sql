-- Commands that a second person approves before they are sent.
create table command_approval (
    command    text        primary key references command,
    valid_for  float8      not null check (valid_for > 0),
    at_latest  timestamptz,
    decided_at timestamptz,
    decided_by text,
    reason     text        not null default '',
    check ((decided_at is null) = (decided_by is null))
);
comment on column command_approval.valid_for is 'seconds that it waits for its device once it is approved, but not beyond at_latest';

drop index command_open;
create index command_open on command (expires_at) where state in ('queued', 'sent', 'awaiting');
drop index command_waiting;
create index command_waiting on command (device, issued_at) where state in ('queued', 'awaiting');
