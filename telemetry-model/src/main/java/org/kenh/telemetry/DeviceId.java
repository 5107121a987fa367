package org.kenh.telemetry;

/**
 * The identity of a device: 1 to 64 of {@code A-Za-z0-9-_.}, the first one alphanumeric.
 *
 * @param value the id as it stands on the wire
 */
public record DeviceId(String value) implements Comparable<DeviceId> {
    private static final int LONGEST = 64;

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
        int length = value.length();
        if (length == 0 || length > LONGEST || !isAlphanumeric(value.charAt(0))) {
            return false;
        }
        for (int i = 1; i < length; i++) {
            char c = value.charAt(i);
            if (!isAlphanumeric(c) && c != '-' && c != '_' && c != '.') {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(DeviceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    }
}
