package org.kenh.edge.uplink.coap;

import org.kenh.telemetry.DeviceId;

/** As whom to connect: the PSK identity is the device id, the key its secret. */
public record CoapSettings(DeviceId device, String secret) {
    @Override
    public String toString() {
        return device + " by coaps";
    }
}
