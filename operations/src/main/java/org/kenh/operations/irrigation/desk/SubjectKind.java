package org.kenh.operations.irrigation.desk;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a turn, a block or a constraint is about. */
public enum SubjectKind {
    PUMP,
    CANAL,
    FIELD;

    /** The word in the API and in the store. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<SubjectKind> fromWord(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
