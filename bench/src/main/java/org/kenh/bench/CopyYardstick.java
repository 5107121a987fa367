package org.kenh.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.kenh.bench.load.LoadRun;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * What the database can take when nobody asks anything else of it: binary COPY of narrow rows on two connections, sorted,
 * each batch committed by itself, into a table of its own with partitions by day. The table is dropped afterwards.
 */
final class CopyYardstick {
    static final int BATCH = 5_000;
    private static final int WRITERS = 2;
    private static final int SERIES = 1_000;
    private static final int TIMES = BATCH * WRITERS / SERIES;
    private static final String COPY =
            "copy bench_copy.value (series_id, at, value, status) from stdin (format binary)";

    private final Database database;

    CopyYardstick(Database database) {
        this.database = database;
    }

    /** Values per second that were committed within the measured time. */
    double measure(Duration warmup, Duration duration, LoadRun.Observer observer) throws SQLException {
        prepare();
        AtomicLong committed = new AtomicLong();
        long from = System.nanoTime() + warmup.toNanos();
        long end = from + duration.toNanos();
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                running.add(writers.submit(writer(i, end, committed)));
            }
            sleepUntil(from);
            observer.begins();
            long before = committed.get();
            long started = System.nanoTime();
            sleepUntil(end);
            long landed = committed.get() - before;
            double seconds = (System.nanoTime() - started) / 1e9;
            observer.ends();
            for (Future<?> each : running) {
                each.get();
            }
            return landed / seconds;
        } catch (ExecutionException failure) {
            throw new IllegalStateException("COPY failed", failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during COPY", interrupted);
        } finally {
            database.execute("drop schema bench_copy cascade");
        }
    }

    private void prepare() throws SQLException {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        database.execute(
                "drop schema if exists bench_copy cascade",
                "create schema bench_copy",
                """
                create table bench_copy.value (
                    series_id integer not null,
                    at timestamptz not null,
                    value double precision,
                    status smallint not null,
                    primary key (series_id, at)
                ) partition by range (at)""",
                partition("today", today),
                partition("tomorrow", today.plusDays(1)));
    }

    private static String partition(String name, LocalDate day) {
        return "create table bench_copy.%s partition of bench_copy.value for values from ('%sT00:00:00Z') to ('%sT00:00:00Z')"
                .formatted(name, day, day.plusDays(1));
    }

    private Callable<Void> writer(int number, long end, AtomicLong committed) {
        return () -> {
            int series = SERIES / WRITERS;
            CopyBatch batch = new CopyBatch(1 + number * series, series, TIMES);
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("set synchronous_commit = on");
                long millis = System.currentTimeMillis();
                while (System.nanoTime() - end < 0) {
                    byte[] bytes = batch.from(millis);
                    CopyIn copy =
                            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
                    copy.writeToCopy(bytes, 0, bytes.length);
                    committed.addAndGet(copy.endCopy());
                    millis += TIMES;
                }
            }
            return null;
        };
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        Thread.sleep(Duration.ofNanos(Math.max(0, nanos - System.nanoTime())));
    }
}
