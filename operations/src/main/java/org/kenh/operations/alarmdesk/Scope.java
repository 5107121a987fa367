package org.kenh.operations.alarmdesk;

import java.util.Optional;
import java.util.Set;

/**
 * Where a rule holds; what is empty does not matter.
 *
 * @param subject what it watches, each one apart
 * @param kinds of the site, or of the area if areas are watched
 * @param deviceKinds of the device; for sites: of the devices whose series count
 * @param area it lies in this one, or is it
 */
public record Scope(
        Subject subject,
        Set<String> kinds,
        Set<String> deviceKinds,
        Optional<String> area,
        Optional<String> site,
        Optional<String> device) {
    public Scope {
        kinds = Set.copyOf(kinds);
        deviceKinds = Set.copyOf(deviceKinds);
    }

    /** Everywhere. */
    public static Scope all(Subject subject) {
        return new Scope(subject, Set.of(), Set.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public Scope withKinds(Set<String> other) {
        return new Scope(subject, other, deviceKinds, area, site, device);
    }

    public Scope withArea(String id) {
        return new Scope(subject, kinds, deviceKinds, Optional.of(id), site, device);
    }

    /** What has an alarm of its own. */
    public enum Subject {
        DEVICE,
        SITE,
        AREA
    }
}
