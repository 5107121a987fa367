-- What is said to the province in the transaction that makes it true, and not a moment longer than it holds.
alter table speaker_source_log add column subject text;
alter table speaker_source_log add column valid_until timestamptz;
create index speaker_source_subject on speaker_source_log (subject) where subject is not null;
comment on column speaker_source_log.subject is 'what it is about, as the slot of an emergency bulletin; said once for each key';
comment on column speaker_source_log.valid_until is 'after that it is not sent any more';
