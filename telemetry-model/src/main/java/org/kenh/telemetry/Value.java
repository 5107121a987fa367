package org.kenh.telemetry;

import java.util.Base64;

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

    /**
     * A text of at most {@value #LONGEST_TEXT} characters that every store and screen can hold: without U+0000 and
     * without halves of surrogate pairs.
     */
    record Text(String value) implements Value {
        /** Throws {@link IllegalArgumentException} when the text is too long or holds what it must not. */
        public Text {
            if (value.length() > LONGEST_TEXT) {
                throw new IllegalArgumentException("a text must have at most " + LONGEST_TEXT + " characters");
            }
            int flaw = indexOfFlaw(value);
            if (flaw >= 0) {
                throw new IllegalArgumentException(
                        "a text must not contain U+0000 or half of a surrogate pair, found at index " + flaw);
            }
        }

        /** Where the text holds U+0000 or half of a surrogate pair, or -1. */
        public static int indexOfFlaw(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == 0 || Character.isLowSurrogate(c)) {
                    return i;
                }
                if (Character.isHighSurrogate(c)) {
                    if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
                        return i;
                    }
                    i++;
                }
            }
            return -1;
        }
    }

    /** Bytes, written in base64url without padding (the form of {@code vd} in SenML JSON). */
    record Data(String base64Url) implements Value {
        /** Throws {@link IllegalArgumentException} when this is not base64url. */
        public Data {
            if (!base64Url.equals(encoded(Base64.getUrlDecoder().decode(base64Url)))) {
                throw new IllegalArgumentException(
                        "data must be base64url without padding, but is \"" + Excerpt.of(base64Url) + "\"");
            }
        }

        public static Data of(byte[] bytes) {
            return new Data(encoded(bytes));
        }

        public byte[] bytes() {
            return Base64.getUrlDecoder().decode(base64Url);
        }

        private static String encoded(byte[] bytes) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }
    }

    int LONGEST_TEXT = 65_536;
}
