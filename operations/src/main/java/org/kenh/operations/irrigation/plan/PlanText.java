package org.kenh.operations.irrigation.plan;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.MessageFormat;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.kenh.operations.irrigation.plan.Shortfall.Reason;

/** Says in a sentence what a plan cannot give and what it would break. */
public final class PlanText {
    private static final int MOST_REASONS = 2;

    private final Locale locale;
    private final ResourceBundle texts;
    private final UnaryOperator<String> name;

    private PlanText(String language, UnaryOperator<String> name) {
        this.locale = Locale.forLanguageTag(language);
        this.texts = ResourceBundle.getBundle(
                "org.kenh.operations.irrigation.plan.messages",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        this.name = name;
    }

    /**
     * In Vietnamese.
     *
     * @param name of a field, canal or pump by its id
     */
    public static PlanText vietnamese(UnaryOperator<String> name) {
        return new PlanText("vi", name);
    }

    /**
     * In English.
     *
     * @param name of a field, canal or pump by its id
     */
    public static PlanText english(UnaryOperator<String> name) {
        return new PlanText("en", name);
    }

    /** What is missing by when, and the two causes that count most. */
    public String of(Shortfall shortfall) {
        String why =
                shortfall.reasons().stream().limit(MOST_REASONS).map(this::of).collect(Collectors.joining("; "));
        return say(
                why.isEmpty() ? "shortfall.bare" : "shortfall",
                name.apply(shortfall.field()),
                number(shortfall.missing()),
                moment(shortfall.by()),
                why);
    }

    /** A constraint that is broken. */
    public String of(Violation violation) {
        String reason = violation.arguments().get("reason");
        String where = violation.arguments().getOrDefault("where", violation.subject());
        String until = violation.arguments().get("until");
        return say(
                "violation." + violation.code(),
                name.apply(violation.subject()),
                moment(violation.at()),
                reason == null ? "" : texts.getString("block." + reason),
                name.apply(where),
                until == null ? "" : moment(Instant.parse(until)));
    }

    private String of(Reason reason) {
        BlockReason block = reason.block();
        Instant until = reason.until();
        boolean none =
                reason.cause() == Shortfall.Cause.INLET && reason.lasting().isZero();
        return say(
                "cause." + reason.cause() + (none ? ".NONE" : ""),
                name.apply(reason.subject()),
                block == null ? "" : texts.getString("block." + block),
                until == null ? "" : moment(until),
                hours(reason.lasting()));
    }

    private String hours(Duration duration) {
        return new DecimalFormat("#,##0.#", DecimalFormatSymbols.getInstance(locale))
                .format(duration.toMinutes() / 60.0);
    }

    private String number(double value) {
        return new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(locale)).format(value);
    }

    private String moment(Instant instant) {
        ZonedDateTime civil = instant.atZone(Horizon.ZONE);
        DayOfWeek day = civil.getDayOfWeek();
        return String.format(
                Locale.ROOT,
                "%s %02d:%02d (%02d/%02d)",
                texts.getString("day." + day.getValue()),
                civil.getHour(),
                civil.getMinute(),
                civil.getDayOfMonth(),
                civil.getMonthValue());
    }

    private String say(String key, Object... arguments) {
        return new MessageFormat(texts.getString(key), Locale.ROOT).format(arguments);
    }
}
