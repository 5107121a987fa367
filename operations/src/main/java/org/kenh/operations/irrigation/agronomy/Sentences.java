package org.kenh.operations.irrigation.agronomy;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.MessageFormat;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.ResourceBundle;

/** Tells what a field asks for in one sentence: when, why, how much. */
public final class Sentences {
    private static final String BUNDLE = "org.kenh.operations.irrigation.agronomy.sentences";
    private static final Sentences VIETNAMESE = new Sentences(Locale.of("vi", "VN"));
    private static final Sentences ENGLISH = new Sentences(Locale.UK);

    /** Counts up to here are written in words. */
    private static final int IN_WORDS = 10;

    private final ResourceBundle texts;
    private final Locale locale;

    private Sentences(Locale locale) {
        this.locale = locale;
        this.texts = ResourceBundle.getBundle(
                BUNDLE,
                Locale.of(locale.getLanguage()),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** As {@code Ruộng cần nước thứ Năm 26/11 lúc 05:00: mực nước −4 cm, ngưỡng −5 cm, …}. */
    public static String vietnamese(Demand demand, LocalDateTime now) {
        return VIETNAMESE.tell(demand, now);
    }

    /** As {@code The field needs water on Thursday 26/11 at 05:00: water level −4 cm, threshold −5 cm, …}. */
    public static String english(Demand demand, LocalDateTime now) {
        return ENGLISH.tell(demand, now);
    }

    private String tell(Demand demand, LocalDateTime now) {
        Reason reason = demand.reason();
        String why = format(reason.paddy() ? "paddy" : "dry", centimetres(reason.now()), millimetres(reason.now()));
        if (demand.need().isEmpty()) {
            return format("none." + reason.code(), why) + weather(reason) + confidence(demand.confidence()) + ".";
        }
        Need need = demand.need().get();
        String threshold = reason.paddy()
                ? format("paddy.threshold", centimetres(reason.trigger()))
                : format("dry.threshold", millimetres(reason.trigger()));
        return format("need", when(need.needed(), now), why + threshold + format("why." + reason.code()))
                + weather(reason)
                + format("amount", millimetres(need.net()), whole(need.cubicMetres()))
                + confidence(demand.confidence())
                + ".";
    }

    private String when(LocalDateTime at, LocalDateTime now) {
        String day = format(
                "day." + at.getDayOfWeek().getValue(),
                DateTimeFormatter.ofPattern("d/M", Locale.ROOT).format(at));
        return at.isAfter(now)
                ? format(
                        "when",
                        day,
                        DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).format(at))
                : format("when.now", day);
    }

    private String weather(Reason reason) {
        String dry = reason.dryDays() > 0 ? format("dry.days", count(reason.dryDays()), reason.dryDays()) : "";
        return dry + (reason.delayedByRain() ? format("delayed") : "");
    }

    private String confidence(Confidence confidence) {
        if (confidence.daysSinceMeasurement().isEmpty()) {
            return format("unmeasured");
        }
        int days = confidence.daysSinceMeasurement().getAsInt();
        return days <= 1 ? "" : format("measured.before", count(days), days);
    }

    private String count(int days) {
        return days <= IN_WORDS ? format("count." + days) : whole(days);
    }

    private String centimetres(double millimetres) {
        return number("0", millimetres / 10);
    }

    private String millimetres(double value) {
        return number("0.#", value);
    }

    private String whole(double value) {
        return number("#,##0", value);
    }

    private String number(String pattern, double value) {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(locale);
        symbols.setMinusSign('−');
        String text = new DecimalFormat(pattern, symbols).format(value);
        return text.equals("−0") ? "0" : text;
    }

    private String format(String key, Object... arguments) {
        return new MessageFormat(texts.getString(key), locale).format(arguments);
    }
}
