-- Two people stand behind whatever is issued: one who wrote or confirmed it, and the one who issued it. What was issued
-- before this rule stays as it is.
alter table cap_message add constraint cap_message_two_people check (
    state <> 'issued' or cardinality(array_remove(array_remove(string_to_array(authors, ' '), 'system'), settled_by)) > 0
) not valid;
