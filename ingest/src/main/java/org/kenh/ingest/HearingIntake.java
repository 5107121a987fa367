package org.kenh.ingest;

import java.util.concurrent.CompletionStage;
import org.kenh.gateway.intake.DeviceMessage;
import org.kenh.gateway.intake.Intake;
import org.kenh.gateway.intake.Origin;
import org.kenh.gateway.intake.Receipt;
import org.kenh.ingest.presence.PresenceWatch;
import org.kenh.telemetry.DeviceId;

/** Lets presence hear of every message, also of one that cannot be taken: the device is there. */
final class HearingIntake implements Intake {
    private final Intake next;
    private final PresenceWatch presence;

    HearingIntake(Intake next, PresenceWatch presence) {
        this.next = next;
        this.presence = presence;
    }

    @Override
    public CompletionStage<Receipt> accept(DeviceMessage message) {
        Origin origin = message.origin();
        presence.heard(origin.device(), origin.transport(), origin.receivedAt());
        return next.accept(message);
    }

    @Override
    public boolean isSaturated() {
        return next.isSaturated();
    }

    @Override
    public boolean isSaturated(DeviceId device) {
        return next.isSaturated(device);
    }

    @Override
    public void onRelief(Runnable action) {
        next.onRelief(action);
    }
}
