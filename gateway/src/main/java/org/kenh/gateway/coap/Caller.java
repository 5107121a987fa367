package org.kenh.gateway.coap;

import org.kenh.gateway.intake.Transport;
import org.kenh.telemetry.DeviceId;

/**
 * An authenticated device.
 *
 * @param address IP address that the request came from
 */
record Caller(DeviceId device, Transport transport, String address, Proof proof) {}
