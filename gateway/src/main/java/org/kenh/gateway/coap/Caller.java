package org.kenh.gateway.coap;

import org.kenh.gateway.intake.Transport;
import org.kenh.telemetry.DeviceId;

/**
 * An authenticated device.
 *
 * @param address where the request came from, for people
 */
record Caller(DeviceId device, Transport transport, String address, Proof proof) {}
