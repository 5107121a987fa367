package org.kenh.operations.alarmdesk.rule;

import org.kenh.ingest.alarm.AlarmRule;
import org.kenh.operations.alarmdesk.LiveRule;

/** A version of a rule with what it says. */
public record KeptRule(RuleVersion version, RuleDocument document) {
    /** The rule for the engine; a {@code *} stands as the digit 1. */
    public AlarmRule rule() {
        return document.rule(key());
    }

    LiveRule live() {
        return document.live(key());
    }

    private RuleDocument.Version key() {
        return new RuleDocument.Version(version.id(), version.number(), version.changedBy(), version.changedAt());
    }
}
