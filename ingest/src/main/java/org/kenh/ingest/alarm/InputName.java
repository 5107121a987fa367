package org.kenh.ingest.alarm;

import java.util.Optional;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.SeriesName;

/**
 * A series as a rule names it: {@code level.suction}, which is looked for at the rule's subject, or
 * {@code tram-do-1!level.suction}, which is that of one device.
 *
 * @param device empty: the series of that name of the subject, whichever device it has
 */
public record InputName(Optional<DeviceId> device, SeriesName series) {
    /** Throws {@link IllegalArgumentException} naming the offending value. */
    public static InputName of(String text) {
        int mark = text.indexOf('!');
        return mark < 0
                ? new InputName(Optional.empty(), SeriesName.of(text))
                : new InputName(
                        Optional.of(DeviceId.of(text.substring(0, mark))), SeriesName.of(text.substring(mark + 1)));
    }

    @Override
    public String toString() {
        return device.map(id -> id + "!").orElse("") + series;
    }
}
