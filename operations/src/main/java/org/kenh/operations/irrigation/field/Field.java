package org.kenh.operations.irrigation.field;

import java.util.List;
import java.util.Optional;
import org.kenh.operations.irrigation.plan.WeeklyWindow;
import org.kenh.telemetry.DeviceId;

/**
 * A field, or a block of plots that take water together.
 *
 * @param area in which it lies
 * @param hectares by the land book, whatever the outline measures
 * @param outline GeoJSON Polygon or MultiPolygon, WGS-84
 * @param bund mm that its banks hold above the soil; 0 for a dry crop's field
 * @param cooperative who farms it, in words
 * @param users of the role cooperative who alone among these see it; empty: all of the area
 * @param quiet hours in which its valve stays shut
 */
public record Field(
        String id,
        String name,
        String area,
        double hectares,
        Optional<String> outline,
        Inlet inlet,
        Soil soil,
        double bund,
        Sensors sensors,
        String cooperative,
        List<String> users,
        List<WeeklyWindow> quiet,
        int revision)
        implements Work {
    public Field {
        users = List.copyOf(users);
        quiet = List.copyOf(quiet);
    }

    /** The canal it takes water from. */
    public String canal() {
        return inlet.canal();
    }

    /** Square metres. */
    public double squareMetres() {
        return hectares * 10_000;
    }

    /**
     * How water comes in.
     *
     * @param valve that opens by itself; empty: a person does it
     * @param flow m³/s
     * @param efficiency Ea of FAO-56, the share of the water let in that the crop can use, 0 to 1
     */
    public record Inlet(String canal, Optional<Control> valve, double flow, double efficiency) {}

    /**
     * What is measured there.
     *
     * @param depth of water in m: above the soil positive, in the water tube below it negative
     * @param moisture of the soil as a share
     * @param weather the station of its evapotranspiration
     * @param rain its rain gauge
     */
    public record Sensors(
            Optional<SeriesPlace> depth,
            Optional<SeriesPlace> moisture,
            Optional<DeviceId> weather,
            Optional<DeviceId> rain) {
        public static final Sensors NONE =
                new Sensors(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
