package org.kenh.ingest.alarm;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.SeriesName;

/**
 * A rule on one subject.
 *
 * @param sources where the rule's inputs come from; one that the subject does not have is left out and stays unknown
 */
public record Binding(AlarmRule rule, String subject, Map<InputName, Source> sources) {
    public Binding {
        sources = Map.copyOf(sources);
        if (rule.inputs().size() > AlarmRule.MOST_INPUTS) {
            throw new IllegalArgumentException("a rule may look at " + AlarmRule.MOST_INPUTS + " series, but "
                    + rule.id() + " looks at " + rule.inputs().size());
        }
    }

    public AlarmKey key() {
        return new AlarmKey(rule.id(), subject);
    }

    /**
     * One series of one device.
     *
     * @param interval how often it is to report: after twice this time without a reading it is stale. Empty: never
     */
    public record Source(DeviceId device, SeriesName series, Optional<Duration> interval) {}
}
