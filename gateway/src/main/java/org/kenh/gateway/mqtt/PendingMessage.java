package org.kenh.gateway.mqtt;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.kenh.gateway.intake.Desk;
import org.kenh.gateway.intake.FrontDesk;
import org.kenh.gateway.intake.Origin;
import org.kenh.gateway.intake.Receipt;
import org.kenh.telemetry.wire.ContentKind;

/** A message between its PUBLISH and its answer. It is its own callback, to spare an object for each message. */
final class PendingMessage implements BiConsumer<Receipt, Throwable> {
    private static final Receipt FORBIDDEN = new Receipt.Refused("not one of the device's own topics", "");

    private final int qos;
    private final int packetId;
    private final Origin origin;
    private final FrontDesk.@Nullable Kind kind;
    private final ContentKind content;
    private final Runnable settled;
    private volatile @Nullable Receipt receipt;
    private boolean held;
    private long heldSinceNanos;
    private int attempts;

    PendingMessage(
            int qos,
            int packetId,
            Origin origin,
            FrontDesk.@Nullable Kind kind,
            ContentKind content,
            Runnable settled) {
        this.qos = qos;
        this.packetId = packetId;
        this.origin = origin;
        this.kind = kind;
        this.content = content;
        this.settled = settled;
    }

    int qos() {
        return qos;
    }

    int packetId() {
        return packetId;
    }

    byte[] payload() {
        return origin.payload();
    }

    int bytes() {
        return origin.payload().length;
    }

    /** Hands the message in, for the first time or again. Without a kind it is forbidden at once. */
    void submit(Desk desk) {
        receipt = null;
        attempts++;
        if (kind == null) {
            accept(FORBIDDEN, null);
        } else {
            desk.receive(origin, kind, content).whenComplete(this);
        }
    }

    /** Null while it is not known what became of the message. */
    @Nullable
    Receipt receipt() {
        return receipt;
    }

    /** Whether the topic is none of the device's own. */
    boolean isForbidden() {
        return kind == null;
    }

    boolean wasNotTaken() {
        Receipt known = receipt;
        return known instanceof Receipt.Overloaded || known instanceof Receipt.Failed;
    }

    int attempts() {
        return attempts;
    }

    /** How long it has been known that the message was not taken; begins with the first call. */
    long heldNanos() {
        long now = System.nanoTime();
        if (!held) {
            held = true;
            heldSinceNanos = now;
        }
        return now - heldSinceNanos;
    }

    @Override
    public void accept(@Nullable Receipt known, @Nullable Throwable failure) {
        receipt = known == null ? new Receipt.Failed("the intake failed: " + failure) : known;
        settled.run();
    }
}
