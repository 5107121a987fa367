package org.kenh.operations.alarmdesk.rule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kenh.ingest.alarm.AlarmRule;
import org.kenh.ingest.alarm.Binding;
import org.kenh.ingest.alarm.Binding.Source;
import org.kenh.ingest.alarm.Condition;
import org.kenh.ingest.alarm.InputName;
import org.kenh.ingest.registry.Area;
import org.kenh.ingest.registry.Device;
import org.kenh.ingest.registry.Registry;
import org.kenh.ingest.registry.Site;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.ingest.series.SeriesReader.KnownSeries;
import org.kenh.operations.alarmdesk.Scope;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.SeriesName;

/** On which devices and sites a draft rule would hold, with the stored series that it would look at. */
final class ReplaySubjects {
    private static final Instant BEFORE_ALL = Instant.EPOCH;

    private final Registry registry;
    private final Map<DeviceId, Map<SeriesName, KnownSeries>> series = new HashMap<>();

    /** Blocks on the database. */
    ReplaySubjects(Registry registry, SeriesReader reader) {
        this.registry = registry;
        reader.known()
                .forEach(known -> series.computeIfAbsent(known.device(), device -> new HashMap<>())
                        .put(known.name(), known));
    }

    /** One binding for each subject; none for areas, whose series the centre makes and does not store. */
    List<Binding> of(RuleDocument document) {
        Scope scope = document.scope();
        Set<String> areas = areas(scope);
        List<Binding> bindings = new ArrayList<>();
        for (Site site : registry.sites()) {
            boolean holds = fits(scope.kinds(), site.kind())
                    && scope.site().map(site.id()::equals).orElse(true)
                    && (scope.area().isEmpty() || areas.contains(site.area()));
            if (holds) {
                atSite(document, site, bindings);
            }
        }
        return bindings;
    }

    private void atSite(RuleDocument document, Site site, List<Binding> bindings) {
        Scope scope = document.scope();
        List<Device> devices = registry.devices().stream()
                .filter(device -> device.site().equals(site.id()))
                .filter(device -> fits(scope.deviceKinds(), device.kind()))
                .filter(device ->
                        scope.device().map(device.id().value()::equals).orElse(true))
                .sorted(java.util.Comparator.comparing(device -> device.id().value()))
                .toList();
        switch (scope.subject()) {
            case AREA -> {}
            case SITE ->
                bind(document.rule(draft(document)), "site:" + site.id(), devices)
                        .ifPresent(bindings::add);
            case DEVICE -> devices.forEach(device -> onDevice(document, device, bindings));
        }
    }

    private void onDevice(RuleDocument document, Device device, List<Binding> bindings) {
        String subject = "device:" + device.id();
        if (document.pattern().isEmpty()) {
            bind(document.rule(draft(document)), subject, List.of(device)).ifPresent(bindings::add);
            return;
        }
        for (String match : matches(document.pattern().get(), device.id())) {
            document.rule(draft(document), match)
                    .flatMap(rule -> bind(rule, subject + "/" + match, List.of(device)))
                    .ifPresent(bindings::add);
        }
    }

    private Optional<Binding> bind(AlarmRule rule, String subject, List<Device> devices) {
        Map<InputName, Source> sources = new HashMap<>();
        // Texts are told when they change, whatever the interval of their device.
        boolean neverStale = rule.condition() instanceof Condition.EqualText;
        for (InputName input : rule.inputs()) {
            List<DeviceId> among = input.device()
                    .map(List::of)
                    .orElseGet(() -> devices.stream().map(Device::id).toList());
            among.stream()
                    .filter(device -> known(device).containsKey(input.series()))
                    .findFirst()
                    .ifPresent(device -> sources.put(input, source(device, input.series(), neverStale)));
        }
        List<InputName> inputs = rule.condition().inputs();
        boolean watched = !inputs.isEmpty() && sources.containsKey(inputs.getFirst());
        return watched ? Optional.of(new Binding(rule, subject, sources)) : Optional.empty();
    }

    private Source source(DeviceId device, SeriesName name, boolean neverStale) {
        return new Source(
                device,
                name,
                Optional.ofNullable(known(device).get(name))
                        .flatMap(KnownSeries::interval)
                        .filter(interval -> !neverStale && interval.isPositive()));
    }

    private Set<String> matches(String pattern, DeviceId device) {
        int star = pattern.indexOf('*');
        Pattern form = Pattern.compile(
                Pattern.quote(pattern.substring(0, star)) + "([^/]+)" + Pattern.quote(pattern.substring(star + 1)));
        Set<String> matches = new TreeSet<>();
        for (SeriesName name : known(device).keySet()) {
            Matcher matcher = form.matcher(name.value());
            if (matcher.matches()) {
                matches.add(matcher.group(1));
            }
        }
        return matches;
    }

    private Map<SeriesName, KnownSeries> known(DeviceId device) {
        return series.getOrDefault(device, Map.of());
    }

    /** The area of the scope and all within it, those included that it has taken over. */
    private Set<String> areas(Scope scope) {
        Set<String> found = new HashSet<>(scope.area().map(Set::of).orElse(Set.of()));
        boolean grown = !found.isEmpty();
        while (grown) {
            grown = false;
            for (Area area : registry.areas()) {
                boolean within = area.parent().filter(found::contains).isPresent()
                        || area.replacedBy().filter(found::contains).isPresent();
                grown |= within && found.add(area.id());
            }
        }
        return found;
    }

    private static boolean fits(Set<String> kinds, String kind) {
        return kinds.isEmpty() || kinds.contains(kind);
    }

    private static RuleDocument.Version draft(RuleDocument document) {
        return new RuleDocument.Version(document.id().orElse("draft"), 1, "draft", BEFORE_ALL);
    }
}
