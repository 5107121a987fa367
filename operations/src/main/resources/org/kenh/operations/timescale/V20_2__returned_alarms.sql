-- When the alarm of a step has returned to normal without an acknowledgement: the message says so.
alter table notification_step add column returned_at timestamptz;
