package org.kenh.operations.alarmdesk.rule;

import java.util.Optional;
import org.kenh.ingest.alarm.AlarmRule;
import org.kenh.operations.alarmdesk.LiveRule;

/** A version of a rule with what it says. */
public record KeptRule(RuleVersion version, RuleDocument document) {
    /** The rule for the engine; a {@code *} stands as the digit 1. */
    public AlarmRule rule() {
        return document.rule(key());
    }

    LiveRule live() {
        AlarmRule rule = rule();
        Optional<LiveRule.Starred> starred = document.pattern()
                .map(pattern -> new LiveRule.Starred(
                        pattern, match -> document.rule(key(), match).orElse(rule)));
        return new LiveRule(rule, starred, document.scope(), document.suppresses(), document.enabled());
    }

    private RuleDocument.Version key() {
        return new RuleDocument.Version(version.id(), version.number(), version.changedBy(), version.changedAt());
    }
}
