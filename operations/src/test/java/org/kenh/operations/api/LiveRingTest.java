package org.kenh.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiveRingTest {
    @Test
    void after_theNewest_isNothing() {
        LiveRing ring = filled(new LiveRing(10, 1_000), 3);
        assertThat(ring.after(3)).isEqualTo(new LiveRing.Next.Nothing());
        assertThat(number(ring.after(0))).isEqualTo(1);
        assertThat(number(ring.after(2))).isEqualTo(3);
    }

    @Test
    void after_whatWasForgotten_isMissed() {
        LiveRing ring = filled(new LiveRing(10, 100_000), 25);
        assertThat(ring.after(14)).isEqualTo(new LiveRing.Next.Missed(25));
        assertThat(number(ring.after(15))).isEqualTo(16);
        assertThat(ring.after(26)).isEqualTo(new LiveRing.Next.Missed(25));
    }

    @Test
    void append_moreBytesThanAllowed_forgetsTheOldest() {
        LiveRing ring = filled(new LiveRing(1_000, 50), 8); // of ten bytes each
        assertThat(ring.after(2)).isInstanceOf(LiveRing.Next.Missed.class);
        assertThat(number(ring.after(3))).isEqualTo(4);
    }

    @Test
    void interrupt_whoeverWaits_hasMissedSomething() {
        LiveRing ring = filled(new LiveRing(10, 1_000), 3);
        ring.interrupt();
        assertThat(ring.after(3)).isEqualTo(new LiveRing.Next.Missed(4));
        assertThat(ring.after(4)).isEqualTo(new LiveRing.Next.Nothing());
        filled(ring, 1);
        assertThat(number(ring.after(4))).isEqualTo(5);
    }

    private static long number(LiveRing.Next next) {
        return next instanceof LiveRing.Next.Found(LiveRing.Event event) ? event.number() : -1;
    }

    private static LiveRing filled(LiveRing ring, int events) {
        for (int i = 0; i < events; i++) {
            ring.append(new LiveRing.Event(ring.nextNumber(), LiveTopic.READINGS, "a", new byte[10]));
        }
        return ring;
    }
}
