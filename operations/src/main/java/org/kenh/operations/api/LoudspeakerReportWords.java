package org.kenh.operations.api;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.kenh.operations.loudspeaker.LocalDay;
import org.kenh.operations.loudspeaker.report.Line;
import org.kenh.operations.loudspeaker.report.MonthReport;
import org.kenh.operations.loudspeaker.report.ReportStore;

/** The month in sentences, in the language of the reader. */
record LoudspeakerReportWords(Language language) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy", Locale.ROOT);
    private static final String NOTHING = "";

    /** The place is a commune; without one it is the whole district. */
    String title(YearMonth month, Optional<String> place) {
        return say("title", month.getMonthValue() + "/" + month.getYear(), place.orElseGet(() -> say("district")));
    }

    List<String> summary(MonthReport report, YearMonth month, Instant now) {
        Line total = report.total();
        List<String> sentences = new ArrayList<>(List.of(sounded(total), minutes(total), strays(total)));
        if (total.corrected() > 0) {
            sentences.add(say("sentence.corrected", count(total.corrected())));
        }
        LocalDate last = month.atEndOfMonth().plusDays(ReportStore.DAYS_CORRECTED);
        if (!LocalDay.of(now).isAfter(last)) {
            String time = TIME.format(now.atZone(LocalDay.ZONE));
            sentences.add(say("sentence.provisional", time, DAY.format(LocalDay.of(now)), DAY.format(last)));
        }
        return sentences;
    }

    /** What stands for clusters that are no longer there. */
    String gone() {
        return say("gone");
    }

    String total() {
        return say("total");
    }

    private String sounded(Line total) {
        Line.Slots slots = total.slots();
        return say(
                "sentence.sounded",
                count(total.clusters()),
                count(slots.planned()),
                count(slots.verified()),
                total.compliance().isPresent()
                        ? say("part.share", share(total.compliance().getAsDouble()))
                        : NOTHING,
                count(slots.partial()),
                count(slots.missed()),
                count(slots.excused()),
                slots.undecided() > 0 ? say("part.undecided", count(slots.undecided())) : NOTHING);
    }

    /** All that was planned, so that a reader may add it up. */
    private String minutes(Line total) {
        Line.Seconds seconds = total.seconds();
        return say(
                "sentence.minutes",
                inMinutes(seconds.planned()),
                inMinutes(seconds.heard()),
                inMinutes(seconds.lost()),
                seconds.excused() > 0 ? say("part.excusedMinutes", inMinutes(seconds.excused())) : NOTHING,
                seconds.undecided() > 0 ? say("part.undecidedMinutes", inMinutes(seconds.undecided())) : NOTHING);
    }

    private String strays(Line total) {
        if (total.unplanned() == 0) {
            return say("sentence.noStrays");
        }
        return say(
                "sentence.strays",
                count(total.unplanned()),
                inMinutes(total.unplannedSeconds()),
                total.unplannedOpen() > 0 ? say("part.open", count(total.unplannedOpen())) : NOTHING);
    }

    /** Rounded, but only the whole is 100. */
    private String share(double share) {
        return number(share < 1 ? Math.min(share * 100, 99.9) : 100, 1);
    }

    private String inMinutes(double seconds) {
        return number(seconds / 60, 1);
    }

    private String count(int count) {
        return number(count, 0);
    }

    private String number(double value, int digits) {
        return String.format(Locale.forLanguageTag(language.tag()), "%,." + digits + "f", value);
    }

    private String say(String key, Object... arguments) {
        return language.say(Text.of("loudspeakerReport." + key, arguments));
    }
}
