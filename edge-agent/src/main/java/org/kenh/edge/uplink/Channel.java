package org.kenh.edge.uplink;

/** What a message is, by the last part of its topic or path. */
public enum Channel {
    BIRTH("birth"),
    READINGS("readings"),
    ACKS("acks");

    private final String word;

    Channel(String word) {
        this.word = word;
    }

    /** The word in topics and paths. */
    public String word() {
        return word;
    }
}
