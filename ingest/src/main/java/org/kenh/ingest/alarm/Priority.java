package org.kenh.ingest.alarm;

import java.time.Duration;
import java.util.Optional;

/** How urgent an alarm is; P1 comes first. */
public enum Priority {
    P1(1),
    P2(2),
    P3(3);

    private static final Duration SHORT = Duration.ofMinutes(10);
    private static final Duration LONG = Duration.ofMinutes(30);

    private final int number;

    Priority(int number) {
        this.number = number;
    }

    /** 1 to 3, as people and the API write it. */
    public int number() {
        return number;
    }

    /** Throws {@link IllegalArgumentException} for anything but 1, 2 and 3. */
    public static Priority of(int number) {
        if (number < 1 || number > values().length) {
            throw new IllegalArgumentException("a priority must be 1, 2 or 3, but is " + number);
        }
        return values()[number - 1];
    }

    /**
     * The priority by the grid of time to respond and consequence. Empty: nobody needs to act, so this is an event and
     * not an alarm.
     */
    public static Optional<Priority> byGrid(Duration toRespond, Consequence consequence) {
        if (toRespond.compareTo(LONG) > 0) {
            return switch (consequence) {
                case MINOR -> Optional.empty();
                case MAJOR -> Optional.of(P3);
                case SEVERE -> Optional.of(P2);
            };
        }
        boolean hurry = toRespond.compareTo(SHORT) < 0;
        return Optional.of(
                switch (consequence) {
                    case MINOR -> hurry ? P2 : P3;
                    case MAJOR -> hurry ? P1 : P2;
                    case SEVERE -> P1;
                });
    }

    /** What happens when nobody acts. */
    public enum Consequence {
        MINOR,
        MAJOR,
        SEVERE
    }
}
