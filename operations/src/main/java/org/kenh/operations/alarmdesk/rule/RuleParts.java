package org.kenh.operations.alarmdesk.rule;

import java.util.List;
import java.util.Optional;
import org.kenh.ingest.alarm.AlarmRule.Handling;
import org.kenh.ingest.alarm.AlarmRule.Suppression;
import org.kenh.ingest.alarm.AlarmRule.Timing;
import org.kenh.ingest.alarm.AlarmRule.Weight;
import org.kenh.ingest.alarm.Condition;
import org.kenh.operations.alarmdesk.Scope;
import org.kenh.operations.alarmdesk.Suppresses;

/** A rule that was read without mistakes. */
record RuleParts(Detected detected, Handling handling, RuleTexts texts, Reach reach) {
    /** When it is active and how urgent it then is. */
    record Detected(Condition condition, Timing timing, List<Weight> weights, Optional<Suppression> suppression) {}

    /**
     * What it watches and what it hides.
     *
     * @param pattern the series with a star by which subjects are found
     */
    record Reach(Scope scope, Optional<Suppresses> suppresses, Optional<String> pattern, boolean enabled) {}
}
