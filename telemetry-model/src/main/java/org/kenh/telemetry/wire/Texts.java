package org.kenh.telemetry.wire;

import org.kenh.telemetry.Excerpt;
import org.kenh.telemetry.Value;

/** Checks of texts from devices. */
final class Texts {
    private Texts() {}

    static Value.Text value(String text) throws Rejection {
        return new Value.Text(checked(text, Value.LONGEST_TEXT));
    }

    /** The text itself, when it is no longer than that and fit to be kept. */
    static String checked(String text, int longest) throws Rejection {
        if (text.length() > longest) {
            throw new Rejection("a text must have at most " + longest + " characters, but has " + text.length());
        }
        int flaw = Value.Text.indexOfFlaw(text);
        if (flaw >= 0) {
            throw new Rejection("a text must not contain U+0000 or half of a surrogate pair, found at index " + flaw
                    + " of \"" + Excerpt.of(text) + "\"");
        }
        return text;
    }
}
