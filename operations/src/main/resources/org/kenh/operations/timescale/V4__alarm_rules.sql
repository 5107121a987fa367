-- Every version of every alarm rule; the newest one counts. A rule that is deleted has a newest version that says so.
create table alarm_rule (
    id         text        not null,
    version    integer     not null check (version > 0),
    document   text        not null,
    deleted    boolean     not null,
    pack       text,
    edited     boolean     not null,
    changed_at timestamptz not null,
    changed_by text        not null,
    reason     text        not null,
    primary key (id, version)
);
comment on column alarm_rule.document is 'the rule as JSON; of a deleted one as it was before';
comment on column alarm_rule.pack is 'the pack of the library that it came from';
comment on column alarm_rule.edited is 'whether a person has written or changed it: the library then leaves it alone';

create function alarm_rule_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'versions of alarm rules are neither changed nor removed';
end
$$;
create trigger alarm_rule_unchanged before update or delete or truncate on alarm_rule
    for each statement execute function alarm_rule_is_append_only();
