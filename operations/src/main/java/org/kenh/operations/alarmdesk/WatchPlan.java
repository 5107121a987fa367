package org.kenh.operations.alarmdesk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.alarm.AlarmKey;
import org.kenh.ingest.alarm.AlarmRule;
import org.kenh.ingest.alarm.Binding;
import org.kenh.ingest.alarm.Condition;
import org.kenh.ingest.alarm.InputName;
import org.kenh.ingest.registry.Area;
import org.kenh.ingest.registry.Device;
import org.kenh.ingest.registry.Site;
import org.kenh.ingest.series.SeriesReader.KnownSeries;
import org.kenh.operations.alarmdesk.AlarmStore.Where;
import org.kenh.operations.alarmdesk.LiveRule.Starred;
import org.kenh.operations.alarmdesk.Watched.Place;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.SeriesName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which alarms there are to be: every rule in force on every subject in its scope that has the rule's first series. */
final class WatchPlan {
    private static final Logger LOG = LoggerFactory.getLogger(WatchPlan.class);

    private final DistrictMap map;
    private final Map<AlarmKey, Watched> watched = new LinkedHashMap<>();

    private WatchPlan(DistrictMap map) {
        this.map = map;
    }

    /** A rule that cannot be bound somewhere is left out there, and that is logged. */
    static Map<AlarmKey, Watched> of(List<LiveRule> rules, DistrictMap map) {
        WatchPlan plan = new WatchPlan(map);
        rules.stream().filter(LiveRule::enabled).forEach(plan::add);
        return plan.watched;
    }

    private void add(LiveRule live) {
        switch (live.scope().subject()) {
            case DEVICE -> map.devices().forEach(device -> onDevice(live, device));
            case SITE -> map.sites().forEach(site -> onSite(live, site));
            case AREA -> map.areas().forEach(area -> onArea(live, area));
        }
    }

    private void onDevice(LiveRule live, Device device) {
        Site site = map.siteOf(device);
        Scope scope = live.scope();
        boolean wanted = holdsAt(scope, site)
                && fits(scope.deviceKinds(), device.kind())
                && scope.device().map(device.id().value()::equals).orElse(true);
        if (!wanted) {
            return;
        }
        Spot spot = new Spot(
                new Where(
                        site.area(),
                        Optional.of(site.id()),
                        Optional.of(device.id().value())),
                Optional.of(site),
                List.of(device));
        String subject = "device:" + device.id();
        if (live.starred().isEmpty()) {
            bind(live, live::rule, subject, spot);
            return;
        }
        Starred starred = live.starred().get();
        for (String match : matches(starred.pattern(), device.id())) {
            bind(live, () -> starred.filled().apply(match), subject + "/" + match, spot);
        }
    }

    private void onSite(LiveRule live, Site site) {
        Scope scope = live.scope();
        if (!holdsAt(scope, site)) {
            return;
        }
        List<Device> devices = map.devicesOf(site.id()).stream()
                .filter(device -> fits(scope.deviceKinds(), device.kind()))
                .filter(device ->
                        scope.device().map(device.id().value()::equals).orElse(true))
                .toList();
        Where where = new Where(site.area(), Optional.of(site.id()), Optional.empty());
        bind(live, live::rule, "site:" + site.id(), new Spot(where, Optional.of(site), devices));
    }

    private void onArea(LiveRule live, Area area) {
        Scope scope = live.scope();
        boolean wanted = area.replacedBy().isEmpty()
                && fits(scope.kinds(), area.kind())
                && scope.area().map(map.upwards(area.id())::contains).orElse(true);
        if (wanted) {
            Where where = new Where(area.id(), Optional.empty(), Optional.empty());
            bind(live, live::rule, "area:" + area.id(), new Spot(where, Optional.empty(), List.of()));
        }
    }

    private boolean holdsAt(Scope scope, Site site) {
        return fits(scope.kinds(), site.kind())
                && scope.site().map(site.id()::equals).orElse(true)
                && scope.area().map(map.upwards(site.area())::contains).orElse(true);
    }

    private static boolean fits(Set<String> kinds, String kind) {
        return kinds.isEmpty() || kinds.contains(kind);
    }

    /** What the star stands for in the series of a device. */
    private Set<String> matches(String pattern, DeviceId device) {
        int star = pattern.indexOf('*');
        Pattern form = Pattern.compile(
                Pattern.quote(pattern.substring(0, star)) + "([^/]+)" + Pattern.quote(pattern.substring(star + 1)));
        Set<String> matches = new TreeSet<>();
        for (SeriesName name : map.seriesOf(device).keySet()) {
            Matcher matcher = form.matcher(name.value());
            if (matcher.matches()) {
                matches.add(matcher.group(1));
            }
        }
        return matches;
    }

