package org.kenh.operations.timescale;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.kenh.operations.irrigation.field.Codecs;
import org.kenh.operations.irrigation.field.CropStore;
import org.kenh.operations.irrigation.field.KeptCrop;

/** Changed crops in table {@code irrigation_crop}. */
public final class SqlCropStore implements CropStore {
    private final OperationsDatabase database;

    public SqlCropStore(OperationsDatabase database) {
        this.database = database;
    }

    @Override
    public List<KeptCrop> newest() {
        return database.withHandle(
                "list the crops",
                handle -> handle.createQuery("select distinct on (id) * from irrigation_crop order by id, version desc")
                        .map((row, context) -> crop(row))
                        .list());
    }

    @Override
    public List<KeptCrop> history(String crop, int limit) {
        return database.withHandle(
                "list the versions of crop " + crop,
                handle -> handle.createQuery(
                                "select * from irrigation_crop where id = :id order by version desc limit :limit")
                        .bind("id", crop)
                        .bind("limit", limit)
                        .map((row, context) -> crop(row))
                        .list());
    }

    @Override
    public boolean add(KeptCrop crop) {
        KeptCrop.Change change = crop.change().orElseThrow();
        return database.inTransaction("keep crop " + crop.crop().id(), handle -> {
            // Two people at once would both see the same newest version.
            handle.execute(
                    "select pg_advisory_xact_lock(hashtext('irrigation_crop'), hashtext(?))",
                    crop.crop().id());
            return handle.createUpdate("""
                                    insert into irrigation_crop (id, version, document, reason, changed_at, changed_by)
                                    select :id, :version, cast(:document as jsonb), :reason, :at, :by
                                    where :version = 1 + (
                                        select coalesce(max(version), 0) from irrigation_crop where id = :id)""")
                            .bind("id", crop.crop().id())
                            .bind("version", crop.version())
                            .bind("document", Codecs.CROP.encode(crop.crop()).toString())
                            .bind("reason", change.reason())
                            .bind("at", change.at())
                            .bind("by", change.by())
                            .execute()
                    == 1;
        });
    }

    private static KeptCrop crop(ResultSet row) throws SQLException {
        int version = row.getInt("version");
        return new KeptCrop(
                IrrigationJson.stored(Codecs.CROP, row.getString("document"), version),
                version,
                Optional.of(new KeptCrop.Change(
                        row.getTimestamp("changed_at").toInstant(),
                        row.getString("changed_by"),
                        row.getString("reason"))));
    }
}
