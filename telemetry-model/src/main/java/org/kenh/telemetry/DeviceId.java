package org.kenh.telemetry;

import java.util.regex.Pattern;

/**
 * The identity of a device: 1 to 64 of {@code A-Za-z0-9-_.}, the first one alphanumeric.
 *
 * @param value the id as it stands on the wire
 */
public record DeviceId(String value) implements Comparable<DeviceId> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

    /** Checks the form; throws {@link IllegalArgumentException} naming the offending value. */
    public DeviceId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("device id must be 1 to 64 of A-Z a-z 0-9 - _ . and start with a letter"
                    + " or digit, but is \"" + Excerpt.of(value) + "\"");
        }
    }

    public static DeviceId of(String value) {
        return new DeviceId(value);
    }

    /** Whether {@link #of} would accept the value; for input that is answered, not thrown. */
    public static boolean isValid(String value) {
        return value.length() <= 64 && FORM.matcher(value).matches();
    }

    @Override
    public int compareTo(DeviceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
