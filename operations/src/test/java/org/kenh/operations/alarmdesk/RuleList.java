package org.kenh.operations.alarmdesk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.kenh.ingest.alarm.AlarmRule;

/** Rules that a test sets. */
final class RuleList implements RuleSource {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile List<LiveRule> rules = List.of();
    private final List<LiveRule> ever = new CopyOnWriteArrayList<>();

    /** Puts it in the place of the rule with the same id, if there is one. */
    void put(LiveRule rule) {
        List<LiveRule> all = new ArrayList<>(rules);
        all.removeIf(each -> each.id().equals(rule.id()));
        all.add(rule);
        ever.add(rule);
        rules = List.copyOf(all);
        listeners.forEach(Runnable::run);
    }

    void remove(String id) {
        rules = rules.stream().filter(rule -> !rule.id().equals(id)).toList();
        listeners.forEach(Runnable::run);
    }

    @Override
    public List<LiveRule> rules() {
        return rules;
    }

    @Override
    public Optional<AlarmRule> version(String rule, int version) {
        return ever.stream()
                .map(LiveRule::rule)
                .filter(each -> each.id().equals(rule) && each.version() == version)
                .findFirst();
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }
}
