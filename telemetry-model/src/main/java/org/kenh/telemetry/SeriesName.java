package org.kenh.telemetry;

import java.util.regex.Pattern;

/**
 * The name of a series of one device: the resolved name of RFC 8428, section 4.5.1 ({@code A-Za-z0-9-:./_}, first one
 * alphanumeric), at most 128 characters, for example {@code pump-1/current}.
 *
 * @param value the name as it stands on the wire
 */
public record SeriesName(String value) implements Comparable<SeriesName> {
    public static final int LONGEST = 128;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9:./_-]{0,127}");

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
        return value.length() <= LONGEST && FORM.matcher(value).matches();
    }

    @Override
    public int compareTo(SeriesName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
