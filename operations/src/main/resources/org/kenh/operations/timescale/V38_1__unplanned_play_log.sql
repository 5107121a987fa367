-- Of what nobody scheduled the play log has volume and audio, too, and word of its end is news for the province.
alter table speaker_unplanned
    add column volume float8,
    add column played_sha256 bytea,
    add column changed_at timestamptz;
update speaker_unplanned set changed_at = judged_at;
alter table speaker_unplanned alter column changed_at set not null;
drop index speaker_unplanned_judged;
create index speaker_unplanned_changed on speaker_unplanned (changed_at);
comment on column speaker_unplanned.changed_at is 'when something else was last said of it';
