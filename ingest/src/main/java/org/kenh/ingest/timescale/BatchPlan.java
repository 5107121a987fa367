package org.kenh.ingest.timescale;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.Origin;
import org.kenh.gateway.intake.Receipt;
import org.kenh.ingest.writing.BatchStore.Entry;
import org.kenh.telemetry.Birth;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/** What a batch means for the tables: which rows, which series, which refusals. Made anew for every attempt. */
final class BatchPlan {
    /** Of the public contract. */
    static final int MOST_SERIES = 500;

    private final Map<DeviceId, Map<SeriesName, SeriesDirectory.Known>> known;
    private final Map<DeviceId, Map<SeriesName, PlannedSeries>> planned = new HashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final List<Row> events = new ArrayList<>();
    private final List<DeviceMessage.BirthReport> births = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private final List<Receipt> receipts = new ArrayList<>();

    /** @param known all series of every device in the batch; a device that is not in it does not exist */
    BatchPlan(List<Entry> batch, Map<DeviceId, Map<SeriesName, SeriesDirectory.Known>> known) {
        this.known = known;
        for (Entry entry : batch) {
            receipts.add(add(entry));
        }
    }

    /** Numbers and flags, in the order of arrival. */
    List<Row> rows() {
        return rows;
    }

    /** Texts and data, in the order of arrival. */
    List<Row> events() {
        return events;
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

    /** Series to be created or changed, device by device. */
    List<PlannedSeries> touched() {
        return planned.values().stream()
                .flatMap(series -> series.values().stream())
                .filter(PlannedSeries::isTouched)
                .toList();
    }

    /** Whether the series had another unit before; its readings are kept, the newest unit counts for all of them. */
    boolean changesUnit(PlannedSeries series) {
        SeriesDirectory.Known before =
                known.getOrDefault(series.device(), Map.of()).get(series.name());
        return before != null
                && !before.unit().symbol().isEmpty()
                && !before.unit().equals(series.unit());
    }

    /** What will be known of a device once this plan is committed. */
    Map<SeriesName, SeriesDirectory.Known> knownAfter(DeviceId device) {
        Map<SeriesName, SeriesDirectory.Known> after = new HashMap<>(known.getOrDefault(device, Map.of()));
        for (PlannedSeries series : planned.getOrDefault(device, Map.of()).values()) {
            after.put(series.name(), new SeriesDirectory.Known(series.id(), series.unit()));
        }
        return after;
    }

    private Receipt add(Entry entry) {
        return switch (entry.message()) {
            case DeviceMessage.Readings(Origin origin, List<Reading> readings) -> addReadings(entry, origin, readings);
            case DeviceMessage.BirthReport report -> addBirth(entry, report);
            case DeviceMessage.Malformed(Origin origin, String reason, String where) -> {
                rejections.add(new Rejection(entry, origin, reason, where));
                yield Receipt.COMMITTED;
            }
        };
    }

    private Receipt addReadings(Entry entry, Origin origin, List<Reading> readings) {
        Set<SeriesName> names = new HashSet<>();
        readings.forEach(reading -> names.add(reading.series()));
        if (!isAllowed(origin.device(), names)) {
            return refuse(entry, origin);
        }
        for (Reading reading : readings) {
            PlannedSeries series = series(origin.device(), reading.series());
            series.measuredIn(reading.unit());
            Row row = new Row(series, reading, origin.receivedAt());
            (row.isEvent() ? events : rows).add(row);
        }
        return Receipt.COMMITTED;
    }

    private Receipt addBirth(Entry entry, DeviceMessage.BirthReport report) {
        DeviceId device = report.origin().device();
        Set<SeriesName> names = new HashSet<>();
        report.birth().series().forEach(declared -> names.add(declared.name()));
        if (!isAllowed(device, names)) {
            return refuse(entry, report.origin());
        }
        for (Birth.DeclaredSeries declared : report.birth().series()) {
            PlannedSeries series = series(device, declared.name());
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

    private boolean isAllowed(DeviceId device, Set<SeriesName> names) {
        Map<SeriesName, SeriesDirectory.Known> before = known.get(device);
        if (before == null) {
            return false;
        }
        Map<SeriesName, PlannedSeries> drawn = planned.getOrDefault(device, Map.of());
        long added = drawn.keySet().stream()
                        .filter(name -> !before.containsKey(name))
                        .count()
                + names.stream()
                        .filter(name -> !before.containsKey(name) && !drawn.containsKey(name))
                        .count();
        return added == 0 || before.size() + added <= MOST_SERIES;
    }

    private PlannedSeries series(DeviceId device, SeriesName name) {
        return planned.computeIfAbsent(device, any -> new HashMap<>()).computeIfAbsent(name, wanted -> {
            SeriesDirectory.Known before = known.getOrDefault(device, Map.of()).get(wanted);
            return before == null
                    ? PlannedSeries.created(device, wanted, Unit.NONE)
                    : PlannedSeries.known(device, wanted, before);
        });
    }

    /** A reading on its way to a table. */
    record Row(PlannedSeries series, Reading reading, Instant receivedAt) {
        boolean isEvent() {
            return switch (reading.value()) {
                case Value.Numeric number -> false;
                case Value.Flag flag -> false;
                case Value.Text text -> true;
                case Value.Data data -> true;
            };
        }
    }

    /** A message to be kept as rejected. */
    record Rejection(Entry entry, Origin origin, String reason, String place) {}
}
