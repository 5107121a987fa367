package org.kenh.ingest.writing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kenh.ingest.Messages.number;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.Receipt;
import org.kenh.ingest.IngestConfig.Writing;
import org.kenh.ingest.Messages;
import org.kenh.ingest.Until;
import org.kenh.ingest.live.CommittedBatch;
import org.kenh.ingest.writing.BatchStore.Attempt;
import org.kenh.ingest.writing.BatchStore.Entry;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.Value;

class BatchingIntakeTest {
    private final Instant now = Instant.now();
    private final Instant yesterday = now.minus(Duration.ofDays(1));

    private final FakeStore store = new FakeStore();
    private final FakeAftermath aftermath = new FakeAftermath();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final BatchingIntake intake = intake(1, 1024 * 1024);

    @AfterEach
    void stop() {
        store.gate.release(1_000_000);
        intake.close();
    }

    @Test
    void messages_thatComeDuringACommit_goTogether() {
        store.gate.drainPermits();
        CompletableFuture<Receipt> first = accept(intake, "d0", 0);
        store.awaitAttempts(1);
        List<CompletableFuture<Receipt>> others = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            others.add(accept(intake, "d" + i, i));
        }
        assertThat(first).isNotDone();
        store.gate.release(1_000);

        others.forEach(answer -> assertThat(join(answer)).isEqualTo(Receipt.COMMITTED));
        assertThat(store.batches).extracting(List::size).containsExactly(1, 100);
    }

    @Test
    void messages_ofOneDevice_keepTheirOrder_overSeveralLanes() {
        BatchingIntake wide = intake(4, 64L * 1024 * 1024);
        List<CompletableFuture<Receipt>> answers = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            answers.add(accept(wide, "d" + i % 7, i));
        }
        answers.forEach(BatchingIntakeTest::join);
        wide.close();

        for (int device = 0; device < 7; device++) {
            String id = "d" + device;
            assertThat(store.stored().stream()
                            .filter(message -> message.origin().device().value().equals(id))
                            .map(message -> ((DeviceMessage.Readings) message)
                                    .readings()
                                    .getFirst()
                                    .timeMicros()))
                    .isSorted();
        }
        assertThat(store.stored()).hasSize(2_000);
    }

    @Test
    void storeThatIsAway_isAskedAgainWithTheSameMessages() {
        store.answers.add(batch -> new Attempt.Unavailable("away"));
        store.answers.add(batch -> new Attempt.Unavailable("still away"));

        assertThat(join(accept(intake, "d1", 1))).isEqualTo(Receipt.COMMITTED);

        assertThat(store.attempts).hasSize(3);
        assertThat(store.attempts.get(0)).isEqualTo(store.attempts.get(1)).isEqualTo(store.attempts.get(2));
        assertThat(meters.get("kenh.ingest.retries").counter().count()).isEqualTo(2);
    }

    @Test
    void unstorableMessage_isTakenOutOfItsBatch_andKeptAsRejected() {
        store.poison = "d13";
        store.gate.drainPermits();
        List<CompletableFuture<Receipt>> answers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            answers.add(accept(intake, "d" + i, i));
        }
        store.gate.release(1_000);

        for (int i = 0; i < 30; i++) {
            assertThat(join(answers.get(i))).isEqualTo(i == 13 ? new Receipt.Refused("poison", "") : Receipt.COMMITTED);
        }
        assertThat(store.stored())
                .filteredOn(DeviceMessage.Malformed.class::isInstance)
                .hasSize(1);
    }

    @Test
    void messageThatCannotEvenBeKept_isAnsweredFailed() {
        store.poison = "d1";
        store.poisonsAll = true;

        assertThat(join(accept(intake, "d1", 1))).isEqualTo(new Receipt.Failed("poison"));
    }

    @Test
    void fullQueue_isSaturatedFirst_thenOverloaded_untilHalfIsFree() {
        store.gate.drainPermits();
        AtomicBoolean relieved = new AtomicBoolean();
        intake.onRelief(() -> relieved.set(true));
        assertThat(relieved).isTrue();
        relieved.set(false);
        List<CompletableFuture<Receipt>> answers = new ArrayList<>();
        while (!intake.isSaturated()) {
            answers.add(accept(intake, "d1", answers.size()));
        }
        assertThat(answers).noneMatch(CompletableFuture::isDone);
        intake.onRelief(() -> relieved.set(true));
        CompletableFuture<Receipt> last = accept(intake, "d1", 0);
        while (!last.isDone()) {
            last = accept(intake, "d1", 0);
        }
        assertThat(join(last)).isEqualTo(new Receipt.Overloaded(Duration.ofSeconds(5)));
        assertThat(relieved).isFalse();

        store.gate.release(1_000_000);

        answers.forEach(answer -> assertThat(join(answer)).isEqualTo(Receipt.COMMITTED));
        Until.holds("relief", relieved::get);
        assertThat(intake.isSaturated()).isFalse();
    }

    @Test
    void live_goesBeforeBacklog_whichStillGetsAnEighthOfABatch() {
        store.gate.drainPermits();
        BatchingIntake small = new BatchingIntake(
                new Writing(64L * 1024 * 1024, 1, 16, Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(3)),
                store,
                aftermath,
                new SimpleMeterRegistry());
        CompletableFuture<Receipt> first = accept(small, "d0", 0);
        store.awaitAttempts(1);
        List<CompletableFuture<Receipt>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(backlog(small, "old", i));
        }
        for (int i = 0; i < 20; i++) {
            answers.add(accept(small, "new", i));
        }
        store.gate.release(1_000);
        assertThat(join(first)).isEqualTo(Receipt.COMMITTED);
        answers.forEach(answer -> assertThat(join(answer)).isEqualTo(Receipt.COMMITTED));
        small.close();

        assertThat(store.batches.get(1))
                .extracting(entry -> entry.message().origin().device().value())
                .containsExactlyElementsOf(
                        Stream.concat(Collections.nCopies(14, "new").stream(), Stream.of("old", "old"))
                                .toList());
        assertThat(store.batches.get(2).subList(0, 6))
                .allMatch(entry -> entry.message().origin().device().value().equals("new"));
    }

    @Test
    void backlog_fillsOnlyHalfTheRoom_andSlowsDownOnlyItsSender() {
        store.gate.drainPermits();
        List<CompletableFuture<Receipt>> answers = new ArrayList<>();
        while (!intake.isSaturated(DeviceId.of("old"))) {
            answers.add(backlog(intake, "old", answers.size()));
        }
        CompletableFuture<Receipt> refused = backlog(intake, "old", 0);
        while (!refused.isDone()) {
            answers.add(refused);
            refused = backlog(intake, "old", 0);
        }
        assertThat(join(refused)).isEqualTo(new Receipt.Overloaded(Duration.ofSeconds(5)));

        assertThat(intake.isSaturated()).isFalse();
        assertThat(intake.isSaturated(DeviceId.of("new"))).isFalse();
        CompletableFuture<Receipt> live = accept(intake, "new", 0);
        assertThat(live).isNotDone();

        AtomicBoolean relieved = new AtomicBoolean();
        intake.onRelief(() -> relieved.set(true));
        assertThat(relieved).isFalse();
        store.gate.release(1_000_000);
        Until.holds("relief", relieved::get);
        assertThat(join(live)).isEqualTo(Receipt.COMMITTED);
        answers.forEach(answer -> assertThat(join(answer)).isEqualTo(Receipt.COMMITTED));
        assertThat(intake.isSaturated(DeviceId.of("old"))).isFalse();
    }

    @Test
    void closing_answersEverything_alsoWhatTheStoreDoesNotTake() {
        store.alwaysAway = true;
        CompletableFuture<Receipt> first = accept(intake, "d1", 1);
        store.awaitAttempts(1);
        CompletableFuture<Receipt> second = accept(intake, "d1", 2);

        intake.close();

        assertThat(join(first)).isInstanceOf(Receipt.Failed.class);
        assertThat(join(second)).isInstanceOf(Receipt.Failed.class);
        assertThat(join(accept(intake, "d1", 3))).isEqualTo(new Receipt.Failed("the centre is stopping"));
    }

    @Test
    void error_inTheStore_costsItsBatchOnly_andGivesTheRoomBack() {
        store.answers.add(batch -> {
            throw new NoClassDefFoundError("gone");
        });

        assertThat(join(accept(intake, "d1", 1))).isEqualTo(new Receipt.Failed("a fault at the centre"));
        assertThat(join(accept(intake, "d1", 2))).isEqualTo(Receipt.COMMITTED);
        Until.holds("all room is free", () -> queuedBytes() == 0);
        assertThat(meters.get("kenh.ingest.messages")
                        .tag("outcome", "failed")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aftermath_thatFails_doesNotStopTheAnswers() {
        aftermath.failure = Optional.of(new NoClassDefFoundError("gone"));

        assertThat(join(accept(intake, "d1", 1))).isEqualTo(Receipt.COMMITTED);
        assertThat(join(accept(intake, "d1", 2))).isEqualTo(Receipt.COMMITTED);
    }

    @Test
    void answer_completedByItsReader_stillGivesTheRoomBack() {
        store.gate.drainPermits();
        CompletableFuture<Receipt> answer = accept(intake, "d1", 1);
        answer.complete(new Receipt.Failed("the reader waits no longer"));
        store.gate.release(1_000);

        assertThat(join(accept(intake, "d1", 2))).isEqualTo(Receipt.COMMITTED);
        Until.holds("all room is free", () -> queuedBytes() == 0);
    }

    @Test
    void batch_neverTakenAsAWhole_isHalvedAfterFiveTries_inOrder() {
        store.most = 1;
        store.gate.drainPermits();
        CompletableFuture<Receipt> first = accept(intake, "d1", 0);
        store.awaitAttempts(1);
        List<CompletableFuture<Receipt>> others = new ArrayList<>();
        for (int i = 1; i <= 2; i++) {
            others.add(accept(intake, "d1", i));
        }
        store.gate.release(1_000);

        assertThat(join(first)).isEqualTo(Receipt.COMMITTED);
        others.forEach(answer -> assertThat(join(answer)).isEqualTo(Receipt.COMMITTED));
        assertThat(store.attempts).extracting(List::size).containsExactly(1, 2, 2, 2, 2, 2, 1, 1);
        assertThat(store.stored())
                .extracting(message ->
                        ((DeviceMessage.Readings) message).readings().getFirst().value())
                .containsExactly(new Value.Numeric(0), new Value.Numeric(1), new Value.Numeric(2));
    }

    @Test
    void singleMessage_thatTheStoreIsUnwillingToTake_isTriedAgain() {
        unwilling(6);

        assertThat(join(accept(intake, "d1", 1))).isEqualTo(Receipt.COMMITTED);
        assertThat(store.attempts).hasSize(7);
    }

    @Test
    void singleMessage_thatTheStoreNeverTakes_isNotAcknowledged_andHoldsUpNobodyForEver() {
        unwilling(8);

        assertThat(join(accept(intake, "d1", 1))).isEqualTo(new Receipt.Failed("57014 too slow"));
        assertThat(join(accept(intake, "d2", 2))).isEqualTo(Receipt.COMMITTED);
        Until.holds("all room is free", () -> queuedBytes() == 0);
    }

    private void unwilling(int times) {
        for (int i = 0; i < times; i++) {
            store.answers.add(batch -> new Attempt.Unwilling("57014 too slow"));
        }
    }

    private double queuedBytes() {
        return meters.get("kenh.ingest.queue.bytes").gauge().value();
    }

    private BatchingIntake intake(int lanes, long bytes) {
        Writing settings =
                new Writing(bytes, lanes, 1_000, Duration.ofMillis(5), Duration.ofSeconds(5), Duration.ofMillis(200));
        return new BatchingIntake(settings, store, aftermath, meters);
    }

    private CompletableFuture<Receipt> backlog(BatchingIntake intake, String device, int millis) {
        Reading reading = number("level", yesterday.plusMillis(millis), millis);
        return intake.accept(Messages.readings(device, reading)).toCompletableFuture();
    }

    private CompletableFuture<Receipt> accept(BatchingIntake intake, String device, int millis) {
        Reading reading = number("level", now.plusMillis(millis), millis);
        return intake.accept(Messages.readings(device, reading)).toCompletableFuture();
    }

    private static Receipt join(CompletableFuture<Receipt> answer) {
        return answer.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static final class FakeAftermath implements Aftermath {
        private volatile Optional<Error> failure = Optional.empty();

        @Override
        public void settled(DeviceMessage message, Receipt receipt) {
            fail();
        }

        @Override
        public void committed(BatchStore.Attempt.Stored stored) {
            fail();
        }

        private void fail() {
            if (failure.isPresent()) {
                throw failure.get();
            }
        }
    }

    private static final class FakeStore implements BatchStore {
        private final Semaphore gate = new Semaphore(1_000_000);
        private final List<List<Entry>> attempts = new CopyOnWriteArrayList<>();
        private final List<List<Entry>> batches = new CopyOnWriteArrayList<>();
        private final List<Function<List<Entry>, Attempt>> answers = new CopyOnWriteArrayList<>();
        private volatile int most = Integer.MAX_VALUE;
        private volatile String poison = "";
        private volatile boolean poisonsAll;
        private volatile boolean alwaysAway;

        @Override
        public Attempt store(List<Entry> batch) {
            attempts.add(batch);
            gate.acquireUninterruptibly();
            if (alwaysAway) {
                return new Attempt.Unavailable("away");
            }
            if (!answers.isEmpty()) {
                return answers.removeFirst().apply(batch);
            }
            if (batch.size() > most) {
                return new Attempt.Unwilling("57014 too slow");
            }
            if (batch.stream().anyMatch(this::isPoison)) {
                return new Attempt.Unstorable("poison");
            }
            batches.add(batch);
            return new Attempt.Stored(
                    batch.stream().map(entry -> (Receipt) Receipt.COMMITTED).toList(),
                    List.of(),
                    CommittedBatch.NOTHING);
        }

        List<DeviceMessage> stored() {
            return batches.stream().flatMap(List::stream).map(Entry::message).toList();
        }

        void awaitAttempts(int count) {
            Until.holds(count + " attempts", () -> attempts.size() >= count);
        }

        private boolean isPoison(Entry entry) {
            boolean named = entry.message().origin().device().value().equals(poison);
            return named && (poisonsAll || entry.message() instanceof DeviceMessage.Readings);
        }
    }
}
