-- Where bulletins collide, the commune decides which of them sounds first there.
create table speaker_order_area (
    area   text    primary key,
    number integer not null generated always as identity unique check (number between 1 and 99999)
);
comment on column speaker_order_area.number is 'ends the ids of slots that the order moves there; also the row that deciders wait for';

create table speaker_order (
    area       text        not null references speaker_order_area,
    bulletin   bigint      not null references speaker_bulletin on delete cascade,
    rank       integer     not null check (rank >= 0),
    decided_by text        not null,
    decided_at timestamptz not null,
    primary key (area, bulletin),
    unique (area, rank)
);
create index speaker_order_bulletin on speaker_order (bulletin);
