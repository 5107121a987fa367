package org.kenh.gateway.http;

import java.time.InstantSource;
import org.kenh.gateway.downlink.CommandQueue;
import org.kenh.gateway.downlink.CommandWakeups;
import org.kenh.gateway.intake.FrontDesk;
import org.kenh.gateway.session.Authenticator;
import org.kenh.gateway.session.DeviceRates;
import org.kenh.gateway.session.DoorMetrics;

/** What the HTTP calls for devices need from the house. */
public record HttpPorts(
        FrontDesk desk,
        Authenticator authenticator,
        DeviceRates rates,
        CommandQueue commands,
        CommandWakeups wakeups,
        DoorMetrics metrics,
        InstantSource clock) {}
