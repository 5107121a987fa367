package org.kenh.operations.irrigation.demand;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.Origin;
import org.kenh.gateway.intake.Receipt;
import org.kenh.gateway.intake.Transport;
import org.kenh.ingest.DatabaseSettings;
import org.kenh.ingest.Ingest;
import org.kenh.ingest.IngestConfig;
import org.kenh.ingest.registry.Area;
import org.kenh.ingest.registry.Registry;
import org.kenh.ingest.registry.Site;
import org.kenh.ingest.timescale.Databases;
import org.kenh.operations.TestClock;
import org.kenh.operations.irrigation.IrrigationNews;
import org.kenh.operations.irrigation.field.Codecs;
import org.kenh.operations.irrigation.field.Field;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.irrigation.field.Saved;
import org.kenh.operations.irrigation.field.Season;
import org.kenh.operations.irrigation.field.TestWorks;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlDemandStore;
import org.kenh.operations.timescale.SqlIrrigation;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;

/** A district with one commune and one station on a real database, and a clock that stands still. */
final class DemandWorld implements AutoCloseable {
    static final String COMMUNE = "xa-a";
    static final String STATION = "khi-tuong";
    static final double LAT = 20.72;
    static final double LON = 105.78;

    final TestClock clock;
    final OperationsDatabase database;
    final Ingest ingest;
    final IrrigationRegistry works;
    final DemandStore store;
    final IrrigationNews news;
    final List<Given> given = new ArrayList<>();

    DemandWorld(Instant start) {
        clock = new TestClock(start);
        DatabaseSettings settings = Databases.PLAIN.fresh();
        ingest = Ingest.start(IngestConfig.of(settings), new byte[32], clock, new SimpleMeterRegistry());
        database = OperationsDatabase.open(settings, 4);
        works = SqlIrrigation.registry(database, clock);
        store = new SqlDemandStore(database);
        news = new IrrigationNews(clock);
        Optional<String> nothing = Optional.empty();
        Optional<LocalDate> always = Optional.empty();
        places().createArea(new Area("huyen", "H", "Huyện Thử", "district", nothing, always, always, nothing, nothing));
        places().createArea(new Area(
                COMMUNE, "A", "Xã Đông Tiến", "commune", Optional.of("huyen"), always, always, nothing, nothing));
        places().createSite(new Site("tram", "Trạm", "weather-station", COMMUNE, LAT, LON));
        device(STATION, "weather-station");
        done(works.canals().add(TestWorks.canal("k-1"), "can-bo"));
    }

    Registry places() {
        return ingest.registry();
    }

    void device(String id, String kind) {
        places().createDevice(new Registry.NewDevice(DeviceId.of(id), "tram", kind, id));
    }

    DemandDesk desk() {
        DeliveredWater delivered = (field, first, last) -> given.stream()
                .filter(one -> one.field().equals(field))
                .map(Given::water)
                .filter(water -> !water.day().isBefore(first) && !water.day().isAfter(last))
                .toList();
        return new DemandDesk(
                new DemandDesk.World(
                        places(),
                        ingest.series(),
                        works,
                        store,
                        new StoredForecasts(places(), store),
                        delivered,
                        news,
                        clock),
                DemandSettings.STANDARD);
    }

    /** A field of 30 ha with an efficiency of 0.7; what is changed is written over the usual document. */
    void field(String id, java.util.function.Consumer<ObjectNode> change) {
        ObjectNode document = Codecs.FIELD.encode(TestWorks.field(id, "k-1"));
        change.accept(document);
        Field field = TestWorks.read(Codecs.FIELD, document.toString(), 0);
        done(works.fields().add(field, "can-bo"));
    }

    long season(String field, String startsOn, java.util.function.Consumer<ObjectNode> change) {
        ObjectNode document = Codecs.SEASON.encode(TestWorks.season(field, startsOn));
        change.accept(document);
        Season season = TestWorks.read(Codecs.SEASON, document.toString(), 0);
        org.kenh.operations.irrigation.field.Seasons.Kept kept = works.seasons().add(season, "can-bo");
        done(kept.saved());
        return kept.season();
    }

    /** Stores readings as a device would send them; several packs of a device may be under way at once. */
    CompletableFuture<Receipt> send(String device, List<Reading> readings) {
        Origin origin = new Origin(DeviceId.of(device), Transport.MQTT, "readings", clock.instant(), new byte[0]);
        return ingest.intake()
                .accept(new DeviceMessage.Readings(origin, readings, Optional.empty()))
                .toCompletableFuture();
    }

    void store(String device, List<Reading> readings) {
        Receipt receipt = send(device, readings).join();
        if (!(receipt instanceof Receipt.Committed)) {
            throw new AssertionError("not stored: " + receipt);
        }
    }

    @Override
    public void close() {
        database.close();
        ingest.close();
    }

    static void done(Saved saved) {
        if (!(saved instanceof Saved.Done)) {
            throw new AssertionError(saved);
        }
    }

    record Given(String field, DeliveredWater.Delivered water) {}
}
