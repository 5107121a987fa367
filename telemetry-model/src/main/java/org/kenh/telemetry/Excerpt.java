package org.kenh.telemetry;

/** Makes untrusted text fit to stand in a message: short, printable, on one line. */
public final class Excerpt {
    private static final int LONGEST = 80;

    private Excerpt() {}

    /** At most 80 characters of the text, control characters and lone surrogates replaced by {@code ?}. */
    public static String of(String text) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), LONGEST) + 1);
        for (int i = 0; i < text.length() && i < LONGEST; i++) {
            char c = text.charAt(i);
            shown.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return text.length() > LONGEST ? shown.append('…').toString() : shown.toString();
    }
}
