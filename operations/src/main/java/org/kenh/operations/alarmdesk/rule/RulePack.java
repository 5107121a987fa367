package org.kenh.operations.alarmdesk.rule;

import java.util.List;
import org.kenh.ingest.alarm.Rationalisation.Bilingual;

/** Rules of the library that belong together. */
public record RulePack(String id, Bilingual title, Bilingual description, List<RuleDocument> rules) {
    public RulePack {
        rules = List.copyOf(rules);
    }
}
