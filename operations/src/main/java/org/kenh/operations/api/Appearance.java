package org.kenh.operations.api;

import org.jspecify.annotations.Nullable;

/**
 * What everybody may know before signing in; written as it is.
 *
 * @param tileUrl where map tiles come from, with {@code {z}/{x}/{y}}; null: the map is drawn from own data only
 */
public record Appearance(
        String product,
        String version,
        @Nullable String tileUrl,
        @Nullable String mapAttribution,
        @Nullable Point centre) {

    /** Degrees, WGS-84. */
    public record Point(double lat, double lon) {}
}
