package org.kenh.operations.alarmdesk.quality;

/** How a figure stands to its target. */
public enum Verdict {
    GOOD("good"),
    /** Beyond the target, within what an operator can still bear. */
    TOLERABLE("tolerable"),
    BAD("bad"),
    /** Too few alarms for a share to mean anything. */
    TOO_FEW("too-few");

    private final String word;

    Verdict(String word) {
        this.word = word;
    }

    /** The word in the API. */
    public String word() {
        return word;
    }

    static Verdict upTo(double value, double target, double most) {
        if (value <= target) {
            return GOOD;
        }
        return value <= most ? TOLERABLE : BAD;
    }

    static Verdict below(double value, double target) {
        return value < target ? GOOD : BAD;
    }
}
