package org.kenh.operations.alarmdesk.rule;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule would have raised.
 *
 * @param cut why it is not the whole: {@code readings}, {@code time} or {@code occurrences}; null when it is
 * @param subjects on how many the rule holds
 * @param subjectsDone how many of them were gone through to the end
 * @param readings how many were looked at
 * @param occurrences how often the condition was met
 * @param annunciated how often an operator would have been told
 * @param mostInTenMinutes the most that would have been told in ten minutes, over all subjects
 * @param flood whether that is more than an operator can take in
 * @param chattering the subjects on which it would have come and gone
 * @param perDay how many would have been told on each day of Asia/Ho_Chi_Minh that has any
 * @param bySubject the subjects on which something happened, those with the most first
 * @param warnings {@link RuleReplay#NO_SUBJECTS}, {@link RuleReplay#NOT_STORED}
 */
public record ReplayResult(
        Instant from,
        Instant to,
        @Nullable String cut,
        int subjects,
        int subjectsDone,
        long readings,
        long occurrences,
        long annunciated,
        int mostInTenMinutes,
        boolean flood,
        List<String> chattering,
        List<Day> perDay,
        List<Subject> bySubject,
        List<String> warnings) {
    public ReplayResult {
        chattering = List.copyOf(chattering);
        perDay = List.copyOf(perDay);
        bySubject = List.copyOf(bySubject);
        warnings = List.copyOf(warnings);
    }

    public record Day(LocalDate day, long count) {}

    /**
     * What happened on one subject.
     *
     * @param count how often, also where not all are listed
     * @param activeSeconds for how long in all
     */
    public record Subject(String subject, long count, double activeSeconds, List<Occurrence> occurrences) {
        public Subject {
            occurrences = List.copyOf(occurrences);
        }
    }

    /**
     * One time.
     *
     * @param ended null if it still stood at the end
     * @param level the gravest it reached
     * @param priority of that level
     * @param worst the value furthest beyond the limit; null where the condition is not about a value
     * @param limit of the first level it reached; null as well
     * @param annunciated false if it was suppressed by design throughout
     */
    public record Occurrence(
            Instant began,
            @Nullable Instant ended,
            int level,
            int priority,
            @Nullable Double worst,
            @Nullable Double limit,
            boolean annunciated,
            boolean chattered) {}
}
