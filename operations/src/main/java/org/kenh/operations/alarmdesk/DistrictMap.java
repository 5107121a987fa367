package org.kenh.operations.alarmdesk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.kenh.ingest.registry.Area;
import org.kenh.ingest.registry.Device;
import org.kenh.ingest.registry.Registry;
import org.kenh.ingest.registry.Site;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.ingest.series.SeriesReader.KnownSeries;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.SeriesName;

/** What there is to be watched, as it was at one moment. */
final class DistrictMap {
    static final DistrictMap EMPTY = new DistrictMap(List.of(), List.of(), List.of(), List.of());
    /** Areas may be wrong about their parents; nobody goes round in a circle for ever. */
    private static final int DEEPEST = 16;

    private final List<Area> areaList;
    private final List<Site> siteList;
    private final List<Device> deviceList;
    private final List<KnownSeries> seriesList;
    private final Map<String, Area> areas = new LinkedHashMap<>();
    private final Map<String, Site> sites = new LinkedHashMap<>();
    private final Map<DeviceId, Device> devices = new TreeMap<>();
    private final Map<String, List<Device>> bySite = new HashMap<>();
    private final Map<DeviceId, Map<SeriesName, KnownSeries>> series = new HashMap<>();
    private final Map<String, List<String>> upwards = new HashMap<>();

    private DistrictMap(List<Area> areas, List<Site> sites, List<Device> devices, List<KnownSeries> series) {
        areaList = areas;
        siteList = sites;
        deviceList = devices;
        seriesList = series;
        areas.forEach(area -> this.areas.put(area.id(), area));
        sites.forEach(site -> this.sites.put(site.id(), site));
        for (Device device : devices) {
            if (this.sites.containsKey(device.site()) && !CentreSeries.isOwn(device.id())) {
                this.devices.put(device.id(), device);
            }
        }
        this.devices
                .values()
                .forEach(device -> bySite.computeIfAbsent(device.site(), id -> new ArrayList<>())
                        .add(device));
        for (KnownSeries one : series) {
            this.series.computeIfAbsent(one.device(), id -> new HashMap<>()).put(one.name(), one);
        }
        areas.forEach(area -> upwards.put(area.id(), climb(area.id())));
    }

    /** Blocks on the database. */
    static DistrictMap read(Registry registry, SeriesReader series) {
        return new DistrictMap(registry.areas(), registry.sites(), registry.devices(), series.known());
    }

    boolean sameAs(DistrictMap other) {
        return areaList.equals(other.areaList)
                && siteList.equals(other.siteList)
                && deviceList.equals(other.deviceList)
                && seriesList.equals(other.seriesList);
    }

    Iterable<Area> areas() {
        return areas.values();
    }

    Iterable<Site> sites() {
        return sites.values();
    }

    Iterable<Device> devices() {
        return devices.values();
    }

    Optional<Area> area(String id) {
        return Optional.ofNullable(areas.get(id));
    }

    Optional<Site> site(String id) {
        return Optional.ofNullable(sites.get(id));
    }

    Optional<Device> device(DeviceId id) {
        return Optional.ofNullable(devices.get(id));
    }

    /** The site of a device that {@link #devices} has. */
    Site siteOf(Device device) {
        Site site = sites.get(device.site());
        if (site == null) {
            throw new IllegalStateException("device " + device.id() + " has no site");
        }
        return site;
    }

    /** By id. */
    List<Device> devicesOf(String site) {
        return bySite.getOrDefault(site, List.of());
    }

    Map<SeriesName, KnownSeries> seriesOf(DeviceId device) {
        return series.getOrDefault(device, Map.of());
    }

    String areaName(String id) {
        return area(id).map(Area::name).orElse(id);
    }

    /** The area itself and all that it lies in, or that have taken it over; the innermost first. */
    List<String> upwards(String area) {
        return upwards.getOrDefault(area, List.of(area));
    }

    /** How many areas it lies in. */
    int depth(String area) {
        return upwards(area).size() - 1;
    }

    private List<String> climb(String start) {
        List<String> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        List<String> next = List.of(start);
        for (int step = 0; step < DEEPEST && !next.isEmpty(); step++) {
            List<String> further = new ArrayList<>();
            for (String id : next) {
                if (seen.add(id)) {
                    found.add(id);
                    area(id).ifPresent(area -> {
                        area.replacedBy().ifPresent(further::add);
                        area.parent().ifPresent(further::add);
                    });
                }
            }
            next = further;
        }
        return List.copyOf(found);
    }
}
