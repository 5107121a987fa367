package org.kenh.operations.loudspeaker.emergency;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.kenh.ingest.alarm.Rationalisation.Bilingual;

/**
 * An emergency bulletin.
 *
 * @param approved by whom; where the template is pre-authorised, by who drafted it
 * @param ended closed or called off, by {@code kenh} when it was heard everywhere
 * @param bulletin as it stands among the bulletins, since it was sent
 * @param rounds of sending: the first to all its clusters, others to those that had not been heard
 * @param unheard clusters that were not proven when it ended: who closed it knows them
 * @param toldAt when people were told by alarms which clusters had not been heard
 */
public record Emergency(
        long id,
        Draft draft,
        Deed created,
        EmergencyState state,
        Optional<Deed> approved,
        Optional<Deed> ended,
        String reason,
        Optional<Long> bulletin,
        List<Round> rounds,
        List<String> unheard,
        Optional<Instant> toldAt,
        int revision) {
    /** Who ends it when no person does. */
    public static final String NOBODY = "kenh";

    public Emergency {
        rounds = List.copyOf(rounds);
        unheard = List.copyOf(unheard);
    }

    /** All clusters that it is for; empty before it was sent. */
    public List<String> targets() {
        return rounds.isEmpty() ? List.of() : rounds.getFirst().targets();
    }

    /** Until when a round may sound: what is read out slowly takes half as long again as was guessed. */
    Instant latestEnd(Round round) {
        return round.at().plusSeconds(seconds() + seconds() / 2);
    }

    /** Of one round, with all repetitions. */
    public int seconds() {
        return draft.seconds() * draft.repeats();
    }

    /** Who did something and when. */
    public record Deed(String by, Instant at) {}

    /**
     * What is to be said, and where.
     *
     * @param alarm that it comes from
     * @param own it says what nobody has approved before: words of a person, or of an alarm that is not confirmed
     * @param seconds of one reading
     */
    public record Draft(
            Optional<Cause> alarm,
            String template,
            Bilingual title,
            Bilingual text,
            boolean own,
            List<String> areas,
            List<String> clusters,
            int repeats,
            int seconds) {
        public Draft {
            areas = List.copyOf(areas);
            clusters = List.copyOf(clusters);
        }
    }

    /**
     * The alarm that it comes from.
     *
     * @param level of severity that it had
     * @param proposed the desk drafted it itself, once for each occurrence and template
     */
    public record Cause(long alarm, Optional<UUID> occurrence, int level, boolean proposed) {}

    /** One sending, as a slot that is judged like any other. */
    public record Round(int number, String slot, Instant at, List<String> targets) {
        public Round {
            targets = List.copyOf(targets);
        }
    }
}
