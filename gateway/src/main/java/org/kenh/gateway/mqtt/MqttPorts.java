package org.kenh.gateway.mqtt;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.kenh.gateway.downlink.CommandQueue;
import org.kenh.gateway.downlink.CommandWakeups;
import org.kenh.gateway.intake.Desk;
import org.kenh.gateway.session.Authenticator;
import org.kenh.gateway.session.ConnectionListener;
import org.kenh.gateway.session.DeviceRates;
import org.kenh.gateway.session.SessionStore;

/** What the MQTT door needs from the house. */
public record MqttPorts(
        Desk desk,
        ClientRules rules,
        Authenticator authenticator,
        DeviceRates rates,
        ConnectionListener listener,
        SessionStore store,
        CommandQueue commands,
        CommandWakeups wakeups,
        InstantSource clock) {

    MqttServices services(MqttConfig config, Executor blocking) {
        MqttSessions sessions = new MqttSessions(store, listener, clock);
        Relief relief = new Relief(desk.intake());
        return new MqttServices(
                config, desk, relief, rules, authenticator, rates, sessions, commands, wakeups, blocking, clock);
    }
}
