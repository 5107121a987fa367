-- Which engine saved the last batch: by its number alone two engines could take each other's for their own.
alter table alarm_batch add column writer uuid;