    /** One subject that does not do must not cost the others theirs. */
    private void bind(LiveRule live, Supplier<AlarmRule> rule, String subject, Spot spot) {
        try {
            bind(live, rule.get(), subject, spot);
        } catch (IllegalArgumentException e) {
            LOG.error("Rule {} cannot be bound to {}: {}", live.id(), subject, e.getMessage());
        }
    }

    private void bind(LiveRule live, AlarmRule rule, String subject, Spot spot) {
        Map<InputName, Binding.Source> sources = new HashMap<>();
        List<Doubt> doubts = new ArrayList<>();
        // Texts are told when they change, whatever the interval of their device: they do not turn stale.
        boolean ofTexts = rule.condition() instanceof Condition.EqualText;
        rule.inputs()
                .forEach(input -> source(input, spot, doubts)
                        .map(found ->
                                ofTexts ? new Binding.Source(found.device(), found.series(), Optional.empty()) : found)
                        .ifPresent(found -> sources.put(input, found)));
        Optional<InputName> first = rule.condition().inputs().stream().findFirst();
        if (first.isEmpty() || !sources.containsKey(first.get())) {
            return;
        }
        Binding binding = new Binding(rule, subject, sources);
        Binding.Source source = sources.get(first.get());
        Optional<String> unit = source == null
                ? Optional.empty()
                : known(source.device(), source.series())
                        .map(series -> series.unit().symbol());
        Watched alarm = new Watched(
                live,
                binding,
                rank(live, spot.where.area()),
                where(live, spot, source),
                spot.site.map(site -> new Place(site.name(), site.lat(), site.lon())),
                map.areaName(spot.where.area()),
                unit.filter(symbol -> !symbol.isEmpty()),
                doubts);
        watched.put(binding.key(), alarm);
    }

    /** An alarm of a site shows the device of its first series. */
    private static Where where(LiveRule live, Spot spot, Binding.@Nullable Source source) {
        boolean ofSite = live.scope().subject() == Scope.Subject.SITE;
        if (!ofSite || source == null || CentreSeries.isOwn(source.device())) {
            return spot.where;
        }
        return new Where(
                spot.where.area(),
                spot.where.site(),
                Optional.of(source.device().value()));
    }

    private Optional<Binding.Source> source(InputName input, Spot spot, List<Doubt> doubts) {
        SeriesName series = input.series();
        if (input.device().isPresent()) {
            DeviceId device = input.device().get();
            return map.device(device).flatMap(found -> sourceOf(found, series));
        }
        if (spot.where.site().isEmpty()) {
            return CentreSeries.isOfAreas(series)
                    ? Optional.of(new Binding.Source(CentreSeries.ofArea(spot.where.area()), series, Optional.empty()))
                    : Optional.empty();
        }
        List<Device> having = spot.devices.stream()
                .filter(device -> sourceOf(device, series).isPresent())
                .toList();
        if (having.size() > 1) {
            doubts.add(new Doubt(
                    Doubt.SEVERAL_DEVICES,
                    List.of(series.value(), having.getFirst().id().value())));
        }
        return having.stream().findFirst().flatMap(device -> sourceOf(device, series));
    }

    private Optional<Binding.Source> sourceOf(Device device, SeriesName series) {
        if (CentreSeries.isOwn(series)) {
            return CentreSeries.has(map, device, series)
                    ? Optional.of(new Binding.Source(CentreSeries.ofDevice(device.id()), series, Optional.empty()))
                    : Optional.empty();
        }
        return known(device.id(), series).map(known -> new Binding.Source(device.id(), series, interval(known)));
    }

    private static Optional<Duration> interval(KnownSeries known) {
        return known.interval().filter(Duration::isPositive);
    }

    private Optional<KnownSeries> known(DeviceId device, SeriesName series) {
        return Optional.ofNullable(map.seriesOf(device).get(series));
    }

    /** Groups of areas from the outside in, then of sites, then of devices, then all that hide nothing. */
    private int rank(LiveRule live, String area) {
        return live.suppresses()
                .map(suppresses -> switch (suppresses.within()) {
                    case AREA -> Math.min(map.depth(area), Ranks.SITE - 1);
                    case SITE -> Ranks.SITE;
                    case DEVICE -> Ranks.DEVICE;
                })
                .orElse(Ranks.PLAIN);
    }

    /** A subject with the devices whose series count. */
    private record Spot(Where where, Optional<Site> site, List<Device> devices) {}
}
