package org.kenh.ingest.timescale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kenh.ingest.Messages.number;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.kenh.gateway.intake.Receipt;
import org.kenh.ingest.DatabaseSettings;
import org.kenh.ingest.District;
import org.kenh.ingest.series.SeriesReader.StoredReading;
import org.kenh.telemetry.Value;

/** What an earlier version stored is still there, and goes on. */
@ParameterizedClass
@MethodSource("org.kenh.ingest.timescale.Databases#kinds")
class MigrationTest {
    private static final Instant AT = Instant.parse("2026-03-01T00:00:00Z");

    private static final String OLD_REGISTRY = """
            insert into telemetry.area (id, code, name, kind) values ('x', 'x', 'X', 'commune');
            insert into telemetry.site values ('s', 'S', 'pump', 'x', 20.7, 105.8);
            insert into telemetry.device (id, site, kind, name, created_at, secret_salt, secret_hash, secret_sealed)
                values ('old', 's', 'agent', 'Old', now(), '', '', '');
            insert into telemetry.series (device, name, unit) values ('old', 'level', 'm'), ('old', 'running', ''),
                ('old', 'note', '');
            """;

    private static final String OLD_READINGS = """
            insert into telemetry.measurement (at, value, series_id, status) values
                ('2026-03-01 00:00:00Z', 1.5, 1, 0), ('2026-03-01 00:00:00Z', 1, 2, 4),
                ('2026-03-01 00:01:00Z', 0, 2, 4), ('2026-03-01 00:02:00Z', 1.75, 1, 2);
            insert into telemetry.event values (3, '2026-03-02 00:00:00Z', 8, 'mở cống');
            insert into telemetry.last_value (series_id, at, received_at, value, body, status) values
                (1, '2026-03-01 00:02:00Z', '2026-03-01 00:02:01Z', 1.75, null, 2),
                (2, '2026-03-01 00:01:00Z', '2026-03-01 00:01:01Z', 0, null, 4),
                (3, '2026-03-02 00:00:00Z', '2026-03-02 00:00:01Z', null, 'mở cống', 8);
            """;

    private final Databases kind;

    MigrationTest(Databases kind) {
        this.kind = kind;
    }

    @Test
    void readings_ofTheFirstVersion_comeOver_andGoOn() throws SQLException {
        DatabaseSettings database = kind.fresh();
        prepareFirstVersion(database);

        District district = District.on(database);

        assertThat(district.rows("select series, at, value, quality, flag from telemetry.reading order by 2, 1"))
                .hasSize(4)
                .satisfies(rows -> assertThat(rows.get(0)).contains("level").contains("1.5,good,f"))
                .satisfies(rows -> assertThat(rows.get(1)).contains("running").contains("1,good,t"))
                .satisfies(rows -> assertThat(rows.get(3)).contains("1.75,bad"));
        assertThat(district.rows("select series, value, body from telemetry.last_value order by 1"))
                .containsExactly("level,1.75,null", "note,null,mở cống", "running,0,null");
        assertThat(district.rows("select day, packs, times, readings from telemetry.device_day order by 1"))
                .containsExactly("2026-03-01,3,3,4", "2026-03-02,1,0,1");
        assertThat(district.send("old", number("level", AT, 9), number("level", AT.plusSeconds(60), 2)))
                .isEqualTo(Receipt.COMMITTED);
        assertThat(district.stored("old", "level", AT, AT.plusSeconds(3_600)))
                .extracting(StoredReading::value)
                .containsExactly(new Value.Numeric(1.5), new Value.Numeric(2), new Value.Numeric(1.75));
        assertThat(district.stored("old", "running", AT, AT.plusSeconds(3_600)))
                .extracting(StoredReading::value)
                .containsExactly(new Value.Flag(true), new Value.Flag(false));
        district.close();
    }

    private void prepareFirstVersion(DatabaseSettings database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            if (kind == Databases.TIMESCALE) {
                statement.execute("create extension if not exists timescaledb with schema public");
            }
            Flyway.configure()
                    .dataSource(database.url(), database.user(), database.password())
                    .schemas("telemetry")
                    .defaultSchema("telemetry")
                    .locations("classpath:db/telemetry")
                    .target("1")
                    .load()
                    .migrate();
            statement.execute(OLD_REGISTRY);
            if (kind != Databases.TIMESCALE) {
                statement.execute("select telemetry.ensure_partition('2026-03-01 00:00:00Z')");
            }
            statement.execute(OLD_READINGS);
        }
    }
}
