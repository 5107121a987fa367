package org.kenh.operations.loudspeaker.proof;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.kenh.operations.loudspeaker.judge.Unplanned;

/**
 * Audio that nobody scheduled, as it is kept.
 *
 * @param day of its start
 * @param judgedAt when it was first known; of what is explained, when it was
 * @param changedAt when something else was last said of it
 * @param explained what came later shows that it was planned after all
 * @param command id of the one that would silence it, which waits for a person
 */
public record KeptUnplanned(
        String device,
        LocalDate day,
        Unplanned said,
        Instant judgedAt,
        Instant changedAt,
        boolean explained,
        Optional<String> command) {
    KeptUnplanned with(String other) {
        return new KeptUnplanned(device, day, said, judgedAt, changedAt, explained, Optional.of(other));
    }
}
