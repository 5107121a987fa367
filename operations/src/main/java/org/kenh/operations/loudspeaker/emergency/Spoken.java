package org.kenh.operations.loudspeaker.emergency;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.kenh.operations.alarmdesk.AlarmView;

/**
 * What goes into the holes of a template, in the words of an announcer of each language.
 *
 * @param vi by name of the parameter
 * @param en by name of the parameter
 */
public record Spoken(Map<String, String> vi, Map<String, String> en) {
    static final Spoken NOTHING = new Spoken(Map.of(), Map.of());

    private static final ZoneId LOCAL = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final DateTimeFormatter GIO =
            DateTimeFormatter.ofPattern("H 'giờ' mm", Locale.ROOT).withZone(LOCAL);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("H:mm", Locale.ROOT).withZone(LOCAL);

    /** What is no name by itself: in the midst of a sentence it is not written with a capital. */
    private static final List<String> COMMON = List.of(
            "Xã ",
            "Thị trấn ",
            "Phường ",
            "Huyện ",
            "Thôn ",
            "Vùng ",
            "Trạm ",
            "Thước ",
            "Cống ",
            "Kênh ",
            "Sông ",
            "Đập ",
            "Hồ ",
            "Cầu ");

    public Spoken {
        vi = Map.copyOf(vi);
        en = Map.copyOf(en);
    }

    /** What an alarm knows of the parameters; the time is that of the value. */
    static Spoken of(Template template, AlarmView alarm) {
        Map<String, String> vi = new HashMap<>();
        Map<String, String> en = new HashMap<>();
        for (Template.Parameter parameter : template.parameters()) {
            parameter.fills().ifPresent(fills -> {
                value(fills, alarm, true).ifPresent(value -> vi.put(parameter.name(), value));
                value(fills, alarm, false).ifPresent(value -> en.put(parameter.name(), value));
            });
        }
        return new Spoken(vi, en);
    }

    /** With what a person has typed, which is the same in both. */
    Spoken with(Map<String, String> typed) {
        Map<String, String> otherVi = new HashMap<>(vi);
        Map<String, String> otherEn = new HashMap<>(en);
        otherVi.putAll(typed);
        otherEn.putAll(typed);
        return new Spoken(otherVi, otherEn);
    }

    private static Optional<String> value(Template.Fills fills, AlarmView alarm, boolean vietnamese) {
        Instant at = alarm.activatedAt();
        Double value = alarm.value();
        String site = alarm.siteName();
        return switch (fills) {
            case AREA -> Optional.of(inSentence(alarm.areaName()));
            case SITE -> Optional.ofNullable(site).map(Spoken::inSentence);
            case TIME ->
                Optional.ofNullable(at)
                        .map(begun -> alarm.updatedAt().isAfter(begun) ? alarm.updatedAt() : begun)
                        .map((vietnamese ? GIO : CLOCK)::format);
            case VALUE -> Optional.ofNullable(value).map(number -> number(number, vietnamese));
        };
    }

    private static String number(double value, boolean vietnamese) {
        Locale locale = vietnamese ? Locale.forLanguageTag("vi") : Locale.ROOT;
        return String.format(locale, value < 100 ? "%.2f" : "%.0f", value);
    }

    private static String inSentence(String name) {
        boolean common = COMMON.stream().anyMatch(name::startsWith);
        return common ? name.substring(0, 1).toLowerCase(Locale.forLanguageTag("vi")) + name.substring(1) : name;
    }
}
