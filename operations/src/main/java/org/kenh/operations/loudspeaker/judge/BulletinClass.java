package org.kenh.operations.loudspeaker.judge;

import java.util.Locale;
import java.util.Optional;

/** What a bulletin may do to others (Circular 39/2020/TT-BTTTT). */
public enum BulletinClass {
    /** The commune chooses. */
    NORMAL,
    /** Where it collides, the commune decides the order. */
    PRIORITY,
    /** Plays at once and takes the place of everything else. */
    EMERGENCY;

    /** The word in the API, in the store and in commands. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<BulletinClass> fromWord(String word) {
        for (BulletinClass kind : values()) {
            if (kind.word().equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
