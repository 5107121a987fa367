package org.kenh.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.Receipt;
import org.kenh.ingest.registry.Area;
import org.kenh.ingest.registry.Registry.DeviceCreation;
import org.kenh.ingest.registry.Registry.NewDevice;
import org.kenh.ingest.registry.Site;
import org.kenh.ingest.series.SeriesReader.Range;
import org.kenh.ingest.series.SeriesReader.StoredReading;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;

/** Ingest on a database with one area and one site, for tests. */
public final class District implements AutoCloseable {
    public static final byte[] SEALING_KEY = "0123456789abcdef0123456789abcdef".getBytes(US_ASCII);

    private final IngestConfig config;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Ingest ingest;

    private District(IngestConfig config) {
        this.config = config;
        this.ingest = Ingest.start(config, SEALING_KEY, Clock.systemUTC(), meters);
    }

    public static District on(DatabaseSettings database) {
        return on(IngestConfig.of(database));
    }

    public static District on(IngestConfig config) {
        District district = new District(config);
        district.ingest.registry().createArea(area("vd", "Vân Đình"));
        district.ingest.registry().createSite(new Site("s1", "Trạm bơm", "pumping-station", "vd", 20.7, 105.8));
        return district;
    }

    public static Area area(String id, String name) {
        return new Area(
                id,
                "10402",
                name,
                "town",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public Ingest ingest() {
        return ingest;
    }

    /** Makes a device and returns its secret. */
    public String device(String id) {
        return switch (ingest.registry().createDevice(new NewDevice(DeviceId.of(id), "s1", "gauge", id))) {
            case DeviceCreation.Created created -> created.secret();
            case DeviceCreation.NotCreated(var why) -> throw new AssertionError(id + ": " + why);
        };
    }

    public CompletableFuture<Receipt> accept(DeviceMessage message) {
        return ingest.intake().accept(message).toCompletableFuture();
    }

    public CompletableFuture<Receipt> accept(String device, Reading... readings) {
        return accept(Messages.readings(device, readings));
    }

    /** Sends and waits for the answer. */
    public Receipt send(String device, Reading... readings) {
        return answer(accept(device, readings));
    }

    public static Receipt answer(CompletableFuture<Receipt> answer) {
        return answer.orTimeout(60, TimeUnit.SECONDS).join();
    }

    public List<StoredReading> stored(String device, String series) {
        return stored(device, series, Instant.EPOCH, Instant.parse("2200-01-01T00:00:00Z"));
    }

    public List<StoredReading> stored(String device, String series, Instant from, Instant to) {
        List<StoredReading> stored = new ArrayList<>();
        ingest.series()
                .readings(
                        new Range(DeviceId.of(device), SeriesName.of(series), from, to), Optional.empty(), stored::add);
        return stored;
    }

    public double count(String meter) {
        return meters.get(meter).counter().count();
    }

    public long commits() {
        return meters.get("kenh.ingest.commit").timer().count();
    }

    /** The rows of a query, columns joined by a comma. */
    public List<String> rows(String sql) {
        DatabaseSettings database = config.database();
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                List<String> columns = new ArrayList<>();
                for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                    columns.add(row.getString(column));
                }
                rows.add(String.join(",", columns));
            }
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
        return rows;
    }

    @Override
    public void close() {
        ingest.close();
    }
}
