-- What each device is to work by: every version that the centre has held, and the command that brings it to the device.
create table site_file (
    device     text        not null,
    version    integer     not null check (version > 0),
    yaml       text        not null,
    sha256     text        not null,
    created_at timestamptz not null,
    created_by text        not null,
    command_id text        not null references command,
    primary key (device, version)
);
