package org.kenh.ingest.timescale;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.timescale.DeviceState.Known;
import org.kenh.ingest.timescale.DeviceState.LastNumbers;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;

/** A device in a batch: what was known of it before, and what the batch makes of it. */
final class PlannedDevice {
    private final DeviceId id;
    private final DeviceState before;
    private final Map<SeriesName, PlannedSeries> touched = new LinkedHashMap<>();
    private int seriesCount;
    /** The newest reading of each series in this batch, where newer than what was known; by ordinal less one. */
    private @Nullable Newest[] newest;

    PlannedDevice(DeviceId id, DeviceState before) {
        this.id = id;
        this.before = before;
        this.seriesCount = before.seriesCount();
        this.newest = new Newest[before.seriesCount()];
    }

    DeviceId id() {
        return id;
    }

    int number() {
        return before.number();
    }

    /** How many of these series would be new. */
    int unknownAmong(Set<SeriesName> names) {
        int unknown = 0;
        for (SeriesName name : names) {
            if (!knows(name)) {
                unknown++;
            }
        }
        return unknown;
    }

    boolean knows(SeriesName name) {
        return before.known(name) != null || touched.containsKey(name);
    }

    int seriesCount() {
        return seriesCount;
    }

    /** The ordinal of the reading's series, which is planned if it is new or has another unit now. */
    int ordinal(SeriesName name, Unit unit) {
        PlannedSeries planned = touched.isEmpty() ? null : touched.get(name);
        if (planned == null) {
            Known known = before.known(name);
            if (known != null && known.hasUnit(unit)) {
                return known.ordinal();
            }
            planned = touch(name);
        }
        planned.measuredIn(unit);
        return planned.ordinal();
    }

    /** The series as something to be stored. */
    PlannedSeries touch(SeriesName name) {
        return touched.computeIfAbsent(name, wanted -> {
            Known known = before.known(wanted);
            return known == null
                    ? PlannedSeries.created(id, wanted, ++seriesCount)
                    : PlannedSeries.changed(id, wanted, known);
        });
    }

    /** Series to be created or changed. */
    Collection<PlannedSeries> touched() {
        return touched.values();
    }

    /** The ordinal of a series that the batch brings; 0 if it does not. */
    int knownOrdinal(SeriesName name) {
        PlannedSeries planned = touched.get(name);
        if (planned != null) {
            return planned.ordinal();
        }
        Known known = before.known(name);
        return known == null ? 0 : known.ordinal();
    }

    /** The row of a series; 0 while it has none. */
    int seriesId(SeriesName name) {
        PlannedSeries planned = touched.get(name);
        if (planned != null) {
            return planned.id();
        }
        Known known = before.known(name);
        return known == null ? 0 : known.id();
    }

    /** Takes note of a reading that may be the newest of its series. */
    void heard(int ordinal, Reading reading, long receivedMicros) {
        if (ordinal > newest.length) {
            @Nullable Newest[] larger = new Newest[Math.max(seriesCount, ordinal)];
            System.arraycopy(newest, 0, larger, 0, newest.length);
            newest = larger;
        }
        Newest known = newest[ordinal - 1];
        long latest = known == null ? before.lastMicros(ordinal) : known.reading.timeMicros();
        if (reading.timeMicros() > latest) {
            newest[ordinal - 1] = new Newest(reading, receivedMicros);
        }
    }

    /** The readings that are now the last of their series, by ordinal. */
    List<Reading> news() {
        List<Reading> news = new ArrayList<>();
        for (Newest one : newest) {
            if (one != null) {
                news.add(one.reading);
            }
        }
        return news;
    }

    /** The texts and data that are now the last of their series, by ordinal. */
    Map<Integer, Newest> newestEvents() {
        Map<Integer, Newest> events = new TreeMap<>();
        for (int i = 0; i < newest.length; i++) {
            Newest one = newest[i];
            if (one != null && SeriesStatus.isEvent(one.reading.value())) {
                events.put(i + 1, one);
            }
        }
        return events;
    }

    /** The last numbers as they will be; empty when the batch changes none. */
    Optional<LastNumbers> changedNumbers() {
        LastNumbers changed = null;
        for (int i = 0; i < newest.length; i++) {
            Newest one = newest[i];
            if (one != null && !SeriesStatus.isEvent(one.reading.value())) {
                changed = changed == null ? before.numbers().copy(seriesCount) : changed;
                changed.at()[i] = one.reading.timeMicros();
                changed.receivedAt()[i] = one.receivedMicros;
                changed.numbers()[i] = SeriesStatus.number(one.reading.value());
                changed.status()[i] = SeriesStatus.of(one.reading.value(), one.reading.quality());
            }
        }
        return Optional.ofNullable(changed);
    }

    /** The last numbers before the batch. */
    LastNumbers numbersBefore() {
        return before.numbers();
    }

    /** What will be known of the device once the batch is committed. */
    DeviceState after(LastNumbers numbers) {
        Map<SeriesName, Known> series = before.series();
        if (!touched.isEmpty()) {
            series = new HashMap<>(series);
            for (PlannedSeries one : touched.values()) {
                series.put(one.name(), new Known(one.id(), one.ordinal(), one.unit()));
            }
        }
        Map<Integer, Long> events = before.eventTimes();
        Map<Integer, Newest> newer = newestEvents();
        if (!newer.isEmpty()) {
            Map<Integer, Long> times = new HashMap<>(events);
            newer.forEach((ordinal, one) -> times.put(ordinal, one.reading.timeMicros()));
            events = times;
        }
        return new DeviceState(before.number(), series, numbers, events);
    }

    /** A reading with the time at which it came, in microseconds. */
    record Newest(Reading reading, long receivedMicros) {}
}
