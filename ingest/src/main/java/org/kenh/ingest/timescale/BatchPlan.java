package org.kenh.ingest.timescale;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.Origin;
import org.kenh.gateway.intake.Receipt;
import org.kenh.ingest.writing.BatchStore.Entry;
import org.kenh.telemetry.Birth;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.PackNumber;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;

/** What a batch means for the tables: which rows, which series, which refusals. Made anew for every attempt. */
final class BatchPlan {
    /** Of the public contract. */
    static final int MOST_SERIES = 500;

    private static final int EXPECTED_WIDTH = 8;

    private final Map<DeviceId, DeviceState> known;
    private final Map<DeviceId, PlannedDevice> devices = new LinkedHashMap<>();
    private final List<SampleRow> rows = new ArrayList<>();
    private final List<EventRow> events = new ArrayList<>();
    private final List<PackTally> packs = new ArrayList<>();
    private final PackNumbers numbers = new PackNumbers();
    private final List<DeviceMessage.BirthReport> births = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private final List<Receipt> receipts;

    /** @param known every device in the batch; one that is not in it does not exist */
    BatchPlan(List<Entry> batch, Map<DeviceId, DeviceState> known) {
        this.known = known;
        this.receipts = new ArrayList<>(batch.size());
        for (Entry entry : batch) {
            receipts.add(add(entry));
        }
    }

    /** Numbers and flags, sorted by device and time; one key may come several times, then in the order of arrival. */
    List<SampleRow> rows() {
        rows.sort(SampleRow.BY_DEVICE_AND_TIME);
        return rows;
    }

    /** Texts and data, in the order of arrival. */
    List<EventRow> events() {
        return events;
    }

    List<PackTally> packs() {
        return packs;
    }

    PackNumbers packNumbers() {
        return numbers;
    }

    List<DeviceMessage.BirthReport> births() {
        return births;
    }

    List<Rejection> rejections() {
        return rejections;
    }

    /** One per message. */
    List<Receipt> receipts() {
        return receipts;
    }

    Collection<PlannedDevice> devices() {
        return devices.values();
    }

    /** Series to be created or changed, device by device. */
    List<PlannedSeries> touched() {
        List<PlannedSeries> touched = new ArrayList<>();
        devices.values().forEach(device -> touched.addAll(device.touched()));
        return touched;
    }

    private Receipt add(Entry entry) {
        return switch (entry.message()) {
            case DeviceMessage.Readings readings -> addReadings(entry, readings);
            case DeviceMessage.BirthReport report -> addBirth(entry, report);
            case DeviceMessage.Malformed(Origin origin, String reason, String where) -> {
                rejections.add(new Rejection(entry, origin, reason, where));
                yield Receipt.COMMITTED;
            }
        };
    }

    private Receipt addReadings(Entry entry, DeviceMessage.Readings message) {
        Origin origin = message.origin();
        PlannedDevice device = planned(origin.device());
        if (device == null || !isRoomFor(device, message.readings())) {
            return refuse(entry, origin);
        }
        PackTally pack = new PackTally(device, message);
        Gathering gathering = new Gathering(pack, message.readings().size());
        for (Reading reading : message.readings()) {
            gathering.add(reading);
        }
        if (!message.readings().isEmpty()) {
            packs.add(pack);
            Optional<PackNumber> number = message.number();
            number.ifPresent(given -> numbers.add(device, Micros.localDay(pack.oldest()), given));
        }
        return Receipt.COMMITTED;
    }

    private Receipt addBirth(Entry entry, DeviceMessage.BirthReport report) {
        Set<SeriesName> names = new HashSet<>();
        report.birth().series().forEach(declared -> names.add(declared.name()));
        PlannedDevice device = planned(report.origin().device());
        if (device == null || device.seriesCount() + device.unknownAmong(names) > MOST_SERIES) {
            return refuse(entry, report.origin());
        }
        for (Birth.DeclaredSeries declared : report.birth().series()) {
            PlannedSeries series = device.touch(declared.name());
            series.measuredIn(declared.unit());
            series.declared(declared.interval());
        }
        births.add(report);
        return Receipt.COMMITTED;
    }

    private Receipt refuse(Entry entry, Origin origin) {
        String reason = known.containsKey(origin.device())
                ? "a device may have at most " + MOST_SERIES + " series"
                : "there is no device " + origin.device();
        rejections.add(new Rejection(entry, origin, reason, ""));
        return new Receipt.Refused(reason, "");
    }

    private @Nullable PlannedDevice planned(DeviceId id) {
        PlannedDevice device = devices.get(id);
        if (device == null) {
            DeviceState before = known.get(id);
            if (before == null) {
                return null;
            }
            device = new PlannedDevice(id, before);
            devices.put(id, device);
        }
        return device;
    }

    /** A device that has all of these series already is the rule, and costs no set. */
    private static boolean isRoomFor(PlannedDevice device, List<Reading> readings) {
        for (Reading reading : readings) {
            if (!device.knows(reading.series())) {
                Set<SeriesName> names = new HashSet<>();
                readings.forEach(one -> names.add(one.series()));
                return device.seriesCount() + device.unknownAmong(names) <= MOST_SERIES;
            }
        }
        return true;
    }

    /** Gathers the readings of one pack into rows, one for each time. */
    private final class Gathering {
        private final PackTally pack;
        private final int expected;
        private @Nullable SampleRow current;
        private @Nullable Map<Long, SampleRow> byTime;

        Gathering(PackTally pack, int readings) {
            this.pack = pack;
            this.expected = Math.min(readings, EXPECTED_WIDTH);
        }

        void add(Reading reading) {
            PlannedDevice device = pack.device();
            int ordinal = device.ordinal(reading.series(), reading.unit());
            pack.holds(reading.timeMicros());
            device.heard(ordinal, reading, pack.receivedMicros());
            if (SeriesStatus.isEvent(reading.value())) {
                events.add(new EventRow(pack, ordinal, reading));
            } else {
                row(reading.timeMicros())
                        .add(
                                ordinal,
                                SeriesStatus.number(reading.value()),
                                SeriesStatus.of(reading.value(), reading.quality()));
            }
        }

        private SampleRow row(long micros) {
            SampleRow row = current;
            if (row != null && row.micros() == micros) {
                return row;
            }
            if (row != null) {
                Map<Long, SampleRow> times = byTime;
                if (times == null) {
                    times = new HashMap<>();
                    byTime = times;
                }
                times.put(row.micros(), row);
                row = times.get(micros);
            }
            if (row == null) {
                row = new SampleRow(pack, micros, expected);
                rows.add(row);
            }
            current = row;
            return row;
        }
    }

    /** A text or data on its way to the table. */
    record EventRow(PackTally pack, int ordinal, Reading reading) {
        int seriesId() {
            return pack.device().seriesId(reading.series());
        }
    }

    /** A message to be kept as rejected. */
    record Rejection(Entry entry, Origin origin, String reason, String place) {}
}
