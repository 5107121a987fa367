package org.kenh.telemetry.wire;

import org.kenh.telemetry.Excerpt;
import org.kenh.telemetry.Value;

/** Checks of texts from devices. */
final class Texts {
    private Texts() {}

    static Value.Text value(String text) throws Rejection {
        return new Value.Text(checked(text, Value.LONGEST_TEXT));
    }

    /** The text itself, when every store and screen can hold it: no U+0000, no half of a surrogate pair. */
    static String checked(String text, int longest) throws Rejection {
        if (text.length() > longest) {
            throw new Rejection("a text must have at most " + longest + " characters, but has " + text.length());
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new Rejection("a text must not contain U+0000, found at index " + i);
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    throw new Rejection("a text must not contain half of a surrogate pair, found at index " + i
                            + " of \"" + Excerpt.of(text) + "\"");
                }
                i++;
            }
        }
        return text;
    }
}
