package org.kenh.gateway.mqtt;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.kenh.gateway.downlink.CommandQueue;
import org.kenh.gateway.downlink.CommandWakeups;
import org.kenh.gateway.intake.Desk;
import org.kenh.gateway.session.Authenticator;
import org.kenh.gateway.session.DeviceRates;

/**
 * What every connection shares.
 *
 * @param blocking runs what blocks, each task on a thread of its own
 */
record MqttServices(
        MqttConfig config,
        Desk desk,
        Relief relief,
        ClientRules rules,
        Authenticator authenticator,
        DeviceRates rates,
        MqttSessions sessions,
        CommandQueue commands,
        CommandWakeups wakeups,
        Executor blocking,
        InstantSource clock) {}
