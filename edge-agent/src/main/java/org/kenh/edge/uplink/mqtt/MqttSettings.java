package org.kenh.edge.uplink.mqtt;

import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.kenh.telemetry.DeviceId;

/**
 * Where and as whom to connect.
 *
 * @param tls how to make encrypted connections; empty for plain ones
 */
public record MqttSettings(DeviceId device, String secret, String host, int port, Optional<SSLSocketFactory> tls) {
    String address() {
        String literal = host.contains(":") ? "[" + host + "]" : host;
        return (tls.isPresent() ? "ssl://" : "tcp://") + literal + ":" + port;
    }

    String topic(String word) {
        return "kenh/v1/" + device + "/" + word;
    }

    @Override
    public String toString() {
        return device + " at " + address();
    }
}
