-- Where clusters were: a month is told of the commune that had them, not of the one that has them when it is printed.
create table speaker_place (
    device     text   not null,
    since      date   not null,
    area       text   not null,
    name       text   not null,
    population bigint not null check (population >= 0),
    primary key (device, since)
);
comment on table speaker_place is 'from that day on, until the next row; a cluster that was taken down keeps its last';
