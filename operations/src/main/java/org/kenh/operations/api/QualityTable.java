package org.kenh.operations.api;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.alarmdesk.quality.QualityReport;

/** The figures of alarm quality as one table: what, which, where, from, to, number, percent, target, verdict. */
final class QualityTable {
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final String NOTHING = "";

    private final Language language;
    private final Csv csv;

    QualityTable(Language language) {
        this.language = language;
        this.csv = new Csv(language);
    }

    byte[] bytes(QualityReport report) {
        csv.row(
                say("what"),
                say("which"),
                say("area"),
                say("from"),
                say("to"),
                say("number"),
                say("percent"),
                say("target"),
                say("verdict"));
        total(report);
        figures(report);
        floods(report);
        alarms(report);
        times(report);
        return csv.bytes();
    }

    private void total(QualityReport report) {
        String area = orNothing(report.area());
        csv.row(
                say("annunciated"),
                NOTHING,
                area,
                report.from(),
                report.to(),
                report.annunciated(),
                NOTHING,
                NOTHING,
                NOTHING);
    }

    private void figures(QualityReport report) {
        for (QualityReport.Figure figure : report.figures()) {
            boolean share = figure.key().equals("timeInFlood") || figure.key().equals("topTenShare");
            csv.row(
                    say("figure"),
                    say("figure." + figure.key()),
                    NOTHING,
                    report.from(),
                    report.to(),
                    share ? NOTHING : figure.value(),
                    share ? figure.value() * 100 : NOTHING,
                    share ? figure.target() * 100 : figure.target(),
                    verdict(figure.verdict()));
        }
        for (QualityReport.PriorityShare one : report.priorities()) {
            csv.row(
                    say("priority"),
                    one.priority(),
                    NOTHING,
                    report.from(),
                    report.to(),
                    one.count(),
                    one.share() * 100,
                    one.target() * 100,
                    verdict(one.verdict()));
        }
    }

    private void floods(QualityReport report) {
        for (QualityReport.Flood flood : report.floods()) {
            csv.row(
                    say("flood"),
                    NOTHING,
                    NOTHING,
                    flood.from(),
                    flood.to(),
                    flood.annunciated(),
                    NOTHING,
                    NOTHING,
                    NOTHING);
        }
    }

    private void alarms(QualityReport report) {
        for (QualityReport.Top top : report.topTen()) {
            csv.row(
                    say("top"),
                    top.name(),
                    top.area(),
                    report.from(),
                    report.to(),
                    top.count(),
                    top.share() * 100,
                    NOTHING,
                    NOTHING);
        }
        for (QualityReport.Standing one : report.standing()) {
            Object until = one.until() == null ? NOTHING : one.until();
            csv.row(say("standing"), one.name(), one.area(), one.since(), until, NOTHING, NOTHING, NOTHING, NOTHING);
        }
        for (QualityReport.Chattering one : report.chattering()) {
            csv.row(
                    say("chattering"),
                    one.name(),
                    one.area(),
                    report.from(),
                    report.to(),
                    one.times(),
                    NOTHING,
                    NOTHING,
                    NOTHING);
        }
    }

    private void times(QualityReport report) {
        for (QualityReport.Position one : report.byArea()) {
            csv.row(
                    say("position"),
                    one.areaName(),
                    one.area(),
                    report.from(),
                    report.to(),
                    one.annunciated(),
                    one.share() * 100,
                    NOTHING,
                    verdict(one.verdict()));
        }
        for (QualityReport.DayCount day : report.byDay()) {
            csv.row(
                    say("day"),
                    NOTHING,
                    NOTHING,
                    day.day().atStartOfDay(ZONE).toInstant(),
                    day.day().plusDays(1).atStartOfDay(ZONE).toInstant(),
                    day.count(),
                    NOTHING,
                    NOTHING,
                    verdict(day.verdict()));
        }
        for (QualityReport.HourCount hour : report.byHour()) {
            csv.row(
                    say("hour"),
                    NOTHING,
                    NOTHING,
                    hour.hour(),
                    hour.hour().plusSeconds(3_600),
                    hour.count(),
                    NOTHING,
                    NOTHING,
                    NOTHING);
        }
    }

    private String verdict(String word) {
        return say("verdict." + word);
    }

    private String say(String key) {
        return language.say(Text.of("quality." + key));
    }

    private static String orNothing(@Nullable String text) {
        return text == null ? NOTHING : text;
    }
}
