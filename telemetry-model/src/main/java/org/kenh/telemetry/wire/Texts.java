package org.kenh.telemetry.wire;

import org.kenh.telemetry.Excerpt;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/** Texts from devices to checked types. */
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

    static SeriesName seriesName(String name) throws Rejection {
        if (!SeriesName.isValid(name)) {
            throw new Rejection(
                    name.isEmpty()
                            ? "there is neither a name nor a base name"
                            : "the name must be 1 to " + SeriesName.LONGEST + " of A-Z a-z 0-9 - : . / _ and start with"
                                    + " a letter or digit, but is \"" + Excerpt.of(name) + "\"");
        }
        return SeriesName.of(name);
    }

    static boolean isNameCharacter(char c) {
        return SeriesName.isValid("a" + c);
    }

    static Unit unit(String symbol) throws Rejection {
        if (!Unit.isValid(symbol)) {
            throw new Rejection(
                    "the unit must be at most 32 printable characters, but is \"" + Excerpt.of(symbol) + "\"");
        }
        return Unit.of(symbol);
    }
}
