package org.kenh.operations.timescale;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.kenh.operations.command.CommandState;
import org.kenh.operations.sitefile.SiteFile;
import org.kenh.operations.sitefile.SiteFileStore;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.DeviceId;

/** Site files in table {@code site_file}; how far each has come stands with its command. */
public final class SqlSiteFileStore implements SiteFileStore {
    private static final String SELECT = """
            select f.device, f.version, f.yaml, f.sha256, f.created_at, f.created_by, c.state, c.detail, (
                select max(s.at) from command_step s where s.command_id = c.id and s.applied) as state_at
            from site_file f join command c on c.id = f.command_id where f.device = :device""";

    private final OperationsDatabase database;

    public SqlSiteFileStore(OperationsDatabase database) {
        this.database = database;
    }

    @Override
    public boolean add(DeviceId device, NewVersion file, Command command) {
        return database.inTransaction("keep a site file of device " + device, handle -> {
            // Two people at once would both see the same newest version.
            handle.execute("select pg_advisory_xact_lock(hashtext('site_file'), hashtext(?))", device.value());
            if (newest(handle, device) + 1 != file.version()) {
                return false;
            }
            supersede(handle, device, file, command);
            SqlCommandStore.insert(handle, device, command, file.createdBy());
            handle.createUpdate("""
                            insert into site_file (device, version, yaml, sha256, created_at, created_by, command_id)
                            values (:device, :version, :yaml, :sha256, :at, :createdBy, :command)""")
                    .bindMethods(file)
                    .bind("device", device.value())
                    .bind("at", command.issuedAt())
                    .bind("command", command.id())
                    .execute();
            return true;
        });
    }

    @Override
    public int newestVersion(DeviceId device) {
        return database.withHandle("look up the site file of device " + device, handle -> newest(handle, device));
    }

    @Override
    public Optional<SiteFile> find(DeviceId device, int version) {
        return database.withHandle(
                "look up a site file of device " + device,
                handle -> handle.createQuery(SELECT + " and f.version = :version")
                        .bind("device", device.value())
                        .bind("version", version)
                        .map((row, context) -> file(row))
                        .findOne());
    }

    @Override
    public List<SiteFile> history(DeviceId device, int limit) {
        return database.withHandle(
                "list the site files of device " + device,
                handle -> handle.createQuery(SELECT + " order by f.version desc limit :limit")
                        .bind("device", device.value())
                        .bind("limit", limit)
                        .map((row, context) -> file(row))
                        .list());
    }

    @Override
    public Optional<SiteFile> confirmed(DeviceId device) {
        return database.withHandle(
                "look up the site file in use on device " + device,
                handle -> handle.createQuery(SELECT + " and c.state = 'done' order by f.version desc limit 1")
                        .bind("device", device.value())
                        .map((row, context) -> file(row))
                        .findOne());
    }

    private static int newest(Handle handle, DeviceId device) {
        return handle.createQuery("select coalesce(max(version), 0) from site_file where device = :device")
                .bind("device", device.value())
                .mapTo(Integer.class)
                .one();
    }

    private static void supersede(Handle handle, DeviceId device, NewVersion file, Command command) {
        handle.createUpdate("""
                        with old as (
                            update command set state = 'expired', detail = :detail
                            where device = :device and name = :name and state in ('queued', 'sent') returning id)
                        insert into command_step (command_id, state, at, detail, applied)
                        select id, 'expired', :now, :detail, true from old""")
                .bind("device", device.value())
                .bind("name", command.name())
                .bind("now", command.issuedAt())
                .bind("detail", "version " + file.version() + " takes its place")
                .execute();
    }

    private static SiteFile file(ResultSet row) throws SQLException {
        return new SiteFile(
                DeviceId.of(row.getString("device")),
                row.getInt("version"),
                row.getString("yaml"),
                row.getString("sha256"),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"),
                CommandState.fromWord(row.getString("state")),
                row.getTimestamp("state_at").toInstant(),
                row.getString("detail"));
    }
}
