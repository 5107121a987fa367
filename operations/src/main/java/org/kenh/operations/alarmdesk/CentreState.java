package org.kenh.operations.alarmdesk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.kenh.ingest.live.CommittedBatch.Pack;
import org.kenh.ingest.presence.Presence;
import org.kenh.ingest.registry.Device;
import org.kenh.ingest.series.SeriesInfo;
import org.kenh.operations.alarmdesk.DeviceFlags.Flag;
import org.kenh.operations.alarmdesk.DeviceLife.Share;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Value;

/**
 * What the centre itself knows of devices, as series for rules: whether each can be reached, has mains and is sound, and
 * how large a part of each area has lost its link or its mains, or missed its last bulletin. For one thread.
 */
final class CentreState {
    static final Duration SILENCED = Duration.ofMinutes(5);
    /** The centre's own stop ends connections; after its start devices get this long to come back. */
    private static final Duration GRACE = Duration.ofMinutes(3);

    private static final String ENDED_BY_CENTRE = "centre";

    private final Map<DeviceId, DeviceLife> devices = new HashMap<>();
    private final Map<String, Map<Share, Integer>> areas = new LinkedHashMap<>();
    private final Map<DeviceId, Map<SeriesName, Double>> told = new HashMap<>();
    private Map<DeviceId, Map<SeriesName, Double>> flags = Map.of();
    private final Set<String> dirtyAreas = new LinkedHashSet<>();
    private final Set<DeviceLife> dirtyDevices = new LinkedHashSet<>();
    /** Those that have just fallen silent, the first to do so first; each at most once. */
    private final NavigableSet<Fall> falling = new TreeSet<>();

    private final Map<DeviceId, Presence> graced = new HashMap<>();
    private Instant graceEnd = Instant.EPOCH;

    /** Devices may have come, gone or moved. Everything is told again. Gives those that were not known before. */
    Set<DeviceId> take(DistrictMap map) {
        // An area whose last device has left is told so.
        dirtyAreas.addAll(areas.keySet());
        areas.clear();
        told.clear();
        Map<DeviceId, DeviceLife> before = new HashMap<>(devices);
        devices.clear();
        for (Device device : map.devices()) {
            DeviceLife life = before.getOrDefault(device.id(), new DeviceLife(device.id()));
            life.settle(map.upwards(map.siteOf(device).area()), Flag.SPEAKER_MISSED.fits(device));
            life.missed(isMissed(device.id()));
            devices.put(device.id(), life);
            life.areas().forEach(area -> count(area, life.shares(), 1));
            dirtyDevices.add(life);
        }
        falling.removeIf(fall -> !devices.containsKey(fall.life.device()));
        graced.keySet().retainAll(devices.keySet());
        Set<DeviceId> fresh = new LinkedHashSet<>(devices.keySet());
        fresh.removeAll(before.keySet());
        return fresh;
    }

    /** What other desks say of devices, all of it. */
    void flags(Map<DeviceId, Map<SeriesName, Double>> all) {
        flags = all;
        all.keySet().forEach(device -> {
            DeviceLife life = devices.get(device);
            if (life != null) {
                change(life, () -> life.missed(isMissed(device)));
            }
        });
    }

    /** Takes up what was known when the desk opened. */
    void restore(Collection<Presence> presences, List<SeriesInfo> last, Instant now) {
        graceEnd = now.plus(GRACE);
        recall(last);
        List<Presence> oldestFirst =
                presences.stream().sorted(Comparator.comparing(Presence::since)).toList();
        for (Presence presence : oldestFirst) {
            boolean ours = presence.state() == Presence.State.OFFLINE
                    && presence.reason().filter(ENDED_BY_CENTRE::equals).isPresent();
            DeviceLife life = devices.get(presence.device());
            if (ours && life != null) {
                graced.put(presence.device(), presence);
                change(life, life::heard);
            } else {
                presence(presence);
            }
        }
    }

    /** Takes up what devices said last. */
    void recall(List<SeriesInfo> last) {
        for (SeriesInfo series : last) {
            series.last().ifPresent(reading -> {
                DeviceLife life = devices.get(series.device());
                if (life != null) {
                    Reading told =
                            Reading.of(series.name(), series.unit(), reading.at(), reading.value(), reading.quality());
                    change(life, () -> hear(life, told));
                }
            });
        }
    }

    void presence(Presence presence) {
        graced.remove(presence.device());
        DeviceLife life = devices.get(presence.device());
        if (life == null) {
            return;
        }
        change(life, () -> {
            switch (presence.state()) {
                case NEVER -> {}
                case ONLINE -> {
                    falling.remove(new Fall(life.lostAt(), life));
                    life.back();
                }
                case SILENT, OFFLINE -> {
                    if (life.lost(presence.since())) {
                        falling.add(new Fall(life.lostAt(), life));
                    }
                }
            }
        });
    }

