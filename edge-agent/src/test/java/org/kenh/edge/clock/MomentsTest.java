package org.kenh.edge.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MomentsTest {
    private static final BootId BOOT = new BootId(new UUID(1, 1));

    @Test
    void resolve_findsEachMomentAndNothingElse() {
        String text = "a " + Moments.mark(5_000_000) + "/" + Moments.mark(-7_000) + " b";
        assertThat(Moments.isIn(text)).isTrue();
        assertThat(Moments.resolve(text, nanos -> "<$" + nanos + ">")).isEqualTo("a <$5000000>/<$-7000> b");
        assertThat(Moments.resolve("\uE000x\uE001 \uE0009999999999999999999\uE001", nanos -> "?" + nanos))
                .isEqualTo("\uE000x\uE001 ?0");
        assertThat(Moments.isIn("Bản tin 5 giờ")).isFalse();
    }

    @Test
    void truest_ofATimeUnderADoubtfulAnchor_goesByTheTrustedOneThatCame() {
        Anchor doubtful = new Anchor(0, Anchor.NO_FLOOR, 1_000_000, false);
        BootTime before = new BootTime(BOOT, Anchor.NO_FLOOR, 0, List.of(doubtful));
        assertThat(before.truest(2_000)).contains(1_000_002L);
        BootTime after = before.with(new Anchor(9_000_000, 1_009_001, 50_000_000, true));
        assertThat(after.truest(2_000)).contains(50_000_002L);
        assertThat(after.stamp(2_000)).contains(new Stamp(1_000_002, false));
        assertThat(new BootTime(BOOT, Anchor.NO_FLOOR, 0, List.of()).truest(2_000))
                .isEmpty();
    }
}
