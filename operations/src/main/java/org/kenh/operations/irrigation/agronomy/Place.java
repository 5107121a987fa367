package org.kenh.operations.irrigation.agronomy;

/**
 * Where weather is measured.
 *
 * @param latitude degrees, north positive, within the polar circles
 * @param longitude degrees, east positive; only the hourly form needs it
 * @param elevation m above sea level
 * @param coastal on or near the shore of a large water body, where days are cloudier than their range of temperature tells
 */
public record Place(double latitude, double longitude, double elevation, boolean coastal) {
    /** Checks the ranges; {@link IllegalArgumentException} names what is outside. */
    public Place {
        Checks.within("latitude", latitude, -66, 66);
        Checks.within("longitude", longitude, -180, 180);
        Checks.within("elevation", elevation, -430, 6_000);
    }
}
