package org.kenh.telemetry;

/**
 * The name of a series of one device: the resolved name of RFC 8428, section 4.5.1 ({@code A-Za-z0-9-:./_}, first one
 * alphanumeric), at most 128 characters, for example {@code pump-1/current}.
 *
 * @param value the name as it stands on the wire
 */
public record SeriesName(String value) implements Comparable<SeriesName> {
    public static final int LONGEST = 128;

    /** Checks the form; throws {@link IllegalArgumentException} naming the offending value. */
    public SeriesName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("series name must be 1 to 128 of A-Z a-z 0-9 - : . / _ and start with a"
                    + " letter or digit, but is \"" + Excerpt.of(value) + "\"");
        }
    }

    public static SeriesName of(String value) {
        return new SeriesName(value);
    }

    /** Whether {@link #of} would accept the value; for input that is answered, not thrown. */
    public static boolean isValid(String value) {
        int length = value.length();
        if (length == 0 || length > LONGEST || !isAlphanumeric(value.charAt(0))) {
            return false;
        }
        for (int i = 1; i < length; i++) {
            if (!isAllowed(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(SeriesName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    private static boolean isAllowed(char c) {
        return isAlphanumeric(c) || c == '/' || c == '-' || c == '.' || c == '_' || c == ':';
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    }
}
