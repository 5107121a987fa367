-- What a shift has seen is asked for by the time of the recording, in which the journal grows: a summary of its pages is
-- small and enough. What became of an occurrence is asked for by the occurrence.
create index alarm_transition_recorded on alarm_transition using brin (recorded_at) with (autosummarize = on);
create index alarm_transition_of_occurrence on alarm_transition (occurrence, event) where occurrence is not null;
create index alarm_occurrence_ended on alarm_occurrence (ended_at) where not historical;
