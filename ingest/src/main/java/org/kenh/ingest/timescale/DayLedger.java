package org.kenh.ingest.timescale;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a batch adds to the ledger {@code telemetry.device_day}. */
final class DayLedger {
    private final Map<Long, Day> days = new HashMap<>();

    /** New readings of one time. */
    void readings(PackTally pack, long micros, int added) {
        Day day = day(pack.device().number(), Micros.localDay(micros));
        day.readings += added;
        if (pack.isLate()) {
            day.lateReadings += added;
        }
        day.first = Math.min(day.first, micros);
        day.last = Math.max(day.last, micros);
        day.received = Math.max(day.received, pack.receivedMicros());
        pack.added(added);
    }

    /** A device and time of which there was nothing before; besides its readings. */
    void time(PackTally pack, long micros) {
        day(pack.device().number(), Micros.localDay(micros)).times++;
    }

    /** A pack that brought something new; to be called after its readings. */
    void pack(PackTally pack) {
        if (pack.added() == 0) {
            return;
        }
        Day day = day(pack.device().number(), Micros.localDay(pack.oldest()));
        day.packs++;
        if (pack.isLate()) {
            day.latePacks++;
        }
        // The oldest reading may be a repeated one, and the day then one in which nothing else is new.
        day.first = Math.min(day.first, pack.oldest());
        day.last = Math.max(day.last, pack.oldest());
        day.received = Math.max(day.received, pack.receivedMicros());
    }

    boolean isEmpty() {
        return days.isEmpty();
    }

    /** In the order of the key, so that two lanes never wait for each other. */
    List<Day> days() {
        List<Day> sorted = new ArrayList<>(days.values());
        sorted.sort((one, other) -> {
            int byDevice = Integer.compare(one.device, other.device);
            return byDevice != 0 ? byDevice : Integer.compare(one.day, other.day);
        });
        return sorted;
    }

    private Day day(int device, int localDay) {
        return days.computeIfAbsent(
                ((long) device << 32) | (localDay & 0xFFFF_FFFFL), key -> new Day(device, localDay));
    }

    /** One device and local day; times in microseconds. */
    static final class Day {
        final int device;
        final int day;
        int packs;
        int latePacks;
        int times;
        long readings;
        long lateReadings;
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        long received = Long.MIN_VALUE;

        Day(int device, int day) {
            this.device = device;
            this.day = day;
        }
    }
}
