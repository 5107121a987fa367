package org.kenh.operations.alarmdesk.handover;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.alarm.Letter;
import org.kenh.ingest.alarm.Rationalisation.Bilingual;
import org.kenh.operations.alarmdesk.AlarmView;

/**
 * What a shift hands over, in the words of the API.
 *
 * @param area null: everything
 * @param at when standing, shelved and out of service were looked at
 * @param annunciated how many times operators were told, by priority
 * @param events how many rows of the journal there are of each event, late readings left out
 * @param occurrences that operators were told of, and those that readings told of which came late, newest first
 * @param cut whether there were more than {@value #MOST} occurrences or notes
 * @param standing the console's live list
 * @param comments written at alarms during the shift, oldest first
 */
public record HandoverContent(
        Instant from,
        Instant to,
        @Nullable String area,
        Instant at,
        Map<Integer, Integer> annunciated,
        Map<String, Integer> events,
        List<Happened> occurrences,
        boolean cut,
        List<Standing> standing,
        List<Standing> shelved,
        List<Standing> outOfService,
        List<Comment> comments) {
    public static final int MOST = 1_000;

    /**
     * An occurrence; what is null has not happened.
     *
     * @param historical found in readings that came late: nobody was told of it
     */
    public record Happened(
            long alarm,
            UUID occurrence,
            String name,
            String area,
            @Nullable String site,
            int priority,
            Instant beganAt,
            @Nullable Instant returnedAt,
            @Nullable Instant acknowledgedAt,
            @Nullable String acknowledgedBy,
            boolean historical) {}

    /**
     * An alarm as it stands.
     *
     * @param until of shelving
     * @param reason of shelving, or of being out of service
     * @param by who has shelved it
     */
    public record Standing(
            long alarm,
            Bilingual name,
            String area,
            String areaName,
            @Nullable String site,
            @Nullable String siteName,
            int priority,
            Letter letter,
            String state,
            boolean active,
            @Nullable Instant activatedAt,
            @Nullable Double value,
            @Nullable Double limit,
            @Nullable String unit,
            @Nullable String acknowledgedBy,
            @Nullable String assignee,
            @Nullable Instant until,
            @Nullable String reason,
            @Nullable String by) {
        static Standing of(AlarmView view) {
            return new Standing(
                    view.id(),
                    view.name(),
                    view.area(),
                    view.areaName(),
                    view.site(),
                    view.siteName(),
                    view.priority(),
                    view.letter(),
                    view.state(),
                    view.active(),
                    view.activatedAt(),
                    view.value(),
                    view.limit(),
                    view.unit(),
                    view.acknowledgedBy(),
                    view.assignee(),
                    view.shelvedUntil(),
                    view.letter() == Letter.I ? view.outOfServiceReason() : view.shelveReason(),
                    view.shelvedBy());
        }
    }

    public record Comment(Instant at, String who, long alarm, String name, String text) {}
}
