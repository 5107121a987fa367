package org.kenh.telemetry;

/** What a reading says. Numbers and flags form curves; texts and data are kept as events. */
public sealed interface Value {
    /** A finite number, in the unit of its series. */
    record Numeric(double value) implements Value {
        /** Throws {@link IllegalArgumentException} for NaN and the infinities. */
        public Numeric {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a number must be finite, but is " + value);
            }
        }
    }

    /** On or off; stored as 1 or 0. */
    record Flag(boolean value) implements Value {}

    /** A text, at most {@value #LONGEST_TEXT} characters. */
    record Text(String value) implements Value {
        /** Throws {@link IllegalArgumentException} when the text is too long. */
        public Text {
            if (value.length() > LONGEST_TEXT) {
                throw new IllegalArgumentException("a text must have at most " + LONGEST_TEXT + " characters");
            }
        }
    }

    /** Bytes, written in base64url without padding (the form of {@code vd} in SenML JSON). */
    record Data(String base64Url) implements Value {}

    int LONGEST_TEXT = 65_536;
}
