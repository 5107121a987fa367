package org.kenh.system;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.kenh.operations.irrigation.plan.Period;

/**
 * What goes wrong in a rehearsed district, in hours from the start: the only rain, impellers that are stuck, foul water in
 * the Đáy, and the hour from which the loss of all links waits for a field's turn that is about to begin.
 *
 * @param days of the whole rehearsal
 * @param idle days at its beginning on which nobody plans, so that fields are in need soon after
 */
record Trouble(int days, int idle, Hours rain, Hours stuck, Hours foul, int unlinked) {
    static final Duration WITHOUT_LINKS = Duration.ofHours(6);

    static final List<String> STUCK = List.of("tb-cao-thanh-pump-1", "tb-tao-duong-van-pump-1");

    static Trouble ofWeeks(int weeks) {
        return weeks == 1
                ? new Trouble(10, 3, new Hours(198, 208), new Hours(96, 126), new Hours(150, 170), 114)
                : new Trouble(7 * weeks, 0, new Hours(198, 208), new Hours(72, 168), new Hours(330, 350), 370);
    }

    /** As a fleet's file has it. */
    String effects() {
        return """
                effects:
                  - {effect: rain-share, value: 0}
                  - {effect: rain, %s, ramp: 1, value: 5}
                  - {effect: jam, %s, value: 1, on: %s}
                  - {effect: pollution, %s, ramp: 1, value: 0.95, on: [song-day]}""".formatted(rain, stuck, STUCK, foul);
    }

    /** A time of the rehearsal. */
    record Hours(int from, int to) {
        Period after(Instant start) {
            return new Period(start.plus(Duration.ofHours(from)), start.plus(Duration.ofHours(to)));
        }

        @Override
        public String toString() {
            return "from: " + from + ", to: " + to;
        }
    }
}
