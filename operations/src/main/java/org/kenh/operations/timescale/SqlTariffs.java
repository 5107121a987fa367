package org.kenh.operations.timescale;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.kenh.operations.irrigation.field.Codecs;
import org.kenh.operations.irrigation.field.Saved;
import org.kenh.operations.irrigation.field.Tariffs;
import org.kenh.operations.irrigation.plan.TariffVersion;

/** Versions of the tariff in table {@code irrigation_tariff}. */
public final class SqlTariffs implements Tariffs {
    private final OperationsDatabase database;
    private final InstantSource clock;

    public SqlTariffs(OperationsDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public List<Kept> all() {
        return database.withHandle(
                "list the tariffs",
                handle -> handle.createQuery("select * from irrigation_tariff order by valid_from desc")
                        .map((row, context) -> tariff(row))
                        .list());
    }

    @Override
    public Saved add(TariffVersion tariff, String by) {
        return database.withHandle("keep tariff " + tariff.name(), handle -> {
            int kept = handle.createUpdate("""
                            insert into irrigation_tariff (valid_from, document, created_at, created_by)
                            values (:validFrom, cast(:document as jsonb), :now, :by)
                            on conflict (valid_from) do nothing""")
                    .bind("validFrom", tariff.validFrom())
                    .bind("document", Codecs.TARIFF.encode(tariff).toString())
                    .bind("now", clock.instant().truncatedTo(ChronoUnit.MICROS))
                    .bind("by", by)
                    .execute();
            return kept == 1
                    ? new Saved.Done(1)
                    : new Saved.Exists(tariff.validFrom().toString());
        });
    }

    private static Kept tariff(ResultSet row) throws SQLException {
        return new Kept(
                row.getLong("id"),
                IrrigationJson.stored(Codecs.TARIFF, row.getString("document"), 1),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"));
    }
}
