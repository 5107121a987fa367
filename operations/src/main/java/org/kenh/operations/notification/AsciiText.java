package org.kenh.operations.notification;

import java.text.Normalizer;
import java.util.Map;

/**
 * Vietnamese without accents, for text messages: only characters that the 7-bit alphabet of GSM 03.38 has and counts
 * once, so that 160 of them are one message.
 */
public final class AsciiText {
    /** What no decomposition makes ASCII of, and the ASCII characters that GSM 03.38 lacks or counts twice. */
    private static final Map<Character, String> REPLACED = Map.ofEntries(
            Map.entry('Đ', "D"),
            Map.entry('đ', "d"),
            Map.entry('–', "-"),
            Map.entry('—', "-"),
            Map.entry('−', "-"),
            Map.entry('“', "\""),
            Map.entry('”', "\""),
            Map.entry('‘', "'"),
            Map.entry('’', "'"),
            Map.entry('≥', ">="),
            Map.entry('≤', "<="),
            Map.entry('×', "x"),
            Map.entry('°', ""),
            Map.entry('μ', "u"),
            Map.entry('·', "-"),
            Map.entry('[', "("),
            Map.entry('{', "("),
            Map.entry(']', ")"),
            Map.entry('}', ")"),
            Map.entry('~', "-"),
            Map.entry('^', "-"),
            Map.entry('|', "/"),
            Map.entry('\\', "/"),
            Map.entry('`', "'"));

    private AsciiText() {}

    /** Every letter without its marks; what has no ASCII form becomes a question mark, runs of blanks one blank. */
    public static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFKD).codePoints().forEach(code -> {
            String replaced = REPLACED.get((char) code);
            if (code <= Character.MAX_VALUE && replaced != null) {
                folded.append(replaced);
            } else if (isMark(code)) {
                return; // goes with the letter that it stood on
            } else if (Character.isWhitespace(code) || Character.isISOControl(code)) {
                folded.append(' ');
            } else {
                folded.append(code < 0x7f ? (char) code : '?');
            }
        });
        return folded.toString().replaceAll(" +", " ").strip();
    }

    /** Cut to a length, with two dots where something is left out. */
    public static String cut(String ascii, int longest) {
        if (ascii.length() <= longest) {
            return ascii;
        }
        return longest < 3 ? "" : ascii.substring(0, longest - 2).stripTrailing() + "..";
    }

    private static boolean isMark(int code) {
        int type = Character.getType(code);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT;
    }
}
