package org.kenh.operations.irrigation.field;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.kenh.operations.irrigation.plan.WeeklyWindow;
import org.kenh.telemetry.DeviceId;

/**
 * A pump that lifts water into a canal; the figures are those of its nameplate.
 *
 * @param canal that it feeds
 * @param flow m³/s
 * @param power kW of electric input at that flow
 * @param head m
 * @param limits on switching it
 * @param suction the level below which it must not run
 * @param quality probes that judge the water at its intake
 * @param curve by flow; may be empty
 */
public record Pump(
        String id,
        String name,
        Control control,
        String canal,
        double flow,
        double power,
        double head,
        Limits limits,
        Optional<Limit> suction,
        List<DeviceId> quality,
        List<CurvePoint> curve,
        int revision)
        implements Work {
    public Pump {
        quality = List.copyOf(quality);
        curve = List.copyOf(curve);
    }

    /**
     * How often and when it may run.
     *
     * @param minOff rest between a stop and the next start
     * @param quiet hours in which it must not run
     */
    public record Limits(int startsPerHour, Duration minRun, Duration minOff, List<WeeklyWindow> quiet) {
        public Limits {
            quiet = List.copyOf(quiet);
        }
    }

    /**
     * A point of the maker's curve.
     *
     * @param flow m³/s
     * @param head m
     * @param efficiency of pump and motor together, 0 to 1
     */
    public record CurvePoint(double flow, double head, double efficiency) {}
}
