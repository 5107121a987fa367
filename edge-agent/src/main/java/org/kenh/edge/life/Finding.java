package org.kenh.edge.life;

/**
 * What an examination found in one part of the agent.
 *
 * @param part for example {@code clock} or {@code link mqtts gw.example:8883}
 * @param code stays the same between versions, for programs: {@code link.refused}
 * @param remedy what to do; empty words when nothing is to be done
 */
public record Finding(Level level, String part, String code, Words what, Words remedy) {
    private static final Words NOTHING = new Words("", "");

    static Finding fine(String part, String code, Words what) {
        return new Finding(Level.FINE, part, code, what, NOTHING);
    }

    static Finding warning(String part, String code, Words what, Words remedy) {
        return new Finding(Level.WARNING, part, code, what, remedy);
    }

    static Finding wrong(String part, String code, Words what, Words remedy) {
        return new Finding(Level.WRONG, part, code, what, remedy);
    }

    /** How bad it is. */
    public enum Level {
        FINE("tốt", "fine"),
        /** It works, but will not for long or not well. */
        WARNING("chú ý", "warning"),
        /** It does not work. */
        WRONG("hỏng", "wrong");

        private final String vietnamese;
        private final String english;

        Level(String vietnamese, String english) {
            this.vietnamese = vietnamese;
            this.english = english;
        }

        Words words() {
            return new Words(vietnamese, english);
        }
    }
}
