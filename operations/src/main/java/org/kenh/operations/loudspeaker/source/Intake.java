package org.kenh.operations.loudspeaker.source;

import java.util.List;

/** Takes schedules into the programme, row by row: what is wrong in one is no reason to refuse the others. May block on the database. */
@FunctionalInterface
public interface Intake {
    /** Whole: it names all bulletins that stand, and what it does not name any more is taken back. */
    Taken take(Format format, String content, boolean whole);

    /** How a file is written; with our names. */
    enum Format {
        JSON,
        CSV
    }

    /**
     * What became of a file.
     *
     * @param cancelled taken back by the province
     * @param mistakes for people to read; empty: all of it was taken
     * @param notices for people to read: what was left as it is here, with reason
     */
    record Taken(int created, int changed, int unchanged, int cancelled, List<String> mistakes, List<String> notices) {
        public Taken {
            mistakes = List.copyOf(mistakes);
            notices = List.copyOf(notices);
        }

        /** Nothing of it. */
        public static Taken refused(String why) {
            return new Taken(0, 0, 0, 0, List.of(why), List.of());
        }

        boolean isGood() {
            return mistakes.isEmpty();
        }

        boolean changesNothing() {
            return created + changed + cancelled == 0;
        }
    }
}
