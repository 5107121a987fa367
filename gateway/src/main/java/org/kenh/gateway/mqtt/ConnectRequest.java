package org.kenh.gateway.mqtt;

import java.time.Duration;
import java.util.Optional;
import org.kenh.telemetry.DeviceId;

/**
 * A well-formed CONNECT.
 *
 * @param secret owned by this record, nobody changes it
 * @param sessionExpiry as asked: zero ends the session with the connection; MQTT 3.1.1 asks for none or for ever
 * @param keepAliveSeconds as asked; 0 for none
 * @param receiveMaximum messages that the client takes before it has acknowledged them
 * @param largestPacket largest packet that the client takes
 * @param wantsReasons whether MQTT 5 acknowledgements may carry a reason string
 */
@SuppressWarnings("ArrayRecordComponent") // parsed, used and dropped, never compared
record ConnectRequest(
        DeviceId device,
        byte[] secret,
        boolean five,
        boolean cleanStart,
        Duration sessionExpiry,
        int keepAliveSeconds,
        int receiveMaximum,
        long largestPacket,
        boolean wantsReasons,
        Optional<Will> will) {}
