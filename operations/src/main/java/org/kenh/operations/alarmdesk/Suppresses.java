package org.kenh.operations.alarmdesk;

import java.util.Set;

/**
 * Which alarms mean nothing while an alarm of the rule is active.
 *
 * @param classes empty: all
 */
public record Suppresses(Within within, Set<String> classes) {
    public Suppresses {
        classes = Set.copyOf(classes);
    }

    /** How far it reaches from the subject. */
    public enum Within {
        /** All other alarms of the subject's device. */
        DEVICE,
        /** All other alarms at the subject's site. */
        SITE,
        /** All other alarms in the subject's area and in the areas within it. */
        AREA
    }
}
