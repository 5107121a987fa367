package org.kenh.operations.loudspeaker.source;

import java.time.Instant;
import java.util.Optional;
import org.kenh.operations.loudspeaker.judge.Audio;
import org.kenh.operations.loudspeaker.judge.Measured;

/**
 * A line of the play log.
 *
 * @param slot empty: nobody scheduled it
 * @param key of unplanned audio, unique on the device, by which it is taken back; empty: a slot
 * @param bulletin in the system that it comes from; our own number where it was typed in here
 * @param source that it comes from; empty: typed in here
 * @param sha256 of the audio that was planned
 * @param audio what was played
 * @param result the word of the verdict, or that nobody scheduled it, or that this is taken back
 * @param seconds planned; 0: nobody scheduled it
 * @param revisedAt when this was last judged: a later line of the same slot and cluster takes the place of this one
 */
public record PlayRecord(
        String device,
        Optional<String> slot,
        Optional<String> key,
        Optional<String> bulletin,
        Optional<String> source,
        String title,
        String kind,
        Optional<Instant> planned,
        int seconds,
        Optional<String> sha256,
        Optional<Instant> started,
        Optional<Instant> ended,
        double played,
        String result,
        Optional<String> cause,
        Measured measured,
        Audio audio,
        boolean corrected,
        Instant revisedAt) {}
