package org.kenh.edge.sensor;

import org.kenh.telemetry.Quality;

/**
 * What a driver got of one point.
 *
 * @param value before scale and unit conversion; 0 or 1 for a flag
 * @param unit the unit in which it came, for points that the file does not name
 */
public record Sample(String point, double value, String unit, Quality quality) {
    /** A good sample of a point that the file names. */
    public static Sample good(String point, double value) {
        return new Sample(point, value, "", Quality.GOOD);
    }
}
