package org.kenh.operations.irrigation.field;

import java.util.Arrays;
import java.util.Optional;

/** The coordinates of a file. */
public enum Grid {
    /** Degrees, longitude before latitude (EPSG:4326). */
    WGS84("wgs84"),
    /** Metres, east before north, central meridian 105° (EPSG:5897). */
    VN2000("vn2000");

    private final String word;

    Grid(String word) {
        this.word = word;
    }

    /** The word in the API. */
    public String word() {
        return word;
    }

    public static Optional<Grid> fromWord(String word) {
        return Arrays.stream(values()).filter(grid -> grid.word.equals(word)).findFirst();
    }
}
