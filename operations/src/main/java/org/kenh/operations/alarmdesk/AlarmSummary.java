package org.kenh.operations.alarmdesk;

import java.util.List;
import java.util.Map;

/**
 * How many alarms stand how. The counts by priority hold B to F; worst priority 0 means none.
 *
 * @param byPriority for each of 1, 2 and 3
 * @param standing active for more than a day
 */
public record AlarmSummary(
        Map<Integer, Counts> byPriority,
        int shelved,
        int suppressed,
        int outOfService,
        int standing,
        int chattering,
        List<AreaCounts> byArea,
        List<SiteCounts> bySite) {
    public AlarmSummary {
        byPriority = Map.copyOf(byPriority);
        byArea = List.copyOf(byArea);
        bySite = List.copyOf(bySite);
    }

    /**
     * B; C; and D, E and F.
     *
     * @param returned the condition is clear, but something remains to be done
     */
    public record Counts(int unacknowledged, int acknowledged, int returned) {}

    /**
     * An area with what lies directly in it.
     *
     * @param priority the worst one
     */
    public record AreaCounts(
            String area, int priority, int unacknowledged, int acknowledged, int returned, int suppressed) {}

    /**
     * A site.
     *
     * @param priority the worst one
     * @param count of B to F
     */
    public record SiteCounts(String site, int priority, int unacknowledged, int count) {}
}
