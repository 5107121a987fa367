package org.kenh.telemetry.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.kenh.telemetry.SeriesName;

/**
 * One turn of a pump, valve, gate or other output.
 *
 * @param id unique in its schedule
 * @param target a pump's or an output's name in the device's site file
 * @param position of an output, 0 to 1; pumps know only 1
 * @param duration the longest that it may take, also when a volume ends it; 1 second to 7 days
 * @param volume ends the turn when so much has flowed, m³
 * @param late what to do when the device was off at the start
 * @param conditions all of them must hold; while one does not, or cannot be known, the target rests
 */
public record Turn(
        String id,
        String target,
        double position,
        Instant start,
        Duration duration,
        Optional<Double> volume,
        Late late,
        List<Condition> conditions) {
    public static final int LONGEST_TARGET = 128;
    public static final int MOST_CONDITIONS = 16;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(7);

    /** Checks all of it; throws {@link IllegalArgumentException} naming the turn and the offending value. */
    public Turn {
        conditions = List.copyOf(conditions);
        Schedule.checkId(id, "a turn's id");
        String turn = "turn " + id + ": ";
        Schedule.check(!target.isEmpty() && target.length() <= LONGEST_TARGET, turn + "the target must have a name");
        Schedule.check(position > 0 && position <= 1, turn + "position must be above 0 and at most 1");
        Schedule.check(
                duration.compareTo(SHORTEST) >= 0 && duration.compareTo(LONGEST) <= 0,
                turn + "duration must be " + SHORTEST + " to " + LONGEST + ", but is " + duration);
        Schedule.check(
                volume.isEmpty() || (volume.get() > 0 && volume.get() <= 1e9),
                turn + "volume must be above 0 m3 and at most 1e9");
        Schedule.check(
                conditions.size() <= MOST_CONDITIONS,
                turn + "there must be at most " + MOST_CONDITIONS + " conditions");
    }

    /** When it ends at the latest. */
    public Instant end() {
        return start.plus(duration);
    }

    /** What becomes of a turn that should have begun while the device could not begin it. */
    public enum Late {
        /** It runs from then to its planned end. */
        REST("rest"),
        /** It is left out, also when it had begun and was interrupted. */
        SKIP("skip");

        private final String word;

        Late(String word) {
            this.word = word;
        }

        /** The word in the document. */
        public String word() {
            return word;
        }

        public static Optional<Late> fromWord(String word) {
            for (Late late : values()) {
                if (late.word.equals(word)) {
                    return Optional.of(late);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * A bound on a series of the device.
     *
     * @param limit in the unit of the series
     * @param above whether the value must be above the limit, else below
     */
    public record Condition(SeriesName series, boolean above, double limit) {}
}
