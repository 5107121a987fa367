package org.kenh.operations;

import java.util.Optional;

/**
 * What the map shows beyond our own data. Keys {@code map.tile-url}, {@code map.attribution}, {@code map.lat} and
 * {@code map.lon}.
 *
 * @param tileUrl with {@code {z}}, {@code {x}} and {@code {y}}
 */
public record MapConfig(
        Optional<String> tileUrl, Optional<String> attribution, Optional<Double> lat, Optional<Double> lon) {

    static MapConfig read(Settings settings) {
        Optional<String> tileUrl = settings.text("map.tile-url");
        tileUrl.filter(url -> !isTileUrl(url))
                .ifPresent(url -> settings.problem(
                        "map.tile-url must begin with http:// or https:// and hold {z}, {x} and {y}, but is \"" + url
                                + "\""));
        Optional<Double> lat = settings.number("map.lat", -90, 90);
        Optional<Double> lon = settings.number("map.lon", -180, 180);
        if (settings.has("map.lat") != settings.has("map.lon")) {
            settings.problem("map.lat and map.lon must be given together");
        }
        return new MapConfig(tileUrl, settings.text("map.attribution"), lat, lon);
    }

    private static boolean isTileUrl(String url) {
        // It becomes part of a response header, so nothing but the characters of an address may stand in it.
        return url.matches("https?://[A-Za-z0-9.:{}-]+/[A-Za-z0-9._~:/?#@!$&*+,=%{}-]*")
                && url.contains("{z}")
                && url.contains("{x}")
                && url.contains("{y}");
    }
}
