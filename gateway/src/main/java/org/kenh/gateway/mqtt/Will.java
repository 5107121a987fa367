package org.kenh.gateway.mqtt;

import java.time.Duration;
import java.time.Instant;
import org.kenh.gateway.intake.Desk;
import org.kenh.gateway.intake.FrontDesk;
import org.kenh.gateway.intake.Origin;
import org.kenh.gateway.intake.Transport;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.wire.ContentKind;

/**
 * What a device wants said in its name when it is lost.
 *
 * @param delay how long to wait for its return first
 * @param payload owned by this record, nobody changes it
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as it is, never compared
record Will(FrontDesk.Kind kind, String topic, byte[] payload, ContentKind content, Duration delay) {
    /** Hands the will to the desk as if the device had sent it now; nobody waits for the receipt. */
    void speak(Desk desk, DeviceId device, Transport transport, Instant now) {
        desk.receive(new Origin(device, transport, topic, now, payload), kind, content);
    }
}
