package org.kenh.edge.uplink.coap;

import org.kenh.telemetry.DeviceId;

/** Where and as whom to connect: the PSK identity is the device id, the key its secret. */
public record CoapSettings(DeviceId device, String secret, String host, int port) {
    String address(String path) {
        String literal = host.contains(":") ? "[" + host + "]" : host;
        return "coaps://" + literal + ":" + port + "/v1/" + path;
    }

    @Override
    public String toString() {
        return device + " at " + address("");
    }
}
