package org.kenh.edge.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.kenh.edge.uplink.FakeCentre.Mood;

/** 3,000 agents lose the centre in the same instant, and it stays away for a while: how they come back. */
class ReturnOfManyTest {
    private static final int AGENTS = 3_000;
    private static final Duration AWAY = Duration.ofMinutes(5);

    @Test
    void centreIsBackAtOnce_first10Seconds_noSecondHasMoreThan400() {
        Herd herd = new Herd();
        herd.lose();
        herd.time.pass(Duration.ofSeconds(30));

        assertThat(herd.connected()).isEqualTo(AGENTS);
        assertThat(herd.attemptsBySecond())
                .allSatisfy(count -> assertThat(count).isLessThan(400));
        assertThat(herd.attemptsBySecond().subList(0, 10))
                .allSatisfy(count -> assertThat(count).isGreaterThan(200));
    }

    @Test
    void centreIsAway_attemptsStayBoundedAndThinOut() {
        Herd herd = new Herd();
        herd.centre.setAll(Mood.REFUSES);
        herd.lose();
        herd.time.pass(AWAY);
        List<Integer> attempts = herd.attemptsBySecond();

        assertThat(attempts).allSatisfy(count -> assertThat(count).isLessThan(500));
        assertThat(attempts.subList(120, 300))
                .allSatisfy(count -> assertThat(count).isLessThan(120));
    }

    @Test
    void centreReturnsAfterMinutes_allAreBackWithinTwoMinutesAndNeverMoreThan120InASecond() {
        Herd herd = new Herd();
        herd.centre.setAll(Mood.REFUSES);
        herd.lose();
        herd.time.pass(AWAY);
        herd.centre.setAll(Mood.WORKS);
        int before = (int) AWAY.toSeconds();
        herd.time.pass(Timing.DEFAULT.longest().plusSeconds(1));

        assertThat(herd.connected()).isEqualTo(AGENTS);
        assertThat(herd.attemptsBySecond().subList(before, before + 120))
                .allSatisfy(count -> assertThat(count).isLessThan(120));
    }

    private static final class Herd {
        private final VirtualTime time = new VirtualTime();
        private final FakeCentre centre = new FakeCentre(time).name("centre", "192.0.2.1");
        private final List<FailoverUplink> uplinks = new ArrayList<>();
        private final Random random = new Random(7);
        private Duration lostAt = Duration.ZERO;

        Herd() {
            for (int i = 0; i < AGENTS; i++) {
                FailoverUplink uplink = new FailoverUplink(
                        List.of(centre.route("mqtts", "centre")), Timing.DEFAULT, time.surroundings(random));
                uplinks.add(uplink);
                uplink.start(new Deaf());
            }
            time.pass(Duration.ofMinutes(1));
            assertThat(connected()).isEqualTo(AGENTS);
        }

        void lose() {
            lostAt = time.now();
            centre.attemptTimes.clear();
            List.copyOf(centre.links).forEach(FakeCentre.FakeLink::breakDown);
        }

        long connected() {
            return uplinks.stream()
                    .filter(uplink -> uplink.report().inUse().startsWith("mqtts"))
                    .count();
        }

        /** From the loss on until now. */
        List<Integer> attemptsBySecond() {
            int[] counts = new int[(int) time.now().minus(lostAt).toSeconds() + 1];
            centre.attemptTimes.forEach(at -> counts[(int) at.minus(lostAt).toSeconds()]++);
            List<Integer> list = new ArrayList<>();
            for (int count : counts) {
                list.add(count);
            }
            return list;
        }
    }

    private static final class Deaf implements UplinkListener {
        @Override
        public void connected() {}

        @Override
        public void disconnected(String reason) {}

        @Override
        public void command(byte[] payload) {}
    }
}
