package org.kenh.edge.uplink.mqtt;

import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.kenh.telemetry.DeviceId;

/**
 * As whom to connect, and how.
 *
 * @param tls how to make encrypted connections; empty for plain ones
 * @param keepAlive an idle link is probed this often; it counts as broken when nothing answers for as long again
 */
public record MqttSettings(DeviceId device, String secret, Optional<SSLSocketFactory> tls, Duration keepAlive) {
    String topic(String word) {
        return "kenh/v1/" + device + "/" + word;
    }

    @Override
    public String toString() {
        return device + (tls.isPresent() ? " by mqtts" : " by mqtt");
    }
}
