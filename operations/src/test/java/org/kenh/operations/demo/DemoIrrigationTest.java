package org.kenh.operations.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kenh.ingest.registry.Area;
import org.kenh.ingest.registry.Device;
import org.kenh.ingest.timescale.Databases;
import org.kenh.operations.TestClock;
import org.kenh.operations.irrigation.agronomy.Stage;
import org.kenh.operations.irrigation.field.Canal;
import org.kenh.operations.irrigation.field.Field;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.irrigation.field.Pump;
import org.kenh.operations.irrigation.field.Saved;
import org.kenh.operations.irrigation.field.Season;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlIrrigation;
import org.kenh.telemetry.DeviceId;

class DemoIrrigationTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final DemoEndpoints ENDPOINTS =
            new DemoEndpoints("localhost", 1, 2, new DemoEndpoints.CentreKey("irrigation-1", "MCowBQYDK2Vw"));

    @TempDir
    Path directory;

    private final OperationsDatabase database = OperationsDatabase.open(Databases.PLAIN.fresh(), 2);
    private final IrrigationRegistry registry =
            SqlIrrigation.registry(database, new TestClock(Instant.parse("2026-11-21T01:00:00Z")));

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void seed_emptyRegistry_fillsItWithWhatTheDistrictHas() {
        DemoIrrigation.Seeded seeded = DemoIrrigation.seed(registry, TODAY);
        MemoryRegistry district = new MemoryRegistry();
        DemoDistrict.seed(district, directory, ENDPOINTS, new DemoScenario("calm", 1));
        Set<DeviceId> devices = district.devices().stream().map(Device::id).collect(Collectors.toSet());
        Set<String> areas = district.areas().stream().map(Area::id).collect(Collectors.toSet());

        assertThat(registry.fields().all())
                .hasSize(12)
                .allSatisfy(field -> assertThat(areas).contains(field.area()));
        assertThat(registry.fields().all())
                .allSatisfy(field -> assertThat(devices)
                        .contains(
                                field.inlet().valve().orElseThrow().device(),
                                field.sensors().weather().orElseThrow(),
                                field.sensors().rain().orElseThrow()));
        assertThat(registry.pumps().all()).hasSize(13).allSatisfy(pump -> {
            assertThat(devices)
                    .contains(
                            pump.control().device(),
                            pump.suction().orElseThrow().place().device());
            assertThat(devices).containsAll(pump.quality());
        });
        assertThat(registry.canals().all()).hasSize(8).extracting(Canal::area).isSubsetOf(areas);
        assertThat(registry.tariffs().all()).hasSize(2);
        assertThat(seeded).isEqualTo(new DemoIrrigation.Seeded(33, 12));
    }

    @Test
    void seed_anyDay_hasCropsInTheMiddleOfTheirSeasons() {
        DemoIrrigation.seed(registry, TODAY);

        List<Season> seasons = registry.seasons().open();
        assertThat(seasons).hasSize(12);
        assertThat(seasons.stream().map(season -> stage(season, TODAY)).distinct())
                .contains(Stage.INITIAL, Stage.DEVELOPMENT, Stage.MID, Stage.LATE)
                .doesNotContain(Stage.BEFORE, Stage.AFTER);
        assertThat(seasons).anySatisfy(season -> assertThat(season.crop()).isEqualTo("cabbage"));
    }

    @Test
    void seed_again_changesNothing() {
        DemoIrrigation.seed(registry, TODAY);
        Canal branch = registry.canals().find("k-hoa-xa-nam").orElseThrow();
        Pump removed = registry.pumps().all().getFirst();
        assertThat(registry.pumps().remove(removed.id(), removed.revision(), "can-bo"))
                .isInstanceOf(Saved.Done.class);

        assertThat(DemoIrrigation.seed(registry, TODAY.plusDays(3))).isEqualTo(new DemoIrrigation.Seeded(0, 0));
        assertThat(registry.canals().find("k-hoa-xa-nam")).contains(branch);
        assertThat(registry.pumps().find(removed.id())).isEmpty();
    }

    @Test
    void seed_longAfterTheHarvest_startsNewSeasons() {
        DemoIrrigation.seed(registry, TODAY);
        LocalDate later = TODAY.plusDays(400);

        assertThat(DemoIrrigation.seed(registry, later)).isEqualTo(new DemoIrrigation.Seeded(0, 12));
        assertThat(registry.seasons().open())
                .hasSize(12)
                .allSatisfy(season -> assertThat(stage(season, later)).isNotEqualTo(Stage.AFTER));
        assertThat(registry.fields().all())
                .extracting(Field::id)
                .allSatisfy(field -> assertThat(registry.seasons().of(field)).hasSize(2));
    }

    @Test
    void flows_ofTheDemo_fitTheirCanals() {
        DemoIrrigation.seed(registry, TODAY);

        assertThat(registry.fields().all())
                .allSatisfy(field -> assertThat(field.inlet().flow())
                        .isLessThanOrEqualTo(registry.canals()
                                .find(field.canal())
                                .orElseThrow()
                                .capacity()));
    }

    private Stage stage(Season season, LocalDate day) {
        int number = Math.toIntExact(java.time.temporal.ChronoUnit.DAYS.between(season.startsOn(), day));
        return registry.crops()
                .find(season.crop())
                .orElseThrow()
                .crop()
                .stages()
                .on(number);
    }
}
