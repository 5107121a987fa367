package org.kenh.operations.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kenh.ingest.DatabaseSettings;
import org.kenh.ingest.Ingest;
import org.kenh.ingest.IngestConfig;
import org.kenh.ingest.timescale.Databases;
import org.kenh.operations.TestClock;
import org.kenh.operations.command.Commands;
import org.kenh.operations.loudspeaker.SpeakerWorld;
import org.kenh.operations.loudspeaker.programme.Conflicts;
import org.kenh.operations.loudspeaker.programme.Slot;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlCommandStore;

class DemoLoudspeakersTest {
    /** A Sunday morning in Viet Nam. */
    private static final Instant START = Instant.parse("2026-11-22T01:00:00Z");

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    private final TestClock clock = new TestClock(START);
    private final DatabaseSettings settings = Databases.PLAIN.fresh();
    private final Ingest ingest =
            Ingest.start(IngestConfig.of(settings), new byte[32], clock, new SimpleMeterRegistry());
    private final OperationsDatabase database = OperationsDatabase.open(settings, 4);
    private final Commands commands = new Commands(new SqlCommandStore(database), clock, Runnable::run);
    private final SpeakerWorld world = new SpeakerWorld(ingest, database, commands, clock);

    @AfterEach
    void close() {
        database.close();
        ingest.close();
    }

    @Test
    void seed_describesEveryCluster_andMakesADaysProgrammeWithoutConflicts_once() {
        world.commune("van-dinh", 2);
        world.commune("hoa-xa", 1);
        DemoLoudspeakers.Seeded seeded = seed();
        assertThat(seeded.clusters()).isEqualTo(3);
        assertThat(seed()).isEqualTo(new DemoLoudspeakers.Seeded(0, 0));
        assertThat(world.desk.clusters().cluster("van-dinh-2").village()).isEqualTo("Thôn Hạ");
        assertThat(world.desk.clusters().cluster("hoa-xa-1").population()).isBetween(350, 1_450);
        world.tick();
        List<Slot> tomorrow = world.desk.programme().slots(TODAY.plusDays(1));
        assertThat(tomorrow).extracting(Slot::title).contains("Bản tin thời sự huyện", "Thông báo của Xã hoa-xa");
        assertThat(Conflicts.of(tomorrow)).isEmpty();
        assertThat(world.desk.programme().slots(TODAY))
                .as("something sounds soon")
                .isNotEmpty();
    }

    private DemoLoudspeakers.Seeded seed() {
        return DemoLoudspeakers.seed(world.desk.clusters(), world.desk.programme(), TODAY);
    }
}
