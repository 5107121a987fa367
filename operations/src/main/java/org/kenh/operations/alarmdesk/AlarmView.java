package org.kenh.operations.alarmdesk;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.alarm.Letter;
import org.kenh.ingest.alarm.Rationalisation.Bilingual;

/**
 * An alarm as people see it, in the words of the API.
 *
 * @param subject {@code device:ID}, {@code device:ID/MATCH}, {@code site:ID} or {@code area:ID}
 * @param area the area that it lies in, or that it is about
 * @param series the first one that its condition looks at
 * @param measure what {@code value} and {@code limit} are about: {@code value} (the reading itself), {@code change},
 *     {@code difference}, {@code count}, {@code silence} or {@code formula}
 * @param state the word for the letter, see {@link #stateOf}
 * @param priority 1 to 3, of the present level; of the mildest one while clear
 * @param level of severity, 0 while clear
 * @param levels how many there are
 * @param value what was measured at the last change, a difference or count where the condition is about that
 * @param oneShot whether shelving also ends with the return
 * @param suppressedBy the id of the group alarm that hides it
 * @param unknown the condition cannot be told: a series is missing, stale or bad
 * @param group whether it hides others while it is active
 * @param members how many alarms that it hides are active
 * @param comments on the live occurrence
 * @param doubts what is doubtful about the rule here, for example two devices of a site with the same series
 * @param revision rises with each change of any alarm
 */
public record AlarmView(
        long id,
        String rule,
        int ruleVersion,
        Bilingual name,
        String tag,
        String alarmClass,
        String subject,
        @Nullable String device,
        @Nullable String site,
        @Nullable String siteName,
        String area,
        String areaName,
        @Nullable String series,
        @Nullable String unit,
        String measure,
        Letter letter,
        String state,
        boolean active,
        boolean acknowledged,
        int priority,
        int level,
        int levels,
        @Nullable UUID occurrence,
        @Nullable Instant activatedAt,
        @Nullable Double value,
        @Nullable Double limit,
        @Nullable String acknowledgedBy,
        @Nullable Instant acknowledgedAt,
        @Nullable Instant shelvedUntil,
        @Nullable String shelvedBy,
        @Nullable String shelveReason,
        boolean oneShot,
        boolean suppressedByRule,
        @Nullable Long suppressedBy,
        boolean outOfService,
        @Nullable String outOfServiceReason,
        boolean chattering,
        boolean unknown,
        boolean group,
        int members,
        @Nullable String assignee,
        int comments,
        List<Doubt> doubts,
        @Nullable Double lat,
        @Nullable Double lon,
        Instant updatedAt,
        long revision) {

    public AlarmView {
        doubts = List.copyOf(doubts);
    }

    /** It normal where it was, with the moment and number of the change by which it left. */
    AlarmView gone(AlarmView change) {
        return new AlarmView(
                id,
                rule,
                ruleVersion,
                name,
                tag,
                alarmClass,
                subject,
                device,
                site,
                siteName,
                area,
                areaName,
                series,
                unit,
                measure,
                Letter.A,
                stateOf(Letter.A),
                false,
                true,
                priority,
                0,
                levels,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                false,
                null,
                false,
                null,
                false,
                false,
                group,
                0,
                null,
                0,
                doubts,
                lat,
                lon,
                change.updatedAt,
                change.revision);
    }

    /** The word for a letter. */
    public static String stateOf(Letter letter) {
        return switch (letter) {
            case A -> "normal";
            case B -> "unacknowledged";
            case C -> "acknowledged";
            case D -> "returned";
            case E -> "latched-unacknowledged";
            case F -> "latched";
            case G -> "shelved";
            case H -> "suppressed";
            case I -> "out-of-service";
        };
    }
}
