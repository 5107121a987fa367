package org.kenh.operations.alarmdesk.quality;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a stretch of time, in the words of the API. Shares are 0 to 1. Days and hours are those of
 * Asia/Ho_Chi_Minh.
 *
 * @param annunciated how many times an operator was told
 * @param peak the busiest ten minutes
 * @param floods oldest first, at most {@value #MOST_LISTED}, as are the other lists
 * @param topTen the alarms that told most
 * @param standing active for more than 24 hours, the longest first
 * @param byHour only hours with an annunciation
 * @param byArea by position, that is, by the area that alarms lie in; the busiest first
 */
public record QualityReport(
        Instant from,
        Instant to,
        @Nullable String area,
        int annunciated,
        List<Figure> figures,
        Peak peak,
        List<Flood> floods,
        List<Top> topTen,
        List<Standing> standing,
        List<Chattering> chattering,
        List<PriorityShare> priorities,
        List<DayCount> byDay,
        List<HourCount> byHour,
        List<Position> byArea) {
    public static final int MOST_LISTED = 1_000;

    /**
     * A figure and its target.
     *
     * @param key {@code perDay}, {@code perHour}, {@code perTenMinutes}, {@code peakTenMinutes}, {@code timeInFlood},
     *     {@code topTenShare}, {@code stale}, {@code chattering}
     * @param target the value should not exceed it
     * @param most up to here it is tolerable; equal to the target where nothing beyond it is
     * @param verdict a word of {@link Verdict}
     */
    public record Figure(String key, double value, double target, double most, String verdict) {}

    /** Ten minutes and what they brought. */
    public record Peak(Instant at, int count) {}

    /**
     * More alarms than a person can see to.
     *
     * @param to the end of the range while it lasts
     * @param peak of ten minutes
     */
    public record Flood(Instant from, Instant to, boolean over, int annunciated, int peak) {}

    public record Top(
            long alarm,
            String name,
            String rule,
            String area,
            @Nullable String site,
            int count,
            double share) {}

    /**
     * An alarm that stood for too long.
     *
     * @param until null while it stands
     */
    public record Standing(
            long alarm,
            String name,
            String rule,
            String area,
            @Nullable String site,
            Instant since,
            @Nullable Instant until) {}

    public record Chattering(
            long alarm,
            String name,
            String rule,
            String area,
            @Nullable String site,
            int times) {}

    /** Of priority 3 the target is a least share, of the others a greatest one. */
    public record PriorityShare(int priority, int count, double share, double target, String verdict) {}

    public record DayCount(LocalDate day, int count, String verdict) {}

    public record HourCount(Instant hour, int count) {}

    /**
     * What an area's alarms ask of whoever watches it.
     *
     * @param verdict on {@code perDay}
     */
    public record Position(
            String area,
            String areaName,
            int annunciated,
            double share,
            double perDay,
            int peakTenMinutes,
            double timeInFlood,
            String verdict) {}
}
