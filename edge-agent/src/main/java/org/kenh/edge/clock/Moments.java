package org.kenh.edge.clock;

import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Moments within texts that get their wall-clock time only when the text is sent. A board that has just started does not know
 * what time it is; what it writes into a text then would be wrong for ever.
 */
public final class Moments {
    /** Characters of the private use area: no text of people holds them, and JSON leaves them as they are. */
    private static final Pattern MARK = Pattern.compile("\uE000(-?\\d{1,19})\uE001");

    private Moments() {}

    /** Stands for a monotonic time of the present boot. */
    public static String mark(long nanos) {
        // As readings: their times are cut to the microsecond.
        return "\uE000" + nanos / 1_000 + "\uE001";
    }

    public static boolean isIn(String text) {
        return text.indexOf('\uE000') >= 0;
    }

    /** The text with what {@code words} makes of the nanoseconds of each moment. */
    public static String resolve(String text, LongFunction<String> words) {
        Matcher matcher = MARK.matcher(text);
        return matcher.replaceAll(
                found -> Matcher.quoteReplacement(words.apply(Math.multiplyExact(parse(found.group(1)), 1_000L))));
    }

    /** What no clock counts up to was not written here; it becomes some time. */
    private static long parse(String micros) {
        return micros.length() > 15 ? 0 : Long.parseLong(micros);
    }
}
