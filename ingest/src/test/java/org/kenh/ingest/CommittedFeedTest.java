package org.kenh.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kenh.ingest.live.CommittedBatch;
import org.kenh.ingest.live.CommittedBatch.Pack;
import org.kenh.ingest.live.LiveFeed;
import org.kenh.ingest.timescale.Databases;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/** What is told of commits: each reading that is stored for the first time, once. */
class CommittedFeedTest {
    private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");

    private final District district = District.on(Databases.PLAIN.fresh());
    private final List<CommittedBatch> batches = new CopyOnWriteArrayList<>();
    private LiveFeed.Registration registration = () -> {};

    @BeforeEach
    void listen() {
        district.device("d1");
        registration = district.ingest().committed().listen(batches::add);
    }

    @AfterEach
    void close() {
        district.close();
    }

    @Test
    void readings_new_areTheMessagesOwnList() {
        Reading first = level(0, 1);
        district.send("d1", first, level(1, 2));

        assertThat(packs()).hasSize(1);
        assertThat(packs().getFirst().device()).isEqualTo(DeviceId.of("d1"));
        assertThat(packs().getFirst().readings()).hasSize(2);
        assertThat(packs().getFirst().readings().getFirst()).isSameAs(first);
    }

    @Test
    void readings_deliveredAgain_areLeftOutOneByOne() {
        district.send("d1", level(0, 1), text(0, "mains"));
        district.send("d1", level(0, 1), text(0, "mains"));
        district.send("d1", level(0, 1), level(1, 2), text(0, "mains"), text(1, "battery"));

        assertThat(told()).containsExactly(level(0, 1), text(0, "mains"), level(1, 2), text(1, "battery"));
    }

    @Test
    void readings_twiceInOneBatch_areToldOnce() {
        List<java.util.concurrent.CompletableFuture<org.kenh.gateway.intake.Receipt>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(district.accept("d1", level(0, 1), level(1 + i / 2, Math.floorDiv(i, 2)), text(0, "mains")));
        }
        answers.forEach(District::answer);

        assertThat(told()).doesNotHaveDuplicates().hasSize(27);
    }

    @Test
    void listener_closedOrFailing_harmsNobody() {
        district.ingest().committed().listen(batch -> {
            throw new IllegalStateException("broken");
        });
        List<CommittedBatch> later = new CopyOnWriteArrayList<>();
        district.ingest().committed().listen(later::add);
        district.send("d1", level(0, 1));
        registration.close();
        district.send("d1", level(1, 1));

        assertThat(batches).hasSize(1);
        assertThat(later).hasSize(2);
    }

    @Test
    void since_ofSeveralDevices_tellsInTheOrderOfTime() {
        district.device("d2");
        district.send("d1", level(0, 1), level(20, 3), text(25, "mains"));
        district.send("d2", level(10, 2), Reading.good("flow", "m3/s", START.plusSeconds(30), 4), level(5, 0));

        List<String> told = new ArrayList<>();
        district.ingest()
                .series()
                .since(
                        Map.of(DeviceId.of("d1"), START, DeviceId.of("d2"), START.plusSeconds(5)),
                        each -> told.add(each.device() + " " + each.reading().series() + " "
                                + each.reading().value()));

        assertThat(told)
                .containsExactly(
                        "d2 level " + new Value.Numeric(2),
                        "d1 level " + new Value.Numeric(3),
                        "d1 agent/power " + new Value.Text("mains"),
                        "d2 flow " + new Value.Numeric(4));
        assertThat(district.ingest().series().known())
                .extracting(series -> series.device() + " " + series.name())
                .containsExactly("d1 agent/power", "d1 level", "d2 flow", "d2 level");
    }

    private List<Pack> packs() {
        return batches.stream().flatMap(batch -> batch.packs().stream()).toList();
    }

    private List<Reading> told() {
        return packs().stream().flatMap(pack -> pack.readings().stream()).toList();
    }

    private static Reading level(int second, double value) {
        return Reading.good("level", "m", START.plusSeconds(second), value);
    }

    private static Reading text(int second, String value) {
        return Reading.of(
                SeriesName.of("agent/power"),
                Unit.NONE,
                START.plusSeconds(second),
                new Value.Text(value),
                Quality.GOOD);
    }
}
