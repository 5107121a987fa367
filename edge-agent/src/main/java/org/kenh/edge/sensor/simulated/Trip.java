package org.kenh.edge.sensor.simulated;

/** Why a pump's protection stopped it; it stays stopped until a person resets it. */
enum Trip {
    NONE("none"),
    DRY_RUN("dry-run"),
    OVERLOAD("overload"),
    NO_FLOW("no-flow"),
    OVERHEATED("overheated"),
    VIBRATION("vibration");

    private final String word;

    Trip(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
