package org.kenh.operations.loudspeaker.emergency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kenh.ingest.DatabaseSettings;
import org.kenh.ingest.Ingest;
import org.kenh.ingest.IngestConfig;
import org.kenh.ingest.timescale.Databases;
import org.kenh.operations.OperationsException;
import org.kenh.operations.TestClock;
import org.kenh.operations.command.Commands;
import org.kenh.operations.loudspeaker.SpeakerWorld;
import org.kenh.operations.loudspeaker.emergency.Emergencies.Approval;
import org.kenh.operations.loudspeaker.emergency.Emergencies.Wanted;
import org.kenh.operations.loudspeaker.emergency.Emergency.Deed;
import org.kenh.operations.loudspeaker.emergency.EmergencyStore.Order;
import org.kenh.operations.loudspeaker.judge.BulletinClass;
import org.kenh.operations.loudspeaker.programme.Slot;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlCommandStore;
import org.kenh.operations.timescale.SqlEmergencies;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.DeviceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An emergency bulletin for every cluster of a district: one short transaction, all of it or nothing. */
class DistrictEmergencyTest {
    private static final Logger LOG = LoggerFactory.getLogger(DistrictEmergencyTest.class);
    private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");
    private static final int CLUSTERS = 700;
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final TestClock clock = new TestClock(START);
    private final DatabaseSettings settings = Databases.PLAIN.fresh();
    private final Ingest ingest =
            Ingest.start(IngestConfig.of(settings), new byte[32], clock, new SimpleMeterRegistry());
    private final OperationsDatabase database = OperationsDatabase.open(settings, 4);
    private final Commands commands = new Commands(new SqlCommandStore(database), clock, Runnable::run);
    private final SpeakerWorld world = new SpeakerWorld(ingest, database, commands, clock);
    private final Emergencies desk = world.desk.broadcasting().emergencies();
    private final SqlEmergencies store = new SqlEmergencies(database);

    @AfterEach
    void close() {
        database.close();
        ingest.close();
    }

    @Test
    void approval_reachesSevenHundredClusters_withinTwoSeconds() {
        world.commune("xa", CLUSTERS);
        world.born(
                IntStream.rangeClosed(1, CLUSTERS)
                        .mapToObj(number -> "xa-" + number)
                        .toList(),
                "speaker.play");
        Emergency draft = draft();

        long began = System.nanoTime();
        assertThat(desk.approve(draft.id(), Optional.empty(), "binh")).isEqualTo(Approval.DONE);
        Duration took = Duration.ofNanos(System.nanoTime() - began);

        LOG.info("{} clusters were told within {} ms", CLUSTERS, took.toMillis());
        assertThat(desk.deliveries(draft.id())).hasSize(CLUSTERS);
        assertThat(commands.waiting(DeviceId.of("xa-700"), clock.instant())).hasSize(1);
        assertThat(took).isLessThan(LONGEST);
    }

    @Test
    void roundThatCannotBeKept_leavesNothing_andIsSentWholeTheNextTime() {
        world.commune("xa", 3);
        world.born(List.of("xa-1", "xa-2", "xa-3"), "speaker.play");
        Emergency draft = draft();
        store.approve(draft.id(), draft.revision(), new Deed("binh", START), START.minusSeconds(1));
        List<Order> orders = new ArrayList<>();
        Command twice = new Command(UUID.randomUUID().toString(), "speaker.play", "{}", START, START.plusSeconds(100));
        orders.add(new Order("xa-1", twice, "binh"));
        orders.add(new Order("xa-2", twice, "binh"));
        long bulletin = world.bulletin("Khẩn", BulletinClass.EMERGENCY, "xa", 0, "17:00")
                .id();

        Slot slot = new Slot(
                "e1-1",
                bulletin,
                "Khẩn",
                BulletinClass.EMERGENCY,
                START,
                START,
                60,
                Optional.empty(),
                0,
                List.of("xa-1", "xa-2"),
                Optional.empty());
        Emergency approved = store.find(draft.id()).orElseThrow();
        assertThatThrownBy(() -> store.begin(approved, slot, orders)).isInstanceOf(OperationsException.class);
        assertThat(store.find(draft.id()).orElseThrow().state()).isEqualTo(EmergencyState.APPROVED);
        assertThat(commands.waiting(DeviceId.of("xa-1"), START)).isEmpty();
        assertThat(world.desk.programme().slot("e1-1")).isEmpty();

        desk.tick();
        assertThat(store.find(draft.id()).orElseThrow().state()).isEqualTo(EmergencyState.SENT);
        assertThat(desk.deliveries(draft.id())).hasSize(3);
        desk.tick();
        assertThat(commands.waiting(DeviceId.of("xa-1"), START)).hasSize(1);
    }

    private Emergency draft() {
        Template template = desk.templates().find("exercise").orElseThrow();
        Wanted wanted = new Wanted(Optional.empty(), false, Map.of(), Optional.empty(), List.of("xa"), List.of(), 1);
        return desk.add(desk.draft(template, wanted), "an", Optional.empty());
    }
}
