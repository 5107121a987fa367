-- The command that silences what nobody scheduled, which waits for a person; and what plays now, for every look at the wall.
alter table speaker_unplanned add column command text references command;
create index speaker_unplanned_command on speaker_unplanned (command);
create index speaker_verdict_playing on speaker_verdict (day, device) where verdict in ('playing', 'heard');
