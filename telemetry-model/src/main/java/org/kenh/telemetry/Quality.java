package org.kenh.telemetry;

import java.util.Optional;

/** How far a reading may be trusted. Devices say it in the label {@code q}; without one a reading is good. */
public enum Quality {
    GOOD("good"),
    UNCERTAIN("uncertain"),
    BAD("bad");

    private final String word;

    Quality(String word) {
        this.word = word;
    }

    /** The word on the wire and in the API. */
    public String word() {
        return word;
    }

    public static Optional<Quality> fromWord(String word) {
        return switch (word) {
            case "good" -> Optional.of(GOOD);
            case "uncertain" -> Optional.of(UNCERTAIN);
            case "bad" -> Optional.of(BAD);
            default -> Optional.empty();
        };
    }
}