    /** Looks for what readings say of power and soundness; cheap for those that say nothing. */
    void readings(Pack pack) {
        DeviceLife life = devices.get(pack.device());
        if (life == null) {
            return;
        }
        List<Reading> readings = pack.readings();
        for (int i = 0; i < readings.size(); i++) {
            Reading reading = readings.get(i);
            boolean ofPower = reading.series().equals(CentreSeries.POWER_EVENT)
                    || reading.series().equals(CentreSeries.MAINS);
            if (ofPower || reading.quality() == Quality.BAD || life.hasBad()) {
                change(life, () -> hear(life, reading));
            }
        }
    }

    /** What time alone changes. */
    void pass(Instant now) {
        while (!falling.isEmpty() && !falling.first().lostAt.plus(SILENCED).isAfter(now)) {
            DeviceLife life = falling.removeFirst().life;
            change(life, life::longSilent);
        }
        if (!graced.isEmpty() && !now.isBefore(graceEnd)) {
            List.copyOf(graced.values()).forEach(this::presence);
        }
    }

    boolean isDirty() {
        return !dirtyAreas.isEmpty() || !dirtyDevices.isEmpty();
    }

    /** Tells the board what has changed, areas before devices. At most once at each moment. */
    void tell(Board board) {
        List<String> areasNow = List.copyOf(dirtyAreas);
        dirtyAreas.clear();
        for (String area : areasNow) {
            tellArea(board, area);
        }
        List<DeviceLife> devicesNow = new ArrayList<>(dirtyDevices);
        dirtyDevices.clear();
        for (DeviceLife life : devicesNow) {
            life.link().ifPresent(value -> tell(board, life.own(), CentreSeries.LINK, value));
            life.power().ifPresent(value -> tell(board, life.own(), CentreSeries.POWER, value));
            life.fault().ifPresent(value -> tell(board, life.own(), CentreSeries.FAULT, value));
            flags.getOrDefault(life.device(), Map.of())
                    .forEach((series, value) -> tell(board, life.own(), series, value));
        }
    }

    private void tellArea(Board board, String area) {
        Map<Share, Integer> counts = areas.getOrDefault(area, Map.of());
        DeviceId own = CentreSeries.ofArea(area);
        double heard = Math.max(1, counts.getOrDefault(Share.HEARD, 0));
        int link = counts.getOrDefault(Share.LINK_LOST, 0);
        int power = counts.getOrDefault(Share.POWER_LOST, 0);
        // The counts first: a rule that needs both must not see a new share with an old count.
        tell(board, own, CentreSeries.LINK_LOST, link);
        tell(board, own, CentreSeries.POWER_LOST, power);
        tell(board, own, CentreSeries.LINK_LOST_SHARE, link / heard);
        tell(board, own, CentreSeries.POWER_LOST_SHARE, power / heard);
        tell(board, own, CentreSeries.SILENCED_SHARE, counts.getOrDefault(Share.SILENCED, 0) / heard);
        int missed = counts.getOrDefault(Share.SPEAKER_MISSED, 0);
        tell(board, own, CentreSeries.SPEAKER_MISSED_COUNT, missed);
        tell(
                board,
                own,
                CentreSeries.SPEAKER_MISSED_SHARE,
                missed / (double) Math.max(1, counts.getOrDefault(Share.SPEAKER, 0)));
    }

    private boolean isMissed(DeviceId device) {
        return flags.getOrDefault(device, Map.of()).getOrDefault(Flag.SPEAKER_MISSED.series(), 0.0) > 0;
    }

    private void tell(Board board, DeviceId own, SeriesName series, double value) {
        Double before = told.computeIfAbsent(own, id -> new HashMap<>()).put(series, value);
        if (before == null || before != value) {
            board.own(own, series, value);
        }
    }

    private void change(DeviceLife life, Runnable step) {
        Set<Share> before = life.shares();
        step.run();
        Set<Share> after = life.shares();
        if (!before.equals(after)) {
            for (String area : life.areas()) {
                count(area, before, -1);
                count(area, after, 1);
            }
        }
        dirtyDevices.add(life);
    }

    private void count(String area, Set<Share> shares, int by) {
        Map<Share, Integer> counts = areas.computeIfAbsent(area, id -> new EnumMap<>(Share.class));
        shares.forEach(share -> counts.merge(share, by, Integer::sum));
        dirtyAreas.add(area);
    }

    private static void hear(DeviceLife life, Reading reading) {
        if (reading.series().equals(CentreSeries.POWER_EVENT)) {
            if (reading.value() instanceof Value.Text(String word)) {
                life.powerTold(word, reading.at());
            }
        } else if (reading.series().equals(CentreSeries.MAINS)) {
            if (reading.value() instanceof Value.Flag(boolean on) && reading.quality() != Quality.BAD) {
                life.powerTold(on ? DeviceLife.MAINS : DeviceLife.BATTERY, reading.at());
            }
        }
        life.quality(reading.series(), reading.quality());
    }

    /** That a device fell silent. It is in the list as long as it is lost, so that one that flaps is there but once. */
    private record Fall(Instant lostAt, DeviceLife life) implements Comparable<Fall> {
        private static final Comparator<Fall> ORDER =
                Comparator.comparing(Fall::lostAt).thenComparing(fall -> fall.life.device());

        @Override
        public int compareTo(Fall other) {
            return ORDER.compare(this, other);
        }
    }
}
