package org.kenh.operations.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kenh.ingest.registry.Device;
import org.kenh.ingest.registry.Registry;
import org.kenh.ingest.registry.Site;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.alarmdesk.Scope;
import org.kenh.operations.alarmdesk.rule.RuleDocument;
import org.kenh.telemetry.DeviceId;

/** Where rules hold, and who may see and change them there. */
final class RulePlaces {
    private final Registry registry;

    RulePlaces(Registry registry) {
        this.registry = registry;
    }

    /** A rule for the whole district is for everybody to see; one for a place, for those who see the place. */
    boolean isVisible(Call call, Scope scope) {
        return areas(scope).stream().allMatch(call.scope()::contains);
    }

    /** Whether all that the rule watches lies in the person's area. */
    boolean isOwn(Call call, Scope scope) {
        List<String> areas = areas(scope);
        return call.scope().isEverything()
                || (!areas.isEmpty() && areas.stream().allMatch(call.scope()::contains));
    }

    /** What is wrong with the places of a rule that this person wants to set: where it holds and whom it looks at. */
    List<Problem.FieldError> check(Call call, RuleDocument rule) {
        Scope scope = rule.scope();
        List<Problem.FieldError> errors = new ArrayList<>();
        if (!call.scope().isEverything()) {
            rule.namedDevices()
                    .filter(device -> areaOf(device.value())
                            .filter(call.scope()::contains)
                            .isEmpty())
                    .forEach(device -> errors.add(missing("series", device.value())));
        }
        AreaScope own = call.scope();
        scope.area()
                .filter(id -> !own.contains(id)
                        || registry.areas().stream().noneMatch(area -> area.id().equals(id)))
                .ifPresent(id -> errors.add(missing("scope.area", id)));
        scope.site()
                .filter(id -> registry.site(id)
                        .filter(site -> own.contains(site.area()))
                        .isEmpty())
                .ifPresent(id -> errors.add(missing("scope.site", id)));
        scope.device()
                .filter(id -> areaOf(id).filter(own::contains).isEmpty())
                .ifPresent(id -> errors.add(missing("scope.device", id)));
        if (errors.isEmpty() && !isOwn(call, scope)) {
            errors.add(new Problem.FieldError("scope.area", Text.of("field.ownArea")));
        }
        return errors;
    }

    private List<String> areas(Scope scope) {
        List<String> areas = new ArrayList<>();
        scope.area().ifPresent(areas::add);
        scope.site().flatMap(registry::site).map(Site::area).ifPresent(areas::add);
        scope.device().flatMap(this::areaOf).ifPresent(areas::add);
        return areas;
    }

    private Optional<String> areaOf(String device) {
        return registry.device(DeviceId.of(device))
                .map(Device::site)
                .flatMap(registry::site)
                .map(Site::area);
    }

    private static Problem.FieldError missing(String member, String id) {
        return new Problem.FieldError(member, Text.of("field.reference", id));
    }
}
