package org.kenh.gateway.coap;

import java.time.InstantSource;
import org.kenh.gateway.downlink.CommandQueue;
import org.kenh.gateway.downlink.CommandWakeups;
import org.kenh.gateway.intake.FrontDesk;
import org.kenh.gateway.session.Authenticator;
import org.kenh.gateway.session.ConnectionListener;
import org.kenh.gateway.session.DeviceCredentials;
import org.kenh.gateway.session.DeviceRates;

/**
 * What the CoAP front door works with.
 *
 * @param authenticator checks the secrets that come with plain requests
 * @param credentials has the keys for DTLS
 */
public record CoapServices(
        FrontDesk desk,
        Authenticator authenticator,
        DeviceCredentials credentials,
        DeviceRates rates,
        ConnectionListener connections,
        CommandQueue commands,
        CommandWakeups wakeups,
        InstantSource clock) {}
