package org.kenh.operations.timescale;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.kenh.operations.irrigation.field.Codecs;
import org.kenh.operations.irrigation.field.Saved;
import org.kenh.operations.irrigation.field.Season;
import org.kenh.operations.irrigation.field.Seasons;

/** Seasons in table {@code irrigation_season}. */
public final class SqlSeasons implements Seasons {
    private static final String SELECT = "select id, document, revision from irrigation_season";

    private final OperationsDatabase database;
    private final InstantSource clock;

    public SqlSeasons(OperationsDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public List<Season> open() {
        return database.withHandle(
                "list open seasons",
                handle -> handle.createQuery(SELECT + " where ended_on is null order by field")
                        .map((row, context) -> season(row))
                        .list());
    }

    @Override
    public List<Season> of(String field) {
        return database.withHandle(
                "list seasons of field " + field,
                handle -> handle.createQuery(SELECT + " where field = :field order by starts_on desc")
                        .bind("field", field)
                        .map((row, context) -> season(row))
                        .list());
    }

    @Override
    public Optional<Season> find(long id) {
        return database.withHandle(
                "look up season " + id,
                handle -> handle.createQuery(SELECT + " where id = :id")
                        .bind("id", id)
                        .map((row, context) -> season(row))
                        .findOne());
    }

    @Override
    public Kept add(Season season, String by) {
        return database.inTransaction("keep a season of field " + season.field(), handle -> {
            Optional<Saved> obstacle = lockField(handle, season.field()).or(() -> overlap(handle, season));
            if (obstacle.isPresent()) {
                return new Kept(0, obstacle.get());
            }
            long id = bound(handle.createUpdate("""
                                    insert into irrigation_season (field, crop, starts_on, ended_on, document,
                                        revision, changed_at, changed_by)
                                    values (:field, :crop, :startsOn, :endedOn, cast(:document as jsonb),
                                        1, :now, :by)"""), season, by)
                    .executeAndReturnGeneratedKeys("id")
                    .mapTo(Long.class)
                    .one();
            return new Kept(id, new Saved.Done(1));
        });
    }

    @Override
    public Saved replace(Season season, String by) {
        return database.inTransaction("change season " + season.id(), handle -> {
            Optional<Saved> obstacle = lockField(handle, season.field())
                    .or(() -> stale(handle, season))
                    .or(() -> overlap(handle, season));
            if (obstacle.isPresent()) {
                return obstacle.get();
            }
            bound(handle.createUpdate("""
                                    update irrigation_season set crop = :crop, starts_on = :startsOn,
                                        ended_on = :endedOn, document = cast(:document as jsonb),
                                        revision = revision + 1, changed_at = :now, changed_by = :by
                                    where id = :id and field = :field"""), season, by).bind("id", season.id()).execute();
            return new Saved.Done(season.revision() + 1);
        });
    }

    /** One change of a field's seasons at a time, because they must not overlap. */
    private static Optional<Saved> lockField(Handle handle, String field) {
        boolean there = handle.createQuery("select id from irrigation_field where id = :id and not removed for update")
                .bind("id", field)
                .mapTo(String.class)
                .findOne()
                .isPresent();
        return there ? Optional.empty() : Optional.of(new Saved.NoSuch("field", field));
    }

    private static Optional<Saved> overlap(Handle handle, Season season) {
        return handle.createQuery("""
                        select id from irrigation_season where field = :field and id <> :id
                            and starts_on <= :last and coalesce(ended_on, 'infinity') >= :first
                        order by starts_on limit 1""")
                .bind("field", season.field())
                .bind("id", season.id())
                .bind("first", season.startsOn())
                .bind("last", season.endedOn().orElse(LocalDate.of(9999, 12, 31)))
                .mapTo(String.class)
                .findFirst()
                .map(other -> new Saved.InUse("startsOn", other));
    }

    private static Optional<Saved> stale(Handle handle, Season season) {
        Optional<Integer> current = handle.createQuery(
                        "select revision from irrigation_season where id = :id and field = :field")
                .bind("id", season.id())
                .bind("field", season.field())
                .mapTo(Integer.class)
                .findOne();
        if (current.isEmpty()) {
            return Optional.of(new Saved.Unknown());
        }
        return current.get() == season.revision() ? Optional.empty() : Optional.of(new Saved.Conflict(current.get()));
    }

    private Update bound(Update update, Season season, String by) {
        return update.bind("field", season.field())
                .bind("crop", season.crop())
                .bind("startsOn", season.startsOn())
                .bind("endedOn", season.endedOn().orElse(null))
                .bind("document", Codecs.SEASON.encode(season).toString())
                .bind("now", clock.instant().truncatedTo(ChronoUnit.MICROS))
                .bind("by", by);
    }

    private static Season season(ResultSet row) throws SQLException {
        Season stored = IrrigationJson.stored(Codecs.SEASON, row.getString("document"), row.getInt("revision"));
        return stored.withId(row.getLong("id"));
    }
}
