package org.kenh.gateway.intake;

import java.util.concurrent.CompletionStage;
import org.kenh.telemetry.wire.ContentKind;

/** Where a door hands in what a device sent. Safe for any thread; never blocks, never throws on input. */
public interface Desk {
    /**
     * Takes a message of an authenticated device. {@link Receipt.Refused} means that it was malformed or against a rule
     * and has been kept as rejected.
     */
    CompletionStage<Receipt> receive(Origin origin, FrontDesk.Kind kind, ContentKind content);

    /** Keeps a message that could not even be handed to {@link #receive}, for example one that is too large. */
    CompletionStage<Receipt> refuse(Origin origin, String reason, String where);

    /** Says whether there is room. */
    Intake intake();
}
