package org.kenh.gateway;

import org.kenh.gateway.downlink.CommandQueue;
import org.kenh.gateway.intake.Intake;
import org.kenh.gateway.session.ConnectionListener;
import org.kenh.gateway.session.DeviceCredentials;
import org.kenh.gateway.session.SessionStore;
import org.kenh.telemetry.wire.DecodingLimits;

/**
 * What the front door needs from the house behind it.
 *
 * @param intake takes what devices send
 * @param credentials knows the devices' secrets
 * @param connections hears of connections coming and going
 * @param sessions keeps MQTT sessions that outlive their connection
 * @param commands waiting for devices
 * @param limits bounds of what devices may send
 */
public record GatewayPorts(
        Intake intake,
        DeviceCredentials credentials,
        ConnectionListener connections,
        SessionStore sessions,
        CommandQueue commands,
        DecodingLimits limits) {}
