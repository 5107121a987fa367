package org.kenh.operations.alarmdesk;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.kenh.ingest.registry.Device;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.SeriesName;

/**
 * The series that the centre makes itself. They belong to devices that do not exist, whose ids begin with a mark that no
 * registered device is watched under, so that no device can send them.
 */
final class CentreSeries {
    static final SeriesName LINK = SeriesName.of("kenh/link");
    static final SeriesName POWER = SeriesName.of("kenh/power");
    static final SeriesName FAULT = SeriesName.of("kenh/fault");
    static final SeriesName LINK_LOST_SHARE = SeriesName.of("kenh/link.lost.share");
    static final SeriesName POWER_LOST_SHARE = SeriesName.of("kenh/power.lost.share");
    static final SeriesName LINK_LOST = SeriesName.of("kenh/link.lost");
    static final SeriesName POWER_LOST = SeriesName.of("kenh/power.lost");
    static final SeriesName SILENCED_SHARE = SeriesName.of("kenh/silenced.share");

    /** How many loudspeakers of an area missed the last bulletin that was due, and which share of all of them. */
    static final SeriesName SPEAKER_MISSED_COUNT = SeriesName.of("kenh/speaker.missed.count");

    static final SeriesName SPEAKER_MISSED_SHARE = SeriesName.of("kenh/speaker.missed.share");

    /** What devices say of their power: an event, or a flag. */
    static final SeriesName POWER_EVENT = SeriesName.of("agent/power");

    static final SeriesName MAINS = SeriesName.of("mains");

    private static final String MARK = "kenh.";
    private static final int LONGEST_ID = 64;
    private static final Pattern HASHED = Pattern.compile("[0-9a-f-]+");
    private static final Set<SeriesName> OF_AREAS = Set.of(
            LINK_LOST_SHARE,
            POWER_LOST_SHARE,
            LINK_LOST,
            POWER_LOST,
            SILENCED_SHARE,
            SPEAKER_MISSED_COUNT,
            SPEAKER_MISSED_SHARE);
    private static final Set<SeriesName> OF_DEVICES = Set.of(LINK, POWER, FAULT);
    private static final Map<SeriesName, DeviceFlags.Flag> OF_DESKS = Arrays.stream(DeviceFlags.Flag.values())
            .collect(Collectors.toUnmodifiableMap(DeviceFlags.Flag::series, Function.identity()));

    private CentreSeries() {}

    /** Whether no device may be watched under the id. */
    static boolean isOwn(DeviceId device) {
        return device.value().startsWith(MARK);
    }

    static boolean isOwn(SeriesName series) {
        return OF_DEVICES.contains(series) || OF_AREAS.contains(series) || OF_DESKS.containsKey(series);
    }

    static boolean isOfAreas(SeriesName series) {
        return OF_AREAS.contains(series);
    }

    /** Whether the device has it: of its power only one that speaks of it, of another desk only one that this desk works with. */
    static boolean has(DistrictMap map, Device device, SeriesName series) {
        DeviceFlags.Flag flag = OF_DESKS.get(series);
        if (flag != null) {
            return flag.fits(device);
        }
        Set<SeriesName> own = map.seriesOf(device.id()).keySet();
        return OF_DEVICES.contains(series)
                && (!series.equals(POWER) || own.contains(POWER_EVENT) || own.contains(MAINS));
    }

    /** The device under which a device's own series stand. */
    static DeviceId ofDevice(DeviceId device) {
        return marked("d.", device.value());
    }

    static DeviceId ofArea(String area) {
        return marked("a.", area);
    }

    /** Ids of full length do not fit behind the mark; those are told apart by a hash. */
    private static DeviceId marked(String kind, String id) {
        String whole = MARK + kind + id;
        if (whole.length() <= LONGEST_ID && !HASHED.matcher(id).matches()) {
            return DeviceId.of(whole);
        }
        return DeviceId.of(
                MARK + kind + java.util.UUID.nameUUIDFromBytes(id.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
