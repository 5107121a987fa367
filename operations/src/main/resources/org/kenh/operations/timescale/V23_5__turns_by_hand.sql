-- What people tell of turns that no device switches.
create table irrigation_turn_by_hand (
    turn    text        primary key,
    began   timestamptz not null,
    ended   timestamptz not null check (ended > began),
    note    text        not null,
    told_at timestamptz not null,
    told_by text        not null
);
create index irrigation_turn_by_hand_began on irrigation_turn_by_hand (began);
comment on table irrigation_turn_by_hand is 'the newest word of each turn; those before are in the audit log';

alter table irrigation_turn_account drop constraint irrigation_turn_account_volume_how_check;
alter table irrigation_turn_account add constraint irrigation_turn_account_volume_how_check
    check (volume_how in ('turn-event', 'flow-series', 'by-hand', 'nameplate'));
-- Of these nothing more was looked for; now people may still tell.
update irrigation_turn_account set settled = false
where device is null and state = 'unknown' and planned_to > now() - interval '10 days';
