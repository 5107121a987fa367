package org.kenh.operations.loudspeaker.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kenh.ingest.DatabaseSettings;
import org.kenh.ingest.Ingest;
import org.kenh.ingest.IngestConfig;
import org.kenh.ingest.timescale.Databases;
import org.kenh.operations.TestClock;
import org.kenh.operations.command.Commands;
import org.kenh.operations.loudspeaker.LocalDay;
import org.kenh.operations.loudspeaker.SpeakerWorld;
import org.kenh.operations.loudspeaker.judge.BulletinClass;
import org.kenh.operations.loudspeaker.judge.Verdict;
import org.kenh.operations.loudspeaker.programme.Slot;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlCommandStore;

/** A district of 700 clusters with 40 slots a day each. */
class DistrictDayTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    private static final Instant MIDNIGHT = LocalDay.start(DAY);
    private static final int COMMUNES = 28;
    private static final int CLUSTERS = 25;

    private final TestClock clock = new TestClock(MIDNIGHT.plusSeconds(60));
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
    void slotOfTheWholeDistrict_isJudgedWithinSeconds_andATickWithNothingNewCostsNothing() {
        String[] times = IntStream.range(0, 40)
                .mapToObj(i -> LocalTime.of(5, 0).plusMinutes(20L * i).toString())
                .toArray(String[]::new);
        List<String> devices = new ArrayList<>();
        for (int i = 0; i < COMMUNES; i++) {
            world.commune("c" + i, CLUSTERS);
            world.bulletin("Tin " + i, BulletinClass.NORMAL, "c" + i, 0, times);
            for (int k = 1; k <= CLUSTERS; k++) {
                devices.add("c" + i + "-" + k);
            }
        }
        Map<String, Duration> took = new HashMap<>();
        took.put("slots and plans", timed(world::tick));
        took.put("first looks", timed(this::settle));
        Instant five = MIDNIGHT.plus(Duration.ofHours(5));
        clock.advance(Duration.between(clock.instant(), five.plusSeconds(302)));
        Map<String, String> slots = new HashMap<>();
        for (Slot slot : world.desk.programme().slots(five, five.plusSeconds(1))) {
            slot.targets().forEach(device -> slots.put(device, slot.id()));
        }
        devices.stream().skip(7).forEach(device -> world.played(device, slots.getOrDefault(device, ""), five, 300));
        took.put("700 plays judged", timed(this::settle));
        took.put(
                "ten ticks with nothing new", timed(() -> IntStream.range(0, 10).forEach(i -> world.tick())));
        took.put("counts of a day", timed(() -> world.desk.proof().store().countsBySlot(DAY, Optional.empty())));

        assertThat(world.desk.proof().slots(DAY)).hasSize(COMMUNES * 40);
        List<KeptVerdict> kept = world.desk.proof().store().verdicts(DAY);
        assertThat(kept)
                .filteredOn(one -> one.said().verdict() == Verdict.VERIFIED)
                .hasSize(devices.size() - 7);
        assertThat(kept)
                .filteredOn(one -> one.said().verdict() == Verdict.MISSED)
                .hasSize(7);
        assertThat(took.get("700 plays judged")).as(took.toString()).isLessThan(Duration.ofSeconds(60));
        assertThat(took.get("ten ticks with nothing new")).isLessThan(Duration.ofSeconds(10));
    }

    /** A tick takes so much at once. */
    private void settle() {
        for (int i = 0; i < 5; i++) {
            world.desk.proof().tick();
        }
    }

    private static Duration timed(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
