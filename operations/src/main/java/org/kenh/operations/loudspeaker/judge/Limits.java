package org.kenh.operations.loudspeaker.judge;

import java.time.Duration;

/**
 * Where the judge draws its lines.
 *
 * @param onTime a start so far beside its time is in time
 * @param startWithin without a start by then it is missed
 * @param whole share that must be played to be verified
 * @param half share below which it is missed
 * @param rise of the level that proves sound, dB
 * @param current rise of the amplifier's current that proves sound, A
 * @param faintRise below this nothing was heard, dB
 * @param faintCurrent below this the amplifier drove nothing, A
 * @param match least score of the right audio
 * @param otherMatch below this it is other audio, where it sounded at all; nobody can tell between them
 * @param patience so long after the end evidence is waited for
 */
public record Limits(
        Duration onTime,
        Duration startWithin,
        double whole,
        double half,
        double rise,
        double current,
        double faintRise,
        double faintCurrent,
        double match,
        double otherMatch,
        Duration patience) {
    public static final Limits STANDARD = new Limits(
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            0.95,
            0.5,
            6,
            0.5,
            3,
            0.25,
            0.5,
            0.35,
            Duration.ofMinutes(3));

    private static final int INTERVALS = 3;

    /** For a cluster that reports more seldom, evidence takes longer. */
    public Limits patientFor(Duration interval) {
        Duration longer = interval.multipliedBy(INTERVALS);
        return longer.compareTo(patience) <= 0
                ? this
                : new Limits(
                        onTime,
                        startWithin,
                        whole,
                        half,
                        rise,
                        current,
                        faintRise,
                        faintCurrent,
                        match,
                        otherMatch,
                        longer);
    }
}
