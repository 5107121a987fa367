package org.kenh.operations.share.cap;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A message about one occurrence of an alarm.
 *
 * @param level of the alarm that it tells of
 * @param revision counts the changes of a draft, so that what is issued is what was read
 * @param identifier without blank, comma, {@code <} and {@code &}
 * @param authors everybody who has written at it or confirmed it; {@link #SYSTEM} for a proposal
 * @param settled present once it is issued or discarded
 */
public record CapMessage(
        long id,
        long alarm,
        UUID occurrence,
        String area,
        int level,
        MsgType type,
        State state,
        int revision,
        String identifier,
        CapContent content,
        Instant createdAt,
        Set<String> authors,
        Optional<Settled> settled) {
    /** The author of proposals. */
    public static final String SYSTEM = "system";

    /** The status of what is meant. */
    public static final String ACTUAL = "Actual";

    public CapMessage {
        authors = Set.copyOf(authors);
    }

    public boolean isDraft() {
        return state == State.DRAFT;
    }

    public boolean isIssued() {
        return state == State.ISSUED;
    }

    public boolean isIssued(String status) {
        return isIssued() && settled.filter(how -> how.status().equals(status)).isPresent();
    }

    /** Whether the world was told, not those who exercise or test. */
    public boolean isActual() {
        return isIssued(ACTUAL);
    }

    /** Whether nobody but the system stands for it yet. */
    boolean isUnconfirmed() {
        return authors.equals(Set.of(SYSTEM));
    }

    /** As the standard has it, in capitals. */
    public enum MsgType {
        ALERT("Alert"),
        UPDATE("Update"),
        CANCEL("Cancel");

        private final String word;

        MsgType(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** A draft is issued or discarded, and never changes again. */
    public enum State {
        DRAFT,
        ISSUED,
        DISCARDED;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * How a draft ended.
     *
     * @param sender empty if it was discarded
     * @param status {@code Actual}, {@code Exercise} or {@code Test}; empty if it was discarded
     * @param xml as it was issued; empty if it was discarded
     */
    public record Settled(Instant at, String by, String sender, String status, String xml) {}
}
