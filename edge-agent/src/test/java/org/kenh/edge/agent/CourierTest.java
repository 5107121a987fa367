package org.kenh.edge.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kenh.edge.journal.Lane;
import org.kenh.edge.journal.MemoryJournal;
import org.kenh.edge.uplink.Backoff;
import org.kenh.edge.uplink.Channel;
import org.kenh.edge.uplink.Delivery;
import org.kenh.edge.uplink.Encoding;
import org.kenh.edge.uplink.Message;

class CourierTest {
    private static final Delivery LOST = new Delivery.Failed("lost");

    private final MemoryJournal journal = new MemoryJournal(10_000);
    private final FakeUplink uplink = new FakeUplink();
    private final ManualDelayer time = new ManualDelayer();
    private final Message birth = message(Channel.BIRTH, 0);
    private long nanos;
    private final Courier courier = new Courier(
            journal,
            uplink,
            () -> birth,
            new Courier.Pace(
                    new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), () -> 1),
                    time,
                    new SendingRate(8_000, () -> nanos)));

    @BeforeEach
    void fillJournal() {
        for (int i = 1; i <= 6; i++) {
            journal.append(Lane.LIVE, message(Channel.READINGS, i), 1);
        }
    }

    @Test
    void connected_greetsFirstAndDeliversAfterTheGreetingIsAcknowledged() {
        courier.connected();
        assertThat(uplink.sent).containsExactly(birth);

        uplink.answerNext(Delivery.ACKNOWLEDGED);

        assertThat(sizes()).startsWith(0, 1);
    }

    @Test
    void deliver_keepsAFewUnderWayAndAllInTheJournalUntilAcknowledged() {
        greeted();

        assertThat(uplink.unanswered()).isEqualTo(4);
        assertThat(journal.pending(Lane.LIVE)).isEqualTo(6);
        uplink.answerNext(Delivery.ACKNOWLEDGED);
        assertThat(uplink.unanswered()).isEqualTo(4);
        assertThat(journal.pending(Lane.LIVE)).isEqualTo(5);
    }

    @Test
    void deliver_failure_sendsAgainAfterAPauseThatGrows() {
        greeted();
        for (int i = 0; i < 4; i++) {
            uplink.answerNext(LOST);
        }
        uplink.sent.clear();

        time.pass(Duration.ofMillis(999));
        assertThat(uplink.sent).isEmpty();
        time.pass(Duration.ofMillis(1));
        assertThat(sizes()).containsExactly(1, 2, 3, 4);

        for (int i = 0; i < 4; i++) {
            uplink.answerNext(LOST);
        }
        uplink.sent.clear();
        time.pass(Duration.ofMillis(1_999));
        assertThat(uplink.sent).isEmpty();
        time.pass(Duration.ofMillis(1));
        assertThat(sizes()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void deliver_centreAsksForAPause_waitsThatLong() {
        greeted();
        for (int i = 0; i < 4; i++) {
            uplink.answerNext(new Delivery.Failed("overload", Duration.ofSeconds(30)));
        }
        uplink.sent.clear();

        time.pass(Duration.ofSeconds(29));
        assertThat(uplink.sent).isEmpty();
        time.pass(Duration.ofSeconds(1));
        assertThat(sizes()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void deliver_refusal_goesOnWithTheNextAndCounts() {
        greeted();
        uplink.answerNext(new Delivery.Refused("malformed"));
        uplink.answerAll(Delivery.ACKNOWLEDGED);
        for (int i = uplink.unanswered(); i > 0; i--) {
            uplink.answerNext(Delivery.ACKNOWLEDGED);
        }

        assertThat(courier.refused()).isEqualTo(1);
        assertThat(journal.pending(Lane.LIVE)).isZero();
        assertThat(sizes()).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void disconnected_sendsNothingUntilGreetedAgain() {
        greeted();
        courier.disconnected();
        for (int i = 0; i < 4; i++) {
            uplink.answerNext(LOST);
        }
        uplink.sent.clear();
        time.pass(Duration.ofMinutes(5));
        courier.wake();
        assertThat(uplink.sent).isEmpty();

        courier.connected();
        uplink.answerNext(Delivery.ACKNOWLEDGED);

        assertThat(sizes()).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void deliver_answers_oneAfterTheOtherBeforeReadings() {
        journal.append(Lane.CONTROL, message(Channel.ACKS, 101), 0);
        journal.append(Lane.CONTROL, message(Channel.ACKS, 102), 0);
        greeted();
        assertThat(sizes()).containsExactly(0, 101);

        uplink.answerNext(LOST);
        time.pass(Duration.ofSeconds(1));
        assertThat(sizes()).containsExactly(0, 101, 101);

        uplink.answerNext(Delivery.ACKNOWLEDGED);
        assertThat(sizes()).containsExactly(0, 101, 101, 102);
        uplink.answerNext(Delivery.ACKNOWLEDGED);
        assertThat(sizes()).containsExactly(0, 101, 101, 102, 1, 2, 3, 4);
    }

    @Test
    void backlog_goesAtItsRateAndLeavesPlacesForLive() {
        greeted();
        for (int i = 0; i < 6; i++) {
            uplink.answerNext(Delivery.ACKNOWLEDGED);
        }
        uplink.sent.clear();
        for (int i = 840; i < 845; i++) {
            journal.append(Lane.BACKLOG, message(Channel.READINGS, i), 1);
        }
        courier.wake();
        // 840 bytes and 160 of headers are one second at 8 kbit/s.
        assertThat(sizes()).containsExactly(840);
        passed(Duration.ofMillis(999));
        assertThat(sizes()).containsExactly(840);
        passed(Duration.ofMillis(1));
        assertThat(sizes()).containsExactly(840, 841);

        passed(Duration.ofSeconds(30));
        assertThat(uplink.unanswered()).isEqualTo(2);
        journal.append(Lane.LIVE, message(Channel.READINGS, 7), 1);
        courier.wake();
        assertThat(sizes()).containsExactly(840, 841, 7);
        uplink.answerNext(Delivery.ACKNOWLEDGED);
        assertThat(sizes()).containsExactly(840, 841, 7, 842);
    }

    @Test
    void greeting_failure_isRepeated() {
        courier.connected();
        uplink.answerNext(LOST);
        time.pass(Duration.ofSeconds(1));

        assertThat(sizes()).containsExactly(0, 0);
    }

    @Test
    void greeting_refused_doesNotKeepReadingsBack() {
        courier.connected();
        uplink.answerNext(new Delivery.Refused("no such field"));

        assertThat(sizes()).startsWith(0, 1);
    }

    private void passed(Duration duration) {
        nanos += duration.toNanos();
        time.pass(duration);
    }

    private void greeted() {
        courier.connected();
        uplink.answerNext(Delivery.ACKNOWLEDGED);
    }

    private List<Integer> sizes() {
        return uplink.sent.stream().map(message -> message.payload().length).toList();
    }

    private static Message message(Channel channel, int size) {
        return new Message(channel, Encoding.CBOR, new byte[size]);
    }
}
