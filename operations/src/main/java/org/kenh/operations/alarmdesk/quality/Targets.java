package org.kenh.operations.alarmdesk.quality;

import java.util.List;
import org.kenh.operations.alarmdesk.quality.QualityReport.Figure;
import org.kenh.operations.alarmdesk.quality.QualityReport.PriorityShare;

/**
 * What one operator can bear, by ISA-18.2 (2016), table 7, and EEMUA 191. What the standard calls the most that is
 * manageable is twice the target.
 */
final class Targets {
    static final double PER_DAY = 150;
    static final double MOST_PER_DAY = 300;
    private static final double PER_HOUR = 6;
    private static final double PER_TEN_MINUTES = 1;
    private static final double TIME_IN_FLOOD = 0.01;
    private static final double TOP_TEN_SHARE = 0.05;
    private static final double STALE = 5;

    /** With fewer, ten alarms are more than a twentieth however well the rules are made. */
    private static final int ENOUGH_FOR_TOP_TEN = 200;

    /** With fewer, a single alarm of priority 1 is more than its share. */
    private static final int ENOUGH_FOR_PRIORITIES = 20;

    private static final List<Double> PRIORITY_SHARES = List.of(0.05, 0.15, 0.80);

    private Targets() {}

    static Figure perDay(double value) {
        return upTo("perDay", value, PER_DAY, MOST_PER_DAY);
    }

    static Figure perHour(double value) {
        return upTo("perHour", value, PER_HOUR, 2 * PER_HOUR);
    }

    static Figure perTenMinutes(double value) {
        return upTo("perTenMinutes", value, PER_TEN_MINUTES, 2 * PER_TEN_MINUTES);
    }

    static Figure peakTenMinutes(int value) {
        return upTo("peakTenMinutes", value, Load.FLOOD, Load.FLOOD);
    }

    static Figure timeInFlood(double share) {
        return below("timeInFlood", share, TIME_IN_FLOOD);
    }

    static Figure topTenShare(double share, int annunciated) {
        Verdict verdict =
                annunciated < ENOUGH_FOR_TOP_TEN ? Verdict.TOO_FEW : Verdict.upTo(share, TOP_TEN_SHARE, TOP_TEN_SHARE);
        return new Figure("topTenShare", share, TOP_TEN_SHARE, TOP_TEN_SHARE, verdict.word());
    }

    static Figure stale(int value) {
        return below("stale", value, STALE);
    }

    static Figure chattering(int value) {
        return upTo("chattering", value, 0, 0);
    }

    static PriorityShare priority(int priority, int count, int annunciated) {
        double share = annunciated == 0 ? 0 : (double) count / annunciated;
        double target = PRIORITY_SHARES.get(priority - 1);
        boolean fits = priority == 3 ? share >= target : share <= target;
        Verdict verdict = fits ? Verdict.GOOD : Verdict.BAD;
        return new PriorityShare(
                priority,
                count,
                share,
                target,
                (annunciated < ENOUGH_FOR_PRIORITIES ? Verdict.TOO_FEW : verdict).word());
    }

    static Verdict ofDay(double count) {
        return Verdict.upTo(count, PER_DAY, MOST_PER_DAY);
    }

    private static Figure upTo(String key, double value, double target, double most) {
        return new Figure(
                key, value, target, most, Verdict.upTo(value, target, most).word());
    }

    private static Figure below(String key, double value, double target) {
        return new Figure(
                key, value, target, target, Verdict.below(value, target).word());
    }
}
