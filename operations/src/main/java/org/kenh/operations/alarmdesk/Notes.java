package org.kenh.operations.alarmdesk;

import java.time.Instant;
import java.util.Optional;

/** What people did to an alarm, beside its state. */
public record Notes(
        Optional<String> acknowledgedBy,
        Optional<Instant> acknowledgedAt,
        Optional<String> shelvedBy,
        Optional<String> shelveReason,
        boolean oneShot,
        Optional<String> outOfServiceReason,
        Optional<String> assignee,
        int comments) {
    public static final Notes NONE = new Notes(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            0);

    /** A new occurrence: what belonged to the one before is over. */
    Notes withNewOccurrence() {
        return new Notes(
                Optional.empty(),
                Optional.empty(),
                shelvedBy,
                shelveReason,
                oneShot,
                outOfServiceReason,
                Optional.empty(),
                0);
    }

    Notes withAcknowledgement(Optional<String> by, Optional<Instant> at) {
        return new Notes(by, at, shelvedBy, shelveReason, oneShot, outOfServiceReason, assignee, comments);
    }

    Notes withShelving(Optional<String> by, Optional<String> reason, boolean once) {
        return new Notes(acknowledgedBy, acknowledgedAt, by, reason, once, outOfServiceReason, assignee, comments);
    }

    Notes withOutOfService(Optional<String> reason) {
        return new Notes(acknowledgedBy, acknowledgedAt, shelvedBy, shelveReason, oneShot, reason, assignee, comments);
    }

    Notes withAssignee(Optional<String> to) {
        return new Notes(
                acknowledgedBy, acknowledgedAt, shelvedBy, shelveReason, oneShot, outOfServiceReason, to, comments);
    }

    Notes withOneMoreComment() {
        return new Notes(
                acknowledgedBy,
                acknowledgedAt,
                shelvedBy,
                shelveReason,
                oneShot,
                outOfServiceReason,
                assignee,
                comments + 1);
    }
}
