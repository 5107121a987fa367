package org.kenh.gateway.intake;

import java.util.concurrent.CompletionStage;
import org.kenh.telemetry.DeviceId;

/**
 * Takes what devices send and answers when it is durable. Implementations never block the caller and never complete a
 * stage exceptionally: every outcome is a {@link Receipt}. The stage completes on any thread.
 */
public interface Intake {
    /** Takes a message. The order of one device's messages is kept, but for live ones that go before backlog. */
    CompletionStage<Receipt> accept(DeviceMessage message);

    /**
     * Whether more has been taken than could be stored yet. While it is, a front door stops reading its sockets, or
     * answers busy where it cannot; {@link #accept} then answers {@link Receipt.Overloaded}.
     */
    boolean isSaturated();

    /** The same for one device: one that sends its backlog is slowed down sooner than one that tells what is now. */
    default boolean isSaturated(DeviceId device) {
        return isSaturated();
    }

    /** Runs the action, once, on any thread, as soon as there is room (at once if there is). */
    void onRelief(Runnable action);
}
