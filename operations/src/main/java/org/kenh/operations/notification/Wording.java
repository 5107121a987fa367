package org.kenh.operations.notification;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts alarms into words: Vietnamese first, English for those who want it; the other language follows in mails. */
final class Wording {
    static final int LONGEST_BRIEF = 160;

    private static final Comparator<AlarmFacts> URGENT_FIRST = Comparator.comparingInt(AlarmFacts::priority)
            .thenComparing(AlarmFacts::at, Comparator.reverseOrder())
            .thenComparing(AlarmFacts::alarm, Comparator.reverseOrder());
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("HH:mm dd/MM/yyyy", Locale.ROOT).withZone(DutyHours.ZONE);
    private static final DateTimeFormatter BRIEF_MOMENT =
            DateTimeFormatter.ofPattern("HH:mm dd/MM", Locale.ROOT).withZone(DutyHours.ZONE);
    private static final ResourceBundle VIETNAMESE = texts("vi");
    private static final ResourceBundle ENGLISH = texts("en");

    private final String consoleUrl;

    /** An empty address leaves links out. */
    Wording(String consoleUrl) {
        this.consoleUrl = consoleUrl;
    }

    /** Of at least one alarm. */
    Content of(List<AlarmFacts> alarms, boolean english) {
        List<AlarmFacts> sorted = alarms.stream().sorted(URGENT_FIRST).toList();
        AlarmFacts worst = sorted.getFirst();
        boolean single = sorted.size() == 1;
        String link = link(sorted);
        return new Content(
                clean(single ? subject(worst, english) : digestSubject(sorted, english)),
                text(sorted, english, link) + "\n--\n" + text(sorted, !english, "") + "\n",
                AsciiText.cut(single ? brief(worst, english) : digestBrief(sorted, english), LONGEST_BRIEF),
                link,
                worst.priority(),
                sorted.stream().limit(Content.MOST_NAMED).map(AlarmFacts::alarm).toList(),
                sorted.size());
    }

    /** Shows a person that a way works. */
    Content trial(boolean english) {
        String subject = say(english, "trial.subject");
        String text = say(english, "trial.text") + "\n--\n" + say(!english, "trial.text") + "\n";
        return new Content(
                subject, text, AsciiText.cut(AsciiText.fold(subject), LONGEST_BRIEF), consoleUrl, 3, List.of(), 0);
    }

    private static String subject(AlarmFacts alarm, boolean english) {
        return say(english, "one.subject", priority(alarm.priority(), english), state(alarm, english), alarm.place());
    }

    private static String digestSubject(List<AlarmFacts> alarms, boolean english) {
        return say(
                english,
                "many.subject",
                alarms.size(),
                priority(alarms.getFirst().priority(), english),
                state(alarms.getFirst(), english));
    }

    private static String text(List<AlarmFacts> alarms, boolean english, String link) {
        String body = alarms.size() == 1 ? single(alarms.getFirst(), english) : digest(alarms, english);
        return link.isEmpty() ? body : body + say(english, "link", link) + "\n";
    }

    private static String single(AlarmFacts alarm, boolean english) {
        StringBuilder text = new StringBuilder();
        text.append(say(english, "one.name", name(alarm, english))).append('\n');
        text.append(say(english, "one.priority", priority(alarm.priority(), english)))
                .append('\n');
        text.append(say(english, "one.place", clean(alarm.place()))).append('\n');
        String value = value(alarm, english);
        if (!value.isEmpty()) {
            text.append(say(english, "one.value", value)).append('\n');
        }
        text.append(say(english, "one.since", moment(MOMENT, alarm.at()))).append('\n');
        if (alarm.returnedAt() != null) {
            text.append(say(english, "one.over", moment(MOMENT, alarm.returnedAt())))
                    .append('\n');
        }
        text.append(
                        alarm.step() == 0
                                ? say(english, "one.unacknowledged")
                                : say(english, "one.escalated", alarm.step() + 1))
                .append('\n');
        return text.toString();
    }

