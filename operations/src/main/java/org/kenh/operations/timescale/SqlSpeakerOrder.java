package org.kenh.operations.timescale;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.loudspeaker.judge.BulletinClass;
import org.kenh.operations.loudspeaker.programme.AreaOrder;
import org.kenh.operations.loudspeaker.programme.AreaOrder.Turn;
import org.kenh.operations.loudspeaker.programme.OrderStore;

/** Orders of communes in tables {@code speaker_order_area} and {@code speaker_order}. */
public final class SqlSpeakerOrder implements OrderStore {
    private static final String STANDING = """
            select a.area, a.number, o.bulletin, b.title, b.class, o.decided_by, o.decided_at
            from speaker_order_area a join speaker_order o on o.area = a.area join speaker_bulletin b on b.id = o.bulletin
            where b.cancelled_at is null and (b.last_day is null or b.last_day >= :day)
                and (:area::text is null or a.area = :area)
            order by a.area, o.rank""";

    private final OperationsDatabase database;

    public SqlSpeakerOrder(OperationsDatabase database) {
        this.database = database;
    }

    @Override
    public List<AreaOrder> all(LocalDate day) {
        return database.withHandle("list the orders of communes", handle -> read(handle, day, null));
    }

    @Override
    public AreaOrder of(String area, LocalDate day) {
        return database.withHandle("look up the order of " + area, handle -> one(handle, area, day));
    }

    @Override
    public AreaOrder decide(String area, List<Long> bulletins, LocalDate day, Decision decision) {
        return database.inTransaction("keep the order of " + area, handle -> {
            lock(handle, area);
            AreaOrder before = one(handle, area, day);
            Map<Long, Decision> decisions = new HashMap<>();
            before.turns().forEach(turn -> decisions.put(turn.bulletin(), new Decision(turn.by(), turn.at())));
            bulletins.forEach(bulletin -> decisions.put(bulletin, decision));
            Map<Long, Decision> after = new LinkedHashMap<>();
            before.with(bulletins).forEach(bulletin -> after.put(bulletin, decisions.getOrDefault(bulletin, decision)));
            replace(handle, area, after);
            return one(handle, area, day);
        });
    }

    @Override
    public boolean remove(String area, long bulletin, LocalDate day) {
        return database.inTransaction("change the order of " + area, handle -> {
            lock(handle, area);
            Map<Long, Decision> kept = new LinkedHashMap<>();
            one(handle, area, day)
                    .turns()
                    .forEach(turn -> kept.put(turn.bulletin(), new Decision(turn.by(), turn.at())));
            boolean there = kept.remove(bulletin) != null;
            if (there) {
                replace(handle, area, kept.size() < 2 ? Map.of() : kept);
            }
            return there;
        });
    }

    /** Who decides there at the same time waits; gives the area its number when nobody has decided there before. */
    private static void lock(Handle handle, String area) {
        handle.createUpdate("""
                        insert into speaker_order_area (area)
                        select :area where not exists (select from speaker_order_area where area = :area)
                        on conflict do nothing""").bind("area", area).execute();
        handle.createQuery("select number from speaker_order_area where area = :area for update")
                .bind("area", area)
                .mapTo(Integer.class)
                .one();
    }

    private static void replace(Handle handle, String area, Map<Long, Decision> turns) {
        handle.createUpdate("delete from speaker_order where area = :area")
                .bind("area", area)
                .execute();
        if (turns.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                insert into speaker_order (area, bulletin, rank, decided_by, decided_at)
                values (:area, :bulletin, :rank, :by, :at)""");
        int rank = 0;
        for (Map.Entry<Long, Decision> turn : turns.entrySet()) {
            batch.bind("area", area)
                    .bind("bulletin", turn.getKey())
                    .bind("rank", rank++)
                    .bind("by", turn.getValue().by())
                    .bind("at", turn.getValue().at())
                    .add();
        }
        batch.execute();
    }

    private static AreaOrder one(Handle handle, String area, LocalDate day) {
        return read(handle, day, area).stream().findFirst().orElseGet(() -> new AreaOrder(area, 0, List.of()));
    }

    /** Of all areas where none is named. */
    private static List<AreaOrder> read(Handle handle, LocalDate day, @Nullable String area) {
        Map<String, List<Turn>> turns = new LinkedHashMap<>();
        Map<String, Integer> numbers = new HashMap<>();
        handle.createQuery(STANDING)
                .bind("day", day)
                .bind("area", Optional.ofNullable(area))
                .map((row, context) -> Map.entry(row.getString("area"), Map.entry(row.getInt("number"), turn(row))))
                .forEach(entry -> {
                    numbers.put(entry.getKey(), entry.getValue().getKey());
                    turns.computeIfAbsent(entry.getKey(), any -> new ArrayList<>())
                            .add(entry.getValue().getValue());
                });
        return turns.entrySet().stream()
                .map(entry -> new AreaOrder(entry.getKey(), numbers.getOrDefault(entry.getKey(), 0), entry.getValue()))
                .toList();
    }

    private static Turn turn(ResultSet row) throws SQLException {
        return new Turn(
                row.getLong("bulletin"),
                row.getString("title"),
                BulletinClass.fromWord(row.getString("class")).orElseThrow(),
                row.getString("decided_by"),
                Steps.instant(row, "decided_at"));
    }
}
