package org.kenh.operations.irrigation.demand;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.function.ToDoubleFunction;
import org.kenh.operations.irrigation.demand.FieldState.Urgency;
import org.kenh.operations.irrigation.demand.FieldState.Warning;
import org.kenh.operations.notification.AsciiText;

/** Writes the bulletin of a commune: weather so far, evapotranspiration, which fields, warnings. */
final class BulletinWriter {
    private static final String BUNDLE = "org.kenh.operations.irrigation.demand.bulletin";
    private static final Locale VIETNAMESE = Locale.of("vi", "VN");

    /** So many fields are named at most; fewer where the text would become too long. */
    private static final int MOST_NAMES = 12;

    /** Rain of a day in mm from which on people should look after their drains. */
    private static final double HEAVY = 50;

    private final String area;
    private final String name;
    private final LocalDate day;

    BulletinWriter(String area, String name, LocalDate day) {
        this.area = area;
        this.name = name;
        this.day = day;
    }

    Bulletin write(List<FieldState> fields, Instant now) {
        List<FieldState> byNeed = fields.stream()
                .sorted(Comparator.comparing((FieldState state) ->
                                state.needed().map(FieldState.Needed::needBy).orElse(Instant.MAX))
                        .thenComparing(FieldState::name))
                .toList();
        return new Bulletin(
                area,
                name,
                day,
                fitting(new Words(VIETNAMESE, ""), byNeed, Bulletin.LONGEST),
                fitting(new Words(Locale.UK, ""), byNeed, Bulletin.LONGEST),
                AsciiText.cut(
                        fitting(new Words(VIETNAMESE, "sms."), byNeed, Bulletin.LONGEST_SMS), Bulletin.LONGEST_SMS),
                now);
    }

    /** With as many names as there is room for. */
    private String fitting(Words words, List<FieldState> fields, int longest) {
        String text = "";
        for (int names = MOST_NAMES; names >= 0; names--) {
            text = words.finished(text(words, fields, names));
            if (text.length() <= longest) {
                return text;
            }
        }
        return text.length() <= longest ? text : text.substring(0, longest - 1) + ".";
    }

    private String text(Words words, List<FieldState> fields, int names) {
        List<String> parts = new ArrayList<>();
        parts.add(words.format("title", name, words.day(day), day.getDayOfMonth(), day.getMonthValue()));
        parts.add(weather(words, fields));
        List<String> now = new ArrayList<>();
        List<String> soon = new ArrayList<>();
        for (FieldState state : fields) {
            if (state.urgency() == Urgency.NOW) {
                now.add(state.name());
            } else if (state.urgency() == Urgency.SOON) {
                int days = state.needed().map(FieldState.Needed::days).orElse(0);
                soon.add(words.format("soon.one", state.name(), words.day(day.plusDays(days))));
            }
        }
        addList(parts, words, "now", now, names);
        addList(parts, words, "soon", soon, names);
        int enough = fields.size() - now.size() - soon.size();
        if (enough > 0) {
            parts.add(words.format(now.isEmpty() && soon.isEmpty() ? "enough.all" : "enough", enough));
        }
        addWarnings(parts, words, fields, names);
        return String.join(" ", parts);
    }

    private static String weather(Words words, List<FieldState> fields) {
        double rain = mean(fields, state -> state.weather().rainThreeDays());
        double reference = mean(fields, state -> state.weather().evapotranspiration());
        double ahead = mean(fields, state -> state.weather().rainAhead());
        String so =
                words.format(rain < 0.5 ? "weather.dry" : "weather.rain", words.number(rain), words.number(reference));
        return ahead < 0.5 ? so : so + " " + words.format("weather.ahead", words.number(ahead));
    }

    private static void addWarnings(List<String> parts, Words words, List<FieldState> fields, int names) {
        if (fields.stream().anyMatch(state -> state.weather().rainAhead() >= HEAVY)) {
            parts.add(words.format("warning.rain"));
        }
        for (Warning warning : Warning.values()) {
            List<String> concerned = fields.stream()
                    .filter(state -> state.warnings().contains(warning))
                    .map(FieldState::name)
                    .toList();
            if (warning == Warning.NO_WEATHER && !concerned.isEmpty()) {
                parts.add(words.format("warning.NO_WEATHER"));
            } else {
                addList(parts, words, "warning." + warning, concerned, names);
            }
        }
    }

    private static void addList(List<String> parts, Words words, String key, List<String> items, int names) {
        if (items.isEmpty()) {
            return;
        }
        String listed;
        if (names == 0) {
            listed = words.format("count", items.size());
        } else {
            listed = String.join(", ", items.subList(0, Math.min(names, items.size())));
            if (items.size() > names) {
                listed += words.format("more", items.size() - names);
            }
        }
        parts.add(words.format(key, listed));
    }

    private static double mean(List<FieldState> fields, ToDoubleFunction<FieldState> value) {
        return fields.stream().mapToDouble(value).average().orElse(0);
    }

    /** The texts of one language, for reading aloud or for a text message. */
    private static final class Words {
        private final Locale locale;
        private final ResourceBundle texts;
        private final String form;

        Words(Locale locale, String form) {
            this.locale = locale;
            this.form = form;
            this.texts = ResourceBundle.getBundle(
                    BUNDLE,
                    Locale.of(locale.getLanguage()),
                    ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        }

        String format(String key, Object... arguments) {
            return new MessageFormat(texts.getString(form + key), locale).format(arguments);
        }

        String day(LocalDate date) {
            return format("day." + date.getDayOfWeek().getValue());
        }

        String number(double value) {
            return new DecimalFormat(value < 10 ? "0.#" : "0", DecimalFormatSymbols.getInstance(locale)).format(value);
        }

        String finished(String text) {
            return form.isEmpty() ? text : AsciiText.fold(text);
        }
    }
}
