-- The rest of the play log: when a sounding ended, how loud it was set, and which audio it was.
alter table speaker_verdict
    add column ended timestamptz,
    add column volume float8,
    add column played_sha256 bytea;
comment on column speaker_verdict.ended is 'of the last piece; null: it goes on, nobody told, or it is from before this was kept';
comment on column speaker_verdict.played_sha256 is '32 bytes, half of what the text would take in 20 million rows';
