package org.kenh.operations.irrigation.book;

import java.util.Arrays;
import java.util.Locale;

/** By what a book adds up. */
public enum Grouping {
    FIELD,
    COMMUNE,
    CANAL,
    PUMP,
    SEASON,
    DAY;

    /** The word in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Grouping fromWord(String word) {
        return Arrays.stream(values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no book is kept by \"" + word + "\""));
    }
}
