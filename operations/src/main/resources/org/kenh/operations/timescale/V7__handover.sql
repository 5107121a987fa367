-- What each shift told the next, as it was then.
create table handover (
    id          bigint generated always as identity primary key,
    area        text,
    from_at     timestamptz not null,
    to_at       timestamptz not null check (to_at > from_at),
    notes       text        not null,
    handed_by   text        not null,
    taker       text        not null check (taker <> handed_by),
    created_at  timestamptz not null,
    accepted_at timestamptz,
    content     text        not null
);

create function handover_is_frozen() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        if old.accepted_at is null and new.accepted_at is not null
            and (to_jsonb(old) - 'accepted_at') = (to_jsonb(new) - 'accepted_at') then
            return new;
        end if;
    end if;
    raise exception 'a handover does not change, but for its acceptance';
end
$$;
create trigger handover_unchanged before update or delete on handover for each row execute function handover_is_frozen();
create trigger handover_kept before truncate on handover for each statement execute function handover_is_frozen();
