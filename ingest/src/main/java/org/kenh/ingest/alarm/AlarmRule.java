package org.kenh.ingest.alarm;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A rule as it stands in one version.
 *
 * @param id stays when the version changes
 * @param version counts from 1; every change makes a new one
 * @param weights one for each level of the condition, the mildest first
 * @param suppression when the alarm means nothing by design; empty if it always does
 */
public record AlarmRule(
        String id,
        int version,
        Condition condition,
        Timing timing,
        List<Weight> weights,
        Handling handling,
        Optional<Suppression> suppression,
        Rationalisation rationalisation) {
    public static final Duration LONGEST_SHELVING = Duration.ofHours(8);
    public static final int MOST_INPUTS = 32;

    /** Throws {@link IllegalArgumentException} when the parts do not fit each other. */
    public AlarmRule {
        weights = List.copyOf(weights);
        if (version < 1) {
            throw new IllegalArgumentException("version must be at least 1, but is " + version);
        }
        if (weights.size() != condition.levels()) {
            throw new IllegalArgumentException("a priority is needed for each of the " + condition.levels()
                    + " levels, but there are " + weights.size());
        }
    }

    /** All series it looks at: those of the condition first, then those of the suppression alone. */
    public List<InputName> inputs() {
        Set<InputName> inputs = new LinkedHashSet<>(condition.inputs());
        suppression.ifPresent(part -> inputs.addAll(part.when().inputs()));
        return List.copyOf(inputs);
    }

    /** The priority of a level, which counts from 1. */
    Priority priority(int level) {
        return weights.get(level - 1).priority();
    }

    /**
     * The delays.
     *
     * @param onDelay how long the condition must hold without interruption
     * @param offDelay how long it must be clear without interruption
     * @param reAlarm how long after the acknowledgement an alarm that is still active is told again; empty: never
     */
    public record Timing(Duration onDelay, Duration offDelay, Optional<Duration> reAlarm) {
        public Timing {
            Checks.delay("onDelay", onDelay);
            Checks.delay("offDelay", offDelay);
            reAlarm.ifPresent(after -> Checks.positive("reAlarm", after));
        }
    }

    /**
     * The priority of one level.
     *
     * @param grading from what the priority follows by the grid; empty when it was set directly
     */
    public record Weight(Priority priority, Optional<Grading> grading) {
        public static Weight of(Priority priority) {
            return new Weight(priority, Optional.empty());
        }

        /** Throws {@link IllegalArgumentException} if the grid says that this is no alarm but an event. */
        public static Weight graded(Grading grading) {
            Priority priority = Priority.byGrid(grading.toRespond(), grading.consequence())
                    .orElseThrow(() -> new IllegalArgumentException("with " + grading.toRespond()
                            + " to respond and a minor consequence this is an event, not an alarm"));
            return new Weight(priority, Optional.of(grading));
        }
    }

    /** How soon somebody must act, and what happens otherwise. */
    public record Grading(Duration toRespond, Priority.Consequence consequence) {
        public Grading {
            Checks.delay("toRespond", toRespond);
        }
    }

    /**
     * What people may and must do.
     *
     * @param latching it stays after the return until it is reset
     * @param autoAcknowledged it needs no acknowledgement once it has returned; not together with latching
     * @param longestShelving at most {@link #LONGEST_SHELVING}
     * @param tellRises whether a rise of severity makes an acknowledged alarm unacknowledged
     */
    public record Handling(
            boolean latching,
            boolean autoAcknowledged,
            boolean shelvable,
            Duration longestShelving,
            boolean tellRises) {
        public static final Handling USUAL = new Handling(false, false, true, LONGEST_SHELVING, true);

        public Handling {
            Checks.positive("longestShelving", longestShelving);
            if (longestShelving.compareTo(LONGEST_SHELVING) > 0) {
                throw new IllegalArgumentException(
                        "longestShelving must be at most " + LONGEST_SHELVING + ", but is " + longestShelving);
            }
            if (latching && autoAcknowledged) {
                throw new IllegalArgumentException("an alarm cannot be both latching and acknowledged by itself");
            }
        }
    }

    /**
     * Suppression by design, for example of low flow while the pump stands still.
     *
     * @param hold how long it goes on after its condition has ended, for example until flow has built up
     */
    public record Suppression(Expression when, Duration hold) {
        public Suppression {
            Checks.delay("hold", hold);
        }
    }
}
