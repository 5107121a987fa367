package org.kenh.operations.loudspeaker.source;

import java.util.List;

/** Takes schedules into the programme: all of a file or nothing of it. May block on the database. */
@FunctionalInterface
public interface Intake {
    Taken take(Format format, String content);

    /** How a file is written; JSON with our names. */
    enum Format {
        JSON,
        CSV
    }

    /**
     * What became of a file.
     *
     * @param mistakes for people to read; empty: all of it was taken
     */
    record Taken(int created, int changed, int unchanged, List<String> mistakes) {
        public Taken {
            mistakes = List.copyOf(mistakes);
        }

        boolean isGood() {
            return mistakes.isEmpty();
        }
    }
}
