package org.kenh.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.kenh.system.Api.Point;

/** What was acknowledged outlives the sudden death of the server and of its database, once and unchanged. */
class KillTest {
    private static final long SEED = 20_251_120;
    private static final int STREAMS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void acknowledgedReading_whenTheServerIsKilledThreeTimes_isThereOnce() {
        Random random = new Random(SEED);
        try (ServerProcess server = ServerProcess.start("kill-server")) {
            stream(server, streams -> {
                for (int kill = 0; kill < 3; kill++) {
                    awaitMore(streams, 500 + random.nextInt(2_000));
                    server.kill();
                    List<Map<Integer, Instant>> acknowledged =
                            streams.stream().map(ReadingStream::ledger).toList();
                    server.startAgain();
                    assertStored(server, streams, acknowledged);
                }
                awaitMore(streams, 500);
            });
        }
    }

    @Test
    void acknowledgedReading_whenTheDatabaseIsKilled_isThereOnce() {
        Random random = new Random(SEED + 1);
        try (ServerProcess server = ServerProcess.start("kill-database")) {
            stream(server, streams -> {
                awaitMore(streams, 500 + random.nextInt(2_000));
                Signal.KILL.send(List.of(server.database().postmaster()));
                awaitMore(streams, 500);
            });
        }
    }

    /** Runs the streams while the faults happen, lets them end and checks that just what was sent is stored. */
    private static void stream(ServerProcess server, Faults faults) {
        Api api = Api.signIn(server);
        Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        List<ReadingStream> streams = Stream.generate(api::newDevice)
                .limit(STREAMS)
                .map(device -> new ReadingStream(server.ports().mqtt(), device, start))
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> runs = streams.stream()
                    .map(stream -> CompletableFuture.runAsync(stream, threads))
                    .toList();
            try {
                faults.happenTo(streams);
            } finally {
                streams.forEach(ReadingStream::finish);
            }
            runs.forEach(
                    run -> run.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join());
        }
        assertStored(
                server, streams, streams.stream().map(ReadingStream::ledger).toList());
        for (ReadingStream stream : streams) {
            assertThat(readings(server, stream)).hasSize(stream.acknowledged());
        }
    }

    private static void awaitMore(List<ReadingStream> streams, int readings) {
        int before = total(streams);
        Await.until(readings + " more readings are acknowledged", PATIENCE, () -> total(streams) - before >= readings);
    }

    private static int total(List<ReadingStream> streams) {
        return streams.stream().mapToInt(ReadingStream::acknowledged).sum();
    }

    private static void assertStored(
            ServerProcess server, List<ReadingStream> streams, List<Map<Integer, Instant>> acknowledged) {
        for (int i = 0; i < streams.size(); i++) {
            ReadingStream stream = streams.get(i);
            Map<Instant, Double> stored = new HashMap<>();
            for (Point point : readings(server, stream)) {
                assertThat(stored.put(point.at(), point.value().asDouble())).isNull();
            }
            acknowledged
                    .get(i)
                    .forEach((number, at) -> assertThat(stored)
                            .as(
                                    "reading %d of %s, acknowledged at %s",
                                    number, stream.device().id(), at)
                            .containsEntry(stream.timeOf(number), stream.valueOf(number)));
        }
    }

    private static List<Point> readings(ServerProcess server, ReadingStream stream) {
        return Api.signIn(server).readings(stream.device(), "level");
    }

    private interface Faults {
        void happenTo(List<ReadingStream> streams);
    }
}
