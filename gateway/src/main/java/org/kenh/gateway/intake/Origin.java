package org.kenh.gateway.intake;

import java.time.Instant;
import org.kenh.telemetry.DeviceId;

/**
 * Where a message came from and what exactly came.
 *
 * @param address the MQTT topic, or the CoAP or HTTP path
 * @param receivedAt the centre's clock when the message was complete
 * @param payload the bytes as they came; owned by this record from here on, nobody changes them
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only; copying every payload would double the traffic
public record Origin(DeviceId device, Transport transport, String address, Instant receivedAt, byte[] payload) {}
