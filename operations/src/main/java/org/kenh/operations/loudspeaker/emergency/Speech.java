package org.kenh.operations.loudspeaker.emergency;

/** How long it takes to read a text out. */
final class Speech {
    /** Vietnamese has a word for each syllable; an announcer who wants to be understood outdoors says about 150 a minute. */
    private static final double WORDS_PER_SECOND = 2.5;

    private static final int PAUSE = 3;

    private Speech() {}

    static int seconds(String text) {
        return (int) Math.ceil(text.strip().split("\\s+").length / WORDS_PER_SECOND) + PAUSE;
    }
}
