package org.kenh.operations.timescale;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.kenh.operations.loudspeaker.judge.BulletinClass;
import org.kenh.operations.loudspeaker.programme.Slot;
import org.kenh.operations.loudspeaker.programme.SlotStore;

/** Slots in table {@code speaker_slot}. */
public final class SqlSpeakerSlots implements SlotStore {
    private static final String COLUMNS =
            "bulletin, title, class, planned, starts, seconds, sha256, ordering, targets, cancelled_at";
    private static final String VALUES =
            ":bulletin, :title, :class, :planned, :starts, :seconds, :sha256, :order," + " :targets, :cancelledAt";

    private final OperationsDatabase database;

    public SqlSpeakerSlots(OperationsDatabase database) {
        this.database = database;
    }

    @Override
    public List<Slot> within(Instant from, Instant to) {
        return database.withHandle(
                "list slots of bulletins",
                handle -> handle.createQuery(
                                "select * from speaker_slot where starts >= :from and starts < :to order by starts, id")
                        .bind("from", from)
                        .bind("to", to)
                        .map((row, context) -> slot(row))
                        .list());
    }

    @Override
    public Optional<Slot> find(String id) {
        return database.withHandle(
                "look up a slot",
                handle -> handle.createQuery("select * from speaker_slot where id = :id")
                        .bind("id", id)
                        .map((row, context) -> slot(row))
                        .findOne());
    }

    @Override
    public List<Slot> ofBulletin(long bulletin, int limit) {
        return database.withHandle(
                "list slots of bulletin " + bulletin,
                handle -> handle.createQuery("""
                                select * from speaker_slot where bulletin = :bulletin
                                order by starts desc, id limit :limit""")
                        .bind("bulletin", bulletin)
                        .bind("limit", limit)
                        .map((row, context) -> slot(row))
                        .list());
    }

    @Override
    public List<Slot> ahead(long bulletin, Instant moment) {
        return database.withHandle(
                "list coming slots of bulletin " + bulletin,
                handle -> handle.createQuery("""
                                select * from speaker_slot
                                where bulletin = :bulletin and starts > :moment and cancelled_at is null""")
                        .bind("bulletin", bulletin)
                        .bind("moment", moment)
                        .map((row, context) -> slot(row))
                        .list());
    }

    @Override
    public void keep(Collection<Slot> slots) {
        if (slots.isEmpty()) {
            return;
        }
        database.inTransaction("keep slots of bulletins", handle -> keep(handle, slots));
    }

    /** Within the caller's transaction; answers how many. */
    static int keep(Handle handle, Collection<Slot> slots) {
        PreparedBatch batch = handle.prepareBatch("insert into speaker_slot (id, " + COLUMNS + ") values (:id, "
                + VALUES + ") on conflict (id) do update set (" + COLUMNS + ") = (" + VALUES + ")");
        for (Slot slot : slots) {
            batch.bind("id", slot.id())
                    .bind("bulletin", slot.bulletin())
                    .bind("title", slot.title())
                    .bind("class", slot.kind().word())
                    .bind("planned", slot.planned())
                    .bind("starts", slot.starts())
                    .bind("seconds", slot.seconds())
                    .bind("sha256", slot.sha256())
                    .bind("order", slot.order())
                    .bind("targets", StoredJson.write(slot.targets()))
                    .bind("cancelledAt", slot.cancelledAt())
                    .add();
        }
        return batch.execute().length;
    }

    private static Slot slot(ResultSet row) throws SQLException {
        return new Slot(
                row.getString("id"),
                row.getLong("bulletin"),
                row.getString("title"),
                BulletinClass.fromWord(row.getString("class")).orElseThrow(),
                Steps.instant(row, "planned"),
                Steps.instant(row, "starts"),
                row.getInt("seconds"),
                SpeakerRows.text(row, "sha256"),
                row.getInt("ordering"),
                List.of(StoredJson.read(row.getString("targets"), String[].class)),
                SpeakerRows.instant(row, "cancelled_at"));
    }
}