    private static String digest(List<AlarmFacts> alarms, boolean english) {
        String lines = alarms.stream()
                .limit(Content.MOST_NAMED)
                .map(alarm -> say(
                        english,
                        "many.line",
                        alarm.priority(),
                        moment(BRIEF_MOMENT, alarm.at()),
                        state(alarm, english),
                        clean(alarm.place()),
                        value(alarm, english)))
                .map(line -> line.stripTrailing() + "\n")
                .collect(Collectors.joining());
        int others = alarms.size() - Content.MOST_NAMED;
        return say(english, "many.text", alarms.size(), counts(alarms, english)) + "\n\n" + lines
                + (others > 0 ? say(english, "many.others", others) + "\n" : "");
    }

    private static String brief(AlarmFacts alarm, boolean english) {
        String head = AsciiText.fold(say(english, "one.brief.head", alarm.priority()));
        String value = value(alarm, english);
        String again = alarm.step() == 0 ? "" : " " + say(english, "one.brief.again", alarm.step() + 1);
        String tail = AsciiText.fold((value.isEmpty() ? "" : ": " + value) + ", " + moment(BRIEF_MOMENT, alarm.at())
                + (alarm.returnedAt() == null ? "" : say(english, "one.brief.over")) + again);
        // The names give way, not the numbers.
        int room = Math.max(0, LONGEST_BRIEF - head.length() - 1 - tail.length());
        String what = AsciiText.fold(name(alarm, english) + ", " + alarm.place());
        return head + " " + AsciiText.cut(what, room) + tail;
    }

    private static String digestBrief(List<AlarmFacts> alarms, boolean english) {
        AlarmFacts worst = alarms.getFirst();
        return AsciiText.fold(say(
                english,
                "many.brief",
                alarms.size(),
                counts(alarms, english),
                name(worst, english) + ", " + clean(worst.place())));
    }

    private static String counts(List<AlarmFacts> alarms, boolean english) {
        return alarms.stream()
                .collect(Collectors.groupingBy(AlarmFacts::priority, java.util.TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> say(english, "many.count", entry.getValue(), entry.getKey()))
                .collect(Collectors.joining(", "));
    }

    private static String value(AlarmFacts alarm, boolean english) {
        if (alarm.value() == null || alarm.value().isNaN()) {
            return "";
        }
        String value = (number(alarm.value(), english) + " " + alarm.unit()).strip();
        return alarm.limit() == null || alarm.limit().isNaN()
                ? value
                : value + " " + say(english, "limit", number(alarm.limit(), english));
    }

    private static String number(@Nullable Double number, boolean english) {
        return new DecimalFormat("0.###", DecimalFormatSymbols.getInstance(english ? Locale.ENGLISH : Locale.of("vi")))
                .format(number);
    }

    private static String name(AlarmFacts alarm, boolean english) {
        return clean(english ? alarm.nameEn() : alarm.nameVi());
    }

    /** The name, and whether it is over. */
    private static String state(AlarmFacts alarm, boolean english) {
        String name = name(alarm, english);
        return alarm.returnedAt() == null ? name : say(english, "over", name);
    }

    private static String priority(int priority, boolean english) {
        return say(english, "priority." + priority);
    }

    private static String moment(DateTimeFormatter format, Instant at) {
        return format.format(at);
    }

    /** One line, whatever a name holds: nobody may write lines of a mail through the name of a site. */
    private static String clean(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    private String link(List<AlarmFacts> alarms) {
        if (consoleUrl.isEmpty()) {
            return "";
        }
        String base = consoleUrl.endsWith("/") ? consoleUrl : consoleUrl + "/";
        return base + (alarms.size() == 1 ? "alarms/" + alarms.getFirst().alarm() : "alarms");
    }

    private static String say(boolean english, String key, Object... arguments) {
        String pattern = (english ? ENGLISH : VIETNAMESE).getString(key);
        Object[] texts = java.util.Arrays.stream(arguments).map(String::valueOf).toArray();
        return new MessageFormat(pattern, Locale.ROOT).format(texts);
    }

    private static ResourceBundle texts(String language) {
        return ResourceBundle.getBundle(
                "org.kenh.operations.notification.messages",
                Locale.forLanguageTag(language),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
