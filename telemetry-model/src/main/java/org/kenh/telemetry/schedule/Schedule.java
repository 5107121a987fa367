package org.kenh.telemetry.schedule;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.kenh.telemetry.DeviceId;

/**
 * What one device is to do and when. A newer version replaces the older one whole.
 *
 * @param id what the centre calls it; 1 to 64 characters
 * @param device the only one that may run it
 * @param version from 1 on; a device takes only a greater one than it has
 * @param validFrom no turn begins before
 * @param validTo all turns have ended by then
 * @param turns at most {@value #MOST_TURNS}, in any order; turns of one target do not overlap
 */
public record Schedule(
        String id,
        DeviceId device,
        long version,
        Instant issued,
        Instant validFrom,
        Instant validTo,
        List<Turn> turns) {
    public static final int MOST_TURNS = 500;
    public static final int LONGEST_ID = 64;

    /** Checks all of it; throws {@link IllegalArgumentException} naming the offending turn and value. */
    public Schedule {
        turns = List.copyOf(turns);
        checkId(id, "the schedule's id");
        check(version >= 1, "the version must be at least 1, but is " + version);
        check(validFrom.isBefore(validTo), "validFrom must be before validTo, but is " + validFrom);
        check(turns.size() <= MOST_TURNS, "there must be at most " + MOST_TURNS + " turns, but are " + turns.size());
        Set<String> ids = new HashSet<>();
        for (Turn turn : turns) {
            check(ids.add(turn.id()), "turn " + turn.id() + " is there twice");
            check(
                    !turn.start().isBefore(validFrom) && !turn.end().isAfter(validTo),
                    "turn " + turn.id() + " does not lie between validFrom and validTo");
        }
        checkOverlaps(turns);
    }

    private static void checkOverlaps(List<Turn> turns) {
        for (int i = 0; i < turns.size(); i++) {
            for (int j = i + 1; j < turns.size(); j++) {
                Turn one = turns.get(i);
                Turn other = turns.get(j);
                boolean apart = !one.target().equals(other.target())
                        || !one.start().isBefore(other.end())
                        || !other.start().isBefore(one.end());
                check(apart, "turns " + one.id() + " and " + other.id() + " overlap on " + one.target());
            }
        }
    }

    static void checkId(String id, String what) {
        check(
                DeviceId.isValid(id),
                what + " must be 1 to " + LONGEST_ID + " of A-Z a-z 0-9 - _ . and start with a letter or digit");
    }

    static void check(boolean condition, String complaint) {
        if (!condition) {
            throw new IllegalArgumentException(complaint);
        }
    }
}
