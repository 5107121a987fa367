-- What operators were told of is a small part of the journal, and is asked for by the time of the telling.
create index alarm_transition_annunciated on alarm_transition (recorded_at) where annunciated;
create index alarm_transition_chattering on alarm_transition (at) where event = 'chattering';
