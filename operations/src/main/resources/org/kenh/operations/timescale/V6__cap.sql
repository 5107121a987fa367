-- Warnings by the Common Alerting Protocol. Authors are user names with blanks between them; how a draft ended is empty
-- while it is one.
create table cap_message (
    id         bigint generated always as identity primary key,
    alarm      bigint      not null,
    occurrence uuid        not null,
    area       text        not null,
    level      integer     not null,
    type       text        not null check (type in ('Alert', 'Update', 'Cancel')),
    state      text        not null default 'draft' check (state in ('draft', 'issued', 'discarded')),
    revision   integer     not null default 1,
    identifier text        not null unique,
    content    text        not null,
    created_at timestamptz not null,
    authors    text        not null,
    settled_at timestamptz,
    settled_by text,
    sender     text,
    status     text,
    xml        text,
    check ((state = 'draft') = (settled_by is null)),
    -- Whatever a program may think: who has written it does not issue it.
    check (state <> 'issued' or not settled_by = any(string_to_array(authors, ' ')))
);
create index cap_message_of_alarm on cap_message (alarm, occurrence, id);
create unique index cap_message_draft on cap_message (alarm, occurrence) where state = 'draft';

create function cap_message_is_settled() returns trigger language plpgsql as $$
begin
    if old.state <> 'draft' then
        raise exception 'a warning that was issued or discarded does not change';
    end if;
    return new;
end
$$;
create trigger cap_message_unchanged before update on cap_message for each row execute function cap_message_is_settled();
create function cap_message_stays() returns trigger language plpgsql as $$
begin
    raise exception 'warnings are not deleted';
end
$$;
create trigger cap_message_kept before delete or truncate on cap_message
    for each statement execute function cap_message_stays();
