-- Commands that are over are removed after a while, unless something refers to them: each reference is found by an index.
create index command_over on command (issued_at)
    where state in ('accepted', 'done', 'failed', 'refused', 'expired', 'declined');
create index speaker_emergency_order_command on speaker_emergency_order (command);
create index irrigation_stop_device_command on irrigation_stop_device (command);
create index site_file_command on site_file (command_id);
