package org.kenh.operations.alarmdesk;

import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.SeriesName;

/**
 * Takes what another desk of the centre says of devices, as series for rules. Never blocks; safe for any thread. Nothing is kept over
 * a restart: whoever says it says it again.
 */
@FunctionalInterface
public interface DeviceFlags {
    DeviceFlags NONE = (device, flag, on) -> {};

    /** Repeated, it is no news. */
    void set(DeviceId device, Flag flag, boolean on);

    /** What may be said. */
    enum Flag {
        /** Water that was planned did not come. */
        IRRIGATION_MISSED("kenh/irrigation.missed"),
        /** It must rest because of what is measured. */
        IRRIGATION_LOCKOUT("kenh/irrigation.lockout"),
        /** A person has stopped its canal. */
        IRRIGATION_STOPPED("kenh/irrigation.stopped");

        private final String series;

        Flag(String series) {
            this.series = series;
        }

        SeriesName series() {
            return SeriesName.of(series);
        }
    }
}
