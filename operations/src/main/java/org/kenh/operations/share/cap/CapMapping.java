package org.kenh.operations.share.cap;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.alarm.AlarmRule;
import org.kenh.ingest.alarm.AlarmRule.Grading;
import org.kenh.ingest.alarm.Rationalisation.Bilingual;
import org.kenh.ingest.registry.Area;
import org.kenh.operations.alarmdesk.AlarmView;
import org.kenh.operations.share.cap.CapContent.CapTexts;
import org.kenh.operations.share.cap.CapMessage.MsgType;

/**
 * From an alarm to the words of the standard. Flood levels I, II, III are Moderate, Severe, Extreme, for the public;
 * what is wrong with equipment is Severe, Moderate, Minor by priority, category Infra, for those in charge only. A rule
 * without an English name makes a message in Vietnamese alone: the standard has one {@code info} for each language that
 * there is, and Vietnamese under the label of English would be read aloud by an English voice.
 */
final class CapMapping {
    static final String PUBLIC = "Public";
    private static final String FLOOD_CLASS = "flood";
    private static final String FORECAST = "forecast/";
    private static final List<String> FLOOD_SEVERITIES = List.of("Moderate", "Severe", "Extreme");
    private static final List<String> EQUIPMENT_SEVERITIES = List.of("Severe", "Moderate", "Minor");
    private static final List<String> LEVELS = List.of("I", "II", "III");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm dd/MM/yyyy", Locale.ROOT).withZone(ZoneId.of("Asia/Ho_Chi_Minh"));

    private CapMapping() {}

    /** Whether a message can be made of it: a flood level, or something about a whole area. */
    static boolean fits(AlarmView alarm) {
        return isFlood(alarm) || alarm.subject().startsWith("area:");
    }

    static CapContent content(AlarmView alarm, Optional<AlarmRule> rule, Optional<Area> area) {
        boolean flood = isFlood(alarm);
        int level = Math.clamp(alarm.level(), 1, FLOOD_SEVERITIES.size());
        return new CapContent(
                flood ? PUBLIC : "Restricted",
                flood ? "Met" : "Infra",
                flood ? FLOOD_SEVERITIES.get(level - 1) : EQUIPMENT_SEVERITIES.get(alarm.priority() - 1),
                isForecast(alarm.series()) ? "Likely" : "Observed",
                urgency(rule.flatMap(known -> grading(known, alarm.level()))),
                alarm.name(),
                new CapTexts(headline(alarm, level), description(alarm, rule), instruction(alarm, rule)),
                alarm.activatedAt() == null ? alarm.updatedAt() : alarm.activatedAt(),
                alarm.areaName(),
                area.map(Area::code).orElse(alarm.area()),
                area.flatMap(Area::outline).map(CapOutline::polygons).orElse(List.of()));
    }

    /** The end of what the last message told. */
    static CapContent over(CapContent last) {
        CapTexts texts = new CapTexts(
                new Bilingual(
                        cut("Đã hết: " + last.texts().headline().vi()),
                        last.speaksEnglish()
                                ? cut("Over: " + last.texts().headline().en())
                                : ""),
                new Bilingual(
                        "Thông báo trước về việc này không còn hiệu lực.",
                        "What was told before is no longer in force."),
                new Bilingual("Trở lại sinh hoạt bình thường.", "Go back to normal."));
        return new CapContent(
                last.scope(),
                last.category(),
                last.severity(),
                last.certainty(),
                "Past",
                last.event(),
                texts,
                last.onset(),
                last.areaName(),
                last.areaCode(),
                last.polygons());
    }

    static String responseType(MsgType type, CapContent content) {
        if (type == MsgType.CANCEL) {
            return "AllClear";
        }
        return content.scope().equals(PUBLIC) ? "Prepare" : "Assess";
    }

    static String urgency(Optional<Grading> grading) {
        if (grading.isEmpty()) {
            return "Unknown";
        }
        Duration toRespond = grading.get().toRespond();
        if (toRespond.compareTo(Duration.ofMinutes(10)) < 0) {
            return "Immediate";
        }
        return toRespond.compareTo(Duration.ofMinutes(60)) <= 0 ? "Expected" : "Future";
    }

    private static boolean isFlood(AlarmView alarm) {
        return alarm.alarmClass().equals(FLOOD_CLASS);
    }

    private static boolean isForecast(@Nullable String series) {
        return series != null && series.startsWith(FORECAST);
    }

    private static Optional<Grading> grading(AlarmRule rule, int level) {
        int place = Math.clamp(level, 1, rule.weights().size()) - 1;
        return rule.weights().get(place).grading();
    }

    private static Bilingual headline(AlarmView alarm, int level) {
        boolean tellsLevel = isFlood(alarm) && alarm.levels() > 1;
        String roman = LEVELS.get(level - 1);
        String english = alarm.name().en();
        return new Bilingual(
                cut(alarm.name().vi() + (tellsLevel ? ", mức " + roman : "") + " – " + alarm.areaName()),
                english.isBlank()
                        ? ""
                        : cut(english + (tellsLevel ? ", level " + roman : "") + " – " + alarm.areaName()));
    }

    private static Bilingual description(AlarmView alarm, Optional<AlarmRule> rule) {
        Instant at = alarm.activatedAt() == null ? alarm.updatedAt() : alarm.activatedAt();
        String place = alarm.siteName() == null ? alarm.areaName() : alarm.siteName() + ", " + alarm.areaName();
        Bilingual consequence =
                rule.map(known -> known.rationalisation().consequence()).orElse(new Bilingual("", ""));
        return new Bilingual(
                (place + ": từ " + TIME.format(at) + measured(alarm, ", đo được ", ", ngưỡng ", ',') + ". "
                                + consequence.vi())
                        .strip(),
                (place + ": since " + TIME.format(at) + measured(alarm, ", measured ", ", limit ", '.') + ". "
                                + consequence.en())
                        .strip());
    }

    private static String measured(AlarmView alarm, String value, String limit, char decimal) {
        if (!isFlood(alarm) || alarm.value() == null) {
            return "";
        }
        String unit = alarm.unit() == null ? "" : " " + alarm.unit();
        String text = value + number(alarm.value(), decimal) + unit;
        return alarm.limit() == null ? text : text + limit + number(alarm.limit(), decimal) + unit;
    }

    private static String number(double value, char decimal) {
        return String.format(Locale.ROOT, "%.2f", value).replace('.', decimal);
    }

    /** What operators are to do about equipment is for operators; the public is sent to its authorities. */
    private static Bilingual instruction(AlarmView alarm, Optional<AlarmRule> rule) {
        Bilingual standard = new Bilingual(
                "Theo dõi thông báo của chính quyền địa phương và làm theo hướng dẫn. Không ra bãi sông, không qua ngầm tràn khi nước lên.",
                "Follow the announcements of the local authorities. Keep away from the foreland and from flooded crossings.");
        if (isFlood(alarm)) {
            return standard;
        }
        Bilingual action = rule.map(known -> known.rationalisation().action()).orElse(new Bilingual("", ""));
        return new Bilingual(
                action.vi().isBlank() ? "Kiểm tra và xử lý theo quy trình." : action.vi(),
                action.en().isBlank() ? "Check and act by the procedure." : action.en());
    }

    private static String cut(String headline) {
        return headline.length() <= CapTexts.LONGEST_HEADLINE
                ? headline
                : headline.substring(0, CapTexts.LONGEST_HEADLINE - 1) + "…";
    }
}
