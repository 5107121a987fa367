package org.kenh.operations.loudspeaker.emergency;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.alarm.Rationalisation.Bilingual;
import org.kenh.operations.alarmdesk.AlarmView;

/**
 * An emergency bulletin with holes, written as {@code {name}}.
 *
 * @param alarms confirmed ones of these propose it
 */
public record Template(String id, Bilingual name, Bilingual text, List<Parameter> parameters, List<Trigger> alarms) {
    private static final Pattern HOLE = Pattern.compile("\\{(\\w+)}");

    public Template {
        parameters = List.copyOf(parameters);
        alarms = List.copyOf(alarms);
    }

    /** The text with what is known in its holes; a hole without a value stays to be seen. */
    public Bilingual filled(Spoken values) {
        return new Bilingual(fill(text.vi(), values.vi()), fill(text.en(), values.en()));
    }

    /** Of one reading, about. */
    public int seconds() {
        return Speech.seconds(text.vi());
    }

    /** Whether nothing is left open in a text. */
    public static boolean isWhole(String text) {
        return !HOLE.matcher(text).find();
    }

    /** The names of what is left open in a text. */
    public static List<String> holes(String text) {
        return HOLE.matcher(text)
                .results()
                .map(hole -> hole.group(1))
                .distinct()
                .toList();
    }

    private static String fill(String text, Map<String, String> values) {
        return HOLE.matcher(text).replaceAll(hole -> {
            String value = values.getOrDefault(hole.group(1), "").strip();
            return Matcher.quoteReplacement(value.isEmpty() ? hole.group() : value);
        });
    }

    /**
     * What goes into a hole.
     *
     * @param fills what of an alarm goes there, if anything does
     */
    public record Parameter(String name, Bilingual label, String example, Optional<Fills> fills) {}

    /** What an alarm knows. */
    public enum Fills {
        AREA,
        SITE,
        VALUE,
        TIME;

        static Fills fromWord(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * Which alarms propose it: those of a rule whose value is what was measured. A change, a count or a formula is not what the words
     * of a template say.
     *
     * @param level of severity; empty: any
     * @param falling it is low values that are bad
     */
    public record Trigger(String rule, Optional<Integer> level, boolean falling) {
        private static final String MEASURED = "value";

        boolean takes(AlarmView alarm) {
            return alarm.rule().equals(rule)
                    && alarm.measure().equals(MEASURED)
                    && alarm.value() != null
                    && isBeyond(alarm.value(), alarm.limit())
                    && level.filter(wanted -> wanted != alarm.level()).isEmpty();
        }

        /** Within deadband and delay an alarm stands on, but what the words say is not so any more. */
        private boolean isBeyond(double value, @Nullable Double limit) {
            return limit == null || (falling ? value <= limit : value >= limit);
        }
    }
}
