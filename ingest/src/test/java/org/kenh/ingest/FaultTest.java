package org.kenh.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kenh.ingest.Messages.number;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.kenh.gateway.intake.Receipt;
import org.kenh.ingest.IngestConfig.Writing;
import org.kenh.ingest.timescale.Databases;
import org.kenh.ingest.timescale.Signals;
import org.kenh.ingest.timescale.Signals.Pause;

/** What happens to readings when the database misbehaves. */
@ParameterizedClass
@MethodSource("org.kenh.ingest.timescale.Databases#kinds")
class FaultTest {
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final Databases kind;

    FaultTest(Databases kind) {
        this.kind = kind;
    }

    @Test
    void pausedDatabase_getsNoAnswerGiven_andAllAnswersAfterwards() {
        try (District district = District.on(kind.fresh())) {
            devices(district, 10);
            district.send("d0", number("level", now.minusSeconds(1), 0));
            List<CompletableFuture<Receipt>> answers = new ArrayList<>();
            try (Pause _ = Signals.pause(kind.process())) {
                for (int i = 0; i < 1_000; i++) {
                    answers.add(district.accept("d" + i % 10, number("level", now.plusMillis(i), i)));
                }
                Receipt none = new Receipt.Failed("no answer within 2 seconds");
                assertThat(answers.getFirst()
                                .copy()
                                .completeOnTimeout(none, 2, TimeUnit.SECONDS)
                                .join())
                        .isEqualTo(none);
                assertThat(answers).noneMatch(CompletableFuture::isDone);
            }

            assertThat(answers.stream().map(District::answer)).allMatch(Receipt.COMMITTED::equals);
            assertThat(district.rows("select count(*) from telemetry.reading")).containsExactly("1001");
        }
    }

    @Test
    void crashedDatabase_keepsWhatWasAcknowledged_andGetsTheRest() {
        try (District district = District.on(kind.fresh())) {
            devices(district, 8);
            AtomicInteger committed = new AtomicInteger();
            AtomicBoolean ends = new AtomicBoolean();
            Semaphore underWay = new Semaphore(500);
            List<CompletableFuture<Receipt>> answers = new ArrayList<>();
            Thread sender = Thread.ofPlatform().start(() -> {
                for (int i = 0; !ends.get(); i++) {
                    underWay.acquireUninterruptibly();
                    answers.add(district.accept("d" + i % 8, number("level", now.plusMillis(i), i))
                            .thenApply(receipt -> {
                                committed.incrementAndGet();
                                underWay.release();
                                return receipt;
                            }));
                }
            });
            for (int crash = 0; crash < 2; crash++) {
                int before = committed.get();
                Until.holds("some are committed", () -> committed.get() > before + 500);
                Signals.kill(backend(district));
            }
            int before = committed.get();
            Until.holds("the database is back", () -> committed.get() > before + 500);
            ends.set(true);
            join(sender);

            assertThat(answers.stream().map(District::answer)).allMatch(Receipt.COMMITTED::equals);
            assertThat(district.rows("select count(*) from telemetry.reading"))
                    .containsExactly(Integer.toString(answers.size()));
        }
    }

    @Test
    void fullQueue_answersOverloaded_andTellsWhenThereIsRoom() {
        try (District district = District.on(small(kind.fresh()))) {
            devices(district, 1);
            List<CompletableFuture<Receipt>> answers = new ArrayList<>();
            AtomicBoolean relieved = new AtomicBoolean();
            try (Pause _ = Signals.pause(kind.process())) {
                for (int i = 0; i < 5_000; i++) {
                    answers.add(district.accept("d0", number("level", now.plusMillis(i), i)));
                }
                assertThat(district.ingest().intake().isSaturated()).isTrue();
                district.ingest().intake().onRelief(() -> relieved.set(true));
                assertThat(relieved).isFalse();
            }
            Until.holds("relief", relieved::get);

            List<Receipt> receipts = answers.stream().map(District::answer).toList();
            long committed = receipts.stream().filter(Receipt.COMMITTED::equals).count();
            assertThat(receipts).contains(new Receipt.Overloaded(Duration.ofSeconds(5)));
            assertThat(district.rows("select count(*) from telemetry.reading"))
                    .containsExactly(Long.toString(committed));
        }
    }

    @Test
    void closing_whileTheDatabaseIsPaused_answersFailedInTime() {
        District district = District.on(kind.fresh());
        devices(district, 1);
        district.send("d0", number("level", now, 0));
        try (Pause _ = Signals.pause(kind.process())) {
            CompletableFuture<Receipt> answer = district.accept("d0", number("level", now.plusMillis(1), 1));
            CompletableFuture<Receipt> queued = district.accept("d0", number("level", now.plusMillis(2), 1));

            long start = System.nanoTime();
            district.close();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
            assertThat(Stream.of(answer, queued).map(District::answer)).allMatch(Receipt.Failed.class::isInstance);
        }
    }

    @Test
    void closing_commitsWhatIsQueued() {
        DatabaseSettings database = kind.fresh();
        District district = District.on(database);
        devices(district, 1);
        List<CompletableFuture<Receipt>> answers = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            answers.add(district.accept("d0", number("level", now.plusMillis(i), i)));
        }
        district.close();

        assertThat(answers.stream().map(answer -> answer.getNow(new Receipt.Failed("unanswered"))))
                .allMatch(Receipt.COMMITTED::equals);
        assertThat(district.accept("d0", number("level", now, 1)).join()).isInstanceOf(Receipt.Failed.class);
        assertThat(district.rows("select count(*) from telemetry.reading")).containsExactly("2000");
    }

    private static void devices(District district, int count) {
        for (int i = 0; i < count; i++) {
            district.device("d" + i);
        }
    }

    private static long backend(District district) {
        return Long.parseLong(district.rows("select pid from pg_stat_activity where application_name = 'kenh-writing'"
                        + " and datname = current_database() limit 1")
                .getFirst());
    }

    private static IngestConfig small(DatabaseSettings database) {
        IngestConfig config = IngestConfig.of(database);
        Writing writing =
                new Writing(1024 * 1024, 1, 1_000, Duration.ofMillis(5), Duration.ofSeconds(5), Duration.ofSeconds(3));
        return new IngestConfig(database, writing, config.silence(), config.rejected(), config.keep());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
