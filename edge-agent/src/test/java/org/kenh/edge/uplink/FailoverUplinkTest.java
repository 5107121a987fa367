package org.kenh.edge.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.kenh.edge.uplink.FakeCentre.FakeLink;
import org.kenh.edge.uplink.FakeCentre.Mood;

class FailoverUplinkTest {
    private static final Message MESSAGE = new Message(Channel.READINGS, Encoding.JSON, new byte[] {1});
    private static final Duration LONG = Duration.ofSeconds(40);

    private final VirtualTime time = new VirtualTime();
    private final FakeCentre centre = new FakeCentre(time)
            .name("main", "192.0.2.1", "192.0.2.2", "2001:db8::1")
            .name("spare", "192.0.2.9");
    private final Heard heard = new Heard();
    private final FailoverUplink uplink = new FailoverUplink(
            List.of(centre.route("mqtts", "main"), centre.route("coaps", "spare")),
            Timing.DEFAULT,
            time.surroundings(new Random(1)));

    @Test
    void start_oneAddressAfterTheOther_familiesAlternate() {
        centre.setAll(Mood.REFUSES);
        uplink.start(heard);
        time.pass(Duration.ofSeconds(1));

        assertThat(centre.attempts)
                .containsExactly("mqtts 192.0.2.1", "mqtts 2001:db8:0:0:0:0:0:1", "mqtts 192.0.2.2", "coaps 192.0.2.9");
        assertThat(heard.events).isEmpty();
    }

    @Test
    void start_addressThatSaysNothing_isGivenUpInTime() {
        centre.set("192.0.2.1", Mood.SILENT);
        uplink.start(heard);
        time.pass(Timing.DEFAULT.openWithin().plusSeconds(1));

        assertThat(heard.events).containsExactly("connected");
        assertThat(uplink.report().inUse()).isEqualTo("mqtts [2001:db8:0:0:0:0:0:1]:1");
        assertThat(centre.links.get(0).over).isTrue();
    }

    @Test
    void loss_ofASteadyLink_returnsWithinTheSpreadToTheSameAddress() {
        centre.set("192.0.2.1", Mood.REFUSES);
        uplink.start(heard);
        time.pass(LONG);
        centre.attempts.clear();
        centre.lastLink().breakDown();
        time.pass(Timing.DEFAULT.spread().plusSeconds(1));

        assertThat(centre.attempts).containsExactly("mqtts 2001:db8:0:0:0:0:0:1");
        assertThat(heard.events)
                .containsExactly("connected", "disconnected: mqtts [2001:db8:0:0:0:0:0:1]:1: broken", "connected");
    }

    @Test
    void loss_againAndAgain_doesNotReturnInALoop() {
        uplink.start(heard);
        time.pass(Duration.ofSeconds(1));
        for (Duration end = time.now().plusSeconds(600); time.now().compareTo(end) < 0; ) {
            if (uplink.report().inUse().startsWith("mqtts")) {
                centre.lastLink().breakDown();
            }
            time.pass(Duration.ofMillis(200));
        }

        assertThat(centre.attempts).hasSizeBetween(5, 30);
    }

    @Test
    void loss_preferredIsGone_otherUplinkTakesOver() {
        uplink.start(heard);
        time.pass(LONG);
        centre.set("192.0.2.1", Mood.REFUSES);
        centre.set("192.0.2.2", Mood.REFUSES);
        centre.set("2001:db8::1", Mood.REFUSES);
        CompletableFuture<Delivery> underWay = uplink.send(MESSAGE).toCompletableFuture();
        centre.lastLink().breakDown();

        assertThat(underWay).isCompletedWithValueMatching(Delivery.Failed.class::isInstance);
        time.pass(Timing.DEFAULT.spread().plusSeconds(1));
        assertThat(uplink.report().inUse()).isEqualTo("coaps 192.0.2.9:1");
        assertThat(uplink.report().connects()).isEqualTo(2);
    }

    @Test
    void return_toThePreferred_oldLinkFinishesWhatIsUnderWay() {
        FakeLink spare = onTheSpare();
        centre.setAll(Mood.WORKS);
        CompletableFuture<Delivery> underWay = uplink.send(MESSAGE).toCompletableFuture();
        keepAnswering(spare, Timing.DEFAULT.returnAfter().multipliedBy(13).dividedBy(10), underWay);

        assertThat(uplink.report().inUse()).startsWith("mqtts");
        assertThat(heard.events).containsExactly("connected", "connected");
        assertThat(underWay).isCompletedWithValue(Delivery.ACKNOWLEDGED);
        assertThat(spare.saidGoodbye).isTrue();
        CompletableFuture<Delivery> next = uplink.send(MESSAGE).toCompletableFuture();
        centre.lastLink().acknowledgeNext();
        assertThat(next).isCompletedWithValue(Delivery.ACKNOWLEDGED);
    }

