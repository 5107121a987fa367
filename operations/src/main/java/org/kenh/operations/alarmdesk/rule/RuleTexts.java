package org.kenh.operations.alarmdesk.rule;

import org.kenh.ingest.alarm.Rationalisation.Bilingual;

/** What a rule says in words; empty where nobody has written anything. */
record RuleTexts(
        String tag,
        String alarmClass,
        Bilingual name,
        Bilingual causes,
        Bilingual consequence,
        Bilingual action,
        String owner) {}
