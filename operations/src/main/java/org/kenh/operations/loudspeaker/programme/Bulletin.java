package org.kenh.operations.loudspeaker.programme;

import java.time.Instant;
import java.util.Optional;

/**
 * A bulletin.
 *
 * @param cancelled empty: it stands
 */
public record Bulletin(
        long id, Content content, Instant createdAt, String createdBy, Optional<Cancellation> cancelled, int revision) {
    public boolean isActive() {
        return cancelled.isEmpty();
    }

    /** As it would be with another content. */
    public Bulletin with(Content other) {
        return new Bulletin(id, other, createdAt, createdBy, cancelled, revision);
    }

    /** That, and why, somebody does not want it any more. */
    public record Cancellation(Instant at, String by, String reason) {}
}