    @Test
    void return_oldLinkDoesNotFinish_itsMessageFailsAndIsSentAgain() {
        FakeLink spare = onTheSpare();
        centre.setAll(Mood.WORKS);
        while (!uplink.report().inUse().startsWith("mqtts")) {
            if (spare.unanswered.isEmpty()) {
                uplink.send(MESSAGE);
            }
            time.pass(Duration.ofMillis(50));
            if (!uplink.report().inUse().startsWith("mqtts")) {
                spare.acknowledgeNext();
            }
        }
        assertThat(spare.unanswered).hasSize(1);
        CompletableFuture<Delivery> left = spare.unanswered.get(0);
        assertThat(left).isNotDone();
        time.pass(Duration.ofSeconds(11));

        assertThat(spare.saidGoodbye).isTrue();
        assertThat(uplink.report().inUse()).startsWith("mqtts");
    }

    @Test
    void return_preferredStillAway_theSpareStaysInUse() {
        FakeLink spare = onTheSpare();
        int before = centre.attempts.size();
        time.pass(Duration.ofMinutes(20));

        assertThat(spare.over).isFalse();
        assertThat(heard.events).containsExactly("connected");
        assertThat(centre.attempts.size() - before).isBetween(6, 15);
    }

    @Test
    void send_nothingIsAcknowledged_linkIsDroppedInTime() {
        uplink.start(heard);
        time.pass(LONG);
        FakeLink halfOpen = centre.lastLink();
        CompletableFuture<Delivery> delivery = uplink.send(MESSAGE).toCompletableFuture();
        Duration limit = Timing.DEFAULT.answerWithin();
        time.pass(limit.minusSeconds(1));
        assertThat(delivery).isNotDone();
        time.pass(limit.dividedBy(5).plusSeconds(2));

        assertThat(delivery).isCompletedWithValueMatching(Delivery.Failed.class::isInstance);
        assertThat(halfOpen.over).isTrue();
        assertThat(heard.events.get(1)).contains("no acknowledgement within 30 s");
    }

    @Test
    void send_tooManyUnderWay_failsAtOnce() {
        uplink.start(heard);
        time.pass(LONG);
        for (int i = 0; i < Leg.MOST_UNDER_WAY; i++) {
            assertThat(uplink.send(MESSAGE).toCompletableFuture()).isNotDone();
        }

        assertThat(uplink.send(MESSAGE).toCompletableFuture())
                .isCompletedWithValue(new Delivery.Failed("too many messages are under way"));
    }

    @Test
    void report_roundTrip_isMeasured() {
        uplink.start(heard);
        time.pass(LONG);
        assertThat(uplink.report().roundTripMillis()).isEmpty();
        uplink.send(MESSAGE);
        time.pass(Duration.ofMillis(80));
        centre.lastLink().acknowledgeNext();

        assertThat(uplink.report().roundTripMillis()).hasValue(80);
        assertThat(uplink.report().underWay()).isZero();
    }

    @Test
    void names_cannotBeResolvedAnyMore_knownAddressesAreTried() {
        uplink.start(heard);
        time.pass(LONG);
        centre.forgetNames();
        centre.attempts.clear();
        centre.lastLink().breakDown();
        time.pass(Timing.DEFAULT.spread().plusSeconds(1));

        assertThat(centre.attempts).containsExactly("mqtts 192.0.2.1");
    }

    @Test
    void command_ofAnyLink_isHeard() {
        uplink.start(heard);
        time.pass(LONG);
        centre.lastLink().command("{}".getBytes(StandardCharsets.UTF_8));

        assertThat(heard.events).containsExactly("connected", "command {}");
    }

    @Test
    void close_saysGoodbyeAndTriesNothingMore() {
        uplink.start(heard);
        time.pass(LONG);
        uplink.close();
        time.pass(Duration.ofHours(1));

        assertThat(centre.lastLink().saidGoodbye).isTrue();
        assertThat(centre.attempts).hasSize(1);
    }

    /** Connected by the less preferred uplink, while the preferred one refuses. */
    private FakeLink onTheSpare() {
        centre.setAll(Mood.REFUSES);
        centre.set("192.0.2.9", Mood.WORKS);
        uplink.start(heard);
        time.pass(Duration.ofSeconds(1));
        assertThat(uplink.report().inUse()).startsWith("coaps");
        return centre.lastLink();
    }

    /** A message is always under way on the old link; the one that is when the new one opens is acknowledged after. */
    private void keepAnswering(FakeLink old, Duration length, CompletableFuture<Delivery> first) {
        for (Duration end = time.now().plus(length); time.now().compareTo(end) < 0; ) {
            time.pass(Duration.ofMillis(500));
            if (!old.unanswered.isEmpty()) {
                old.acknowledgeNext();
            }
            if (uplink.report().inUse().startsWith("coaps")) {
                uplink.send(MESSAGE);
            }
        }
        assertThat(first).isDone();
    }

    private static final class Heard implements UplinkListener {
        private final List<String> events = new ArrayList<>();

        @Override
        public void connected() {
            events.add("connected");
        }

        @Override
        public void disconnected(String reason) {
            events.add("disconnected: " + reason);
        }

        @Override
        public void command(byte[] payload) {
            events.add("command " + new String(payload, StandardCharsets.UTF_8));
        }
    }
}
