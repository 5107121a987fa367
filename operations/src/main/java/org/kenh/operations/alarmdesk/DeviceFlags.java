package org.kenh.operations.alarmdesk;

import org.kenh.ingest.registry.Device;
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
        IRRIGATION_MISSED("kenh/irrigation.missed", Desk.IRRIGATION),
        /** A pump ran its time and moved too little water. */
        IRRIGATION_SHORT("kenh/irrigation.short", Desk.IRRIGATION),
        /** It must rest because of what is measured. */
        IRRIGATION_LOCKOUT("kenh/irrigation.lockout", Desk.IRRIGATION),
        /** A person has stopped its canal. */
        IRRIGATION_STOPPED("kenh/irrigation.stopped", Desk.IRRIGATION),
        /** The last bulletin that was due did not sound. */
        SPEAKER_MISSED("kenh/speaker.missed", Desk.LOUDSPEAKERS),
        /** Something sounded, or sounds, that nobody scheduled. */
        SPEAKER_UNPLANNED("kenh/speaker.unplanned", Desk.LOUDSPEAKERS),
        /** It played other audio than planned. */
        SPEAKER_HASH("kenh/speaker.hash", Desk.LOUDSPEAKERS),
        /** Its line is not what it was when it was well. */
        SPEAKER_DRIFT("kenh/speaker.drift", Desk.LOUDSPEAKERS),
        /** It uses another certificate than the one it is known by. */
        SPEAKER_CERTIFICATE("kenh/speaker.certificate", Desk.LOUDSPEAKERS),
        /** Its volume is not what a person set. */
        SPEAKER_VOLUME("kenh/speaker.volume", Desk.LOUDSPEAKERS),
        /** An emergency bulletin is not proven to have been heard there. */
        SPEAKER_EMERGENCY("kenh/speaker.emergency", Desk.LOUDSPEAKERS);

        private final String series;
        private final Desk desk;

        Flag(String series, Desk desk) {
            this.series = series;
            this.desk = desk;
        }

        /** Whether it may be said of the device. */
        boolean fits(Device device) {
            return switch (desk) {
                case IRRIGATION -> device.commands().contains("schedule.put");
                case LOUDSPEAKERS -> device.kind().equals("loudspeaker");
            };
        }

        SeriesName series() {
            return SeriesName.of(series);
        }
    }

    /** Who says it, of its own devices. */
    enum Desk {
        IRRIGATION,
        LOUDSPEAKERS
    }
}
