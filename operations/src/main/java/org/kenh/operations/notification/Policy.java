package org.kenh.operations.notification;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who is told of which alarms while nobody acknowledges them; what is empty does not matter.
 *
 * @param area alarms in it, with all that lies in it
 * @param classes of alarms
 * @param hours outside them its steps wait for the next shift, as long as the alarm is not acknowledged
 * @param steps by rising time
 */
public record Policy(
        String id,
        String name,
        boolean enabled,
        Optional<String> area,
        Set<Integer> priorities,
        Set<String> classes,
        Optional<DutyHours> hours,
        List<Step> steps) {
    public static final int MOST = 200;
    public static final int MOST_STEPS = 10;
    public static final int MOST_PEOPLE = 20;
    public static final Duration LONGEST_WAIT = Duration.ofDays(1);

    public Policy {
        priorities = Set.copyOf(priorities);
        classes = Set.copyOf(classes);
        steps = List.copyOf(steps);
    }

    /** Whether it is about such alarms, wherever they are. */
    boolean concerns(int priority, String alarmClass) {
        return enabled
                && (priorities.isEmpty() || priorities.contains(priority))
                && (classes.isEmpty() || classes.contains(alarmClass));
    }

    /**
     * People told at one time.
     *
     * @param after the annunciation of the alarm; zero: at once
     * @param people user names
     */
    public record Step(Duration after, List<String> people, List<Channel> channels) {
        public Step {
            people = List.copyOf(people);
            channels = List.copyOf(channels);
        }
    }
}
