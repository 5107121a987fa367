package org.kenh.operations.loudspeaker.programme;

import java.util.List;
import java.util.Optional;
import org.kenh.operations.loudspeaker.judge.BulletinClass;

/**
 * What a bulletin is and when it sounds.
 *
 * @param origin empty: typed in here
 * @param seconds of one sounding
 * @param sha256 of the audio, lower-case hexadecimal
 * @param text what is read out, if it is known
 * @param area that it belongs to
 */
public record Content(
        Optional<Origin> origin,
        String title,
        BulletinClass kind,
        int seconds,
        Optional<String> sha256,
        Optional<String> text,
        String area,
        List<Schedule> schedules) {
    public Content {
        schedules = List.copyOf(schedules);
    }

    /** The same, at other times. */
    public Content with(List<Schedule> others) {
        return new Content(origin, title, kind, seconds, sha256, text, area, others);
    }
}
