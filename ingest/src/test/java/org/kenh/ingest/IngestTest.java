package org.kenh.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.kenh.gateway.intake.Receipt;
import org.kenh.ingest.registry.Area;
import org.kenh.ingest.registry.Registry.NewDevice;
import org.kenh.ingest.registry.Site;
import org.kenh.ingest.series.SeriesReader.Range;
import org.kenh.ingest.series.SeriesReader.StoredReading;
import org.kenh.ingest.timescale.Databases;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Value;

class IngestTest {
    @Test
    void start_onAnEmptyDatabase_storesWhatADeviceSends() throws Exception {
        Instant at = Instant.now().truncatedTo(ChronoUnit.MICROS);
        try (Ingest ingest = Ingest.start(
                IngestConfig.of(Databases.plain()), new byte[32], Clock.systemUTC(), new SimpleMeterRegistry())) {
            ingest.registry()
                    .createArea(new Area(
                            "vd",
                            "10402",
                            "Vân Đình",
                            "town",
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()));
            ingest.registry().createSite(new Site("s1", "Trạm bơm", "pumping-station", "vd", 20.7, 105.8));
            ingest.registry().createDevice(new NewDevice(DeviceId.of("d1"), "s1", "pump-controller", "Bơm"));

            Receipt receipt = ingest.intake()
                    .accept(Messages.readings("d1", Messages.number("level", at, 1.25)))
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);

            assertThat(receipt).isEqualTo(Receipt.COMMITTED);
            List<StoredReading> stored = new ArrayList<>();
            Range range = new Range(DeviceId.of("d1"), SeriesName.of("level"), at, at.plusSeconds(1));
            assertThat(ingest.series().readings(range, Optional.empty(), stored::add))
                    .isTrue();
            assertThat(stored).containsExactly(new StoredReading(at, new Value.Numeric(1.25), Quality.GOOD));
        }
    }
}
