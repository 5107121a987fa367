package org.kenh.ingest.alarm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why there is this alarm and what to do about it, as ISA-18.2 wants it written down.
 *
 * @param tag the short name on screens and lists
 * @param alarmClass the class whose habits (training, tests, reports) apply, for example {@code flood}
 * @param approval who approved this version of the rule and when; empty: a draft
 */
public record Rationalisation(
        String tag,
        String alarmClass,
        Bilingual name,
        Bilingual causes,
        Bilingual consequence,
        Bilingual action,
        String owner,
        Optional<Approval> approval) {
    /**
     * What is still missing before the rule may go live; empty when nothing is. A rule without an action for the
     * operator is an event, not an alarm.
     */
    public List<String> gaps() {
        List<String> gaps = new ArrayList<>();
        need(gaps, "tag", tag);
        need(gaps, "class", alarmClass);
        need(gaps, "owner", owner);
        need(gaps, "name", name);
        need(gaps, "causes", causes);
        need(gaps, "consequence", consequence);
        need(gaps, "action", action);
        if (approval.isEmpty()) {
            gaps.add("approval");
        }
        return gaps;
    }

    private static void need(List<String> gaps, String member, String text) {
        if (text.isBlank()) {
            gaps.add(member);
        }
    }

    private static void need(List<String> gaps, String member, Bilingual text) {
        need(gaps, member + ".vi", text.vi());
        need(gaps, member + ".en", text.en());
    }

    /** A text in both languages; empty while nobody has written it. */
    public record Bilingual(String vi, String en) {}

    /** Who stands for a version. */
    public record Approval(String by, Instant at) {}
}
