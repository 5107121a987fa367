-- Emergency bulletins: a proposal for each level of an alarm, stops that are owed, and drafts that come twice.
alter table speaker_emergency drop constraint speaker_emergency_proposed_key;
alter table speaker_emergency add column level integer not null default 0;
alter table speaker_emergency add column client_key text;
alter table speaker_emergency add column stops_owed boolean not null default false;
create unique index speaker_emergency_proposal on speaker_emergency (proposed, template);
create unique index speaker_emergency_client_key on speaker_emergency (created_by, client_key);
create index speaker_emergency_draft on speaker_emergency (created_at) where state = 'draft';
create index speaker_emergency_owing on speaker_emergency (id) where stops_owed;
comment on column speaker_emergency.level is 'of severity of the alarm when it was drafted; 0 without an alarm';
comment on column speaker_emergency.client_key is 'chosen by who drafted it: the same draft sent again is known by it';
comment on column speaker_emergency.stops_owed is 'it was called off, and not all clusters have been told yet';

alter table speaker_emergency_order add column stopped boolean not null default false;
comment on column speaker_emergency_order.stopped is 'it was called off, and nothing is left to be told';
