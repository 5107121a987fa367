package org.kenh.operations.alarmdesk;

import java.util.Optional;
import java.util.function.Function;
import org.kenh.ingest.alarm.AlarmRule;

/**
 * A rule with where it holds.
 *
 * @param rule with a star in its series: the rule for any one match; only what is the same for all of them counts
 * @param starred present if the series has a star
 * @param suppresses present if its alarms hide others
 */
public record LiveRule(
        AlarmRule rule, Optional<Starred> starred, Scope scope, Optional<Suppresses> suppresses, boolean enabled) {

    /** A rule without a star. */
    public static LiveRule of(AlarmRule rule, Scope scope, Optional<Suppresses> suppresses, boolean enabled) {
        return new LiveRule(rule, Optional.empty(), scope, suppresses, enabled);
    }

    public String id() {
        return rule.id();
    }

    /**
     * A series with one star, which stands for one or more characters other than a slash.
     *
     * @param pattern the first series of the condition, for example {@code pump-*}{@code /current}
     * @param filled the rule with every star replaced by a match, for example {@code 1}
     */
    public record Starred(String pattern, Function<String, AlarmRule> filled) {}
}
