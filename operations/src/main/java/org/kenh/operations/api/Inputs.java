package org.kenh.operations.api;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Forms of input that queries and bodies share. */
final class Inputs {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final Pattern KIND = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Inputs() {}

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    static boolean isKind(String text) {
        return KIND.matcher(text).matches();
    }

    static boolean isCommandName(String text) {
        return ID.matcher(text).matches();
    }

    /** Empty if it is not a UUID in its usual form. */
    static Optional<UUID> uuid(String text) {
        return UUID_FORM.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    /** Empty if it is not a number from 0 on, as the ids of the store are. */
    static Optional<Long> wholeNumber(String text) {
        return NUMBER.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    /** Empty if it is not an ISO 8601 duration within the bounds. */
    static Optional<Duration> duration(String text, Duration shortest, Duration longest) {
        try {
            Duration duration = Duration.parse(text);
            boolean within = duration.compareTo(shortest) >= 0 && duration.compareTo(longest) <= 0;
            return within ? Optional.of(duration) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Empty if it is not a whole number within the bounds. */
    static Optional<Integer> integer(String text, int least, int most) {
        try {
            int number = Integer.parseInt(text);
            return number >= least && number <= most ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
