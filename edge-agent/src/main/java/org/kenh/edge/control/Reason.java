package org.kenh.edge.control;

import java.time.Duration;
import java.util.Locale;

/**
 * Why something was refused, stopped or failed, for people and for programs.
 *
 * @param code stable, for programs: {@code dry-run}
 * @param vietnamese a few plain words
 * @param english the same words
 */
record Reason(String code, String vietnamese, String english) {
    /** {@code code: tiếng Việt / English}; what stands in an answer and in an event. */
    String text() {
        return code + ": " + vietnamese + " / " + english;
    }

    /** The same reason with a name, a number or the like after it, which needs no translation. */
    Reason with(String what) {
        return new Reason(code, vietnamese + " (" + what + ")", english + " (" + what + ")");
    }

    /** The same reason with the time that is still to pass. */
    Reason in(long nanos) {
        long seconds = Math.max(1, (nanos + Moment.SECOND - 1) / Moment.SECOND);
        String shown = Duration.ofSeconds(seconds).toString().substring(2).toLowerCase(Locale.ROOT);
        return new Reason(code, vietnamese + ", còn " + shown, english + ", " + shown + " to go");
    }
}
