package org.kenh.gateway.coap;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.kenh.gateway.downlink.CommandQueue;
import org.kenh.gateway.intake.FrontDesk;
import org.kenh.gateway.session.ConnectionListener;
import org.kenh.gateway.session.DeviceCredentials;

/** What the CoAP front door works with. */
public record CoapServices(
        FrontDesk desk,
        DeviceCredentials credentials,
        CommandQueue commands,
        ConnectionListener connections,
        MeterRegistry meters,
        InstantSource clock) {}
