package org.kenh.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.kenh.gateway.coap.CoapFrontDoor;
import org.kenh.gateway.coap.CoapServices;
import org.kenh.gateway.downlink.CommandWakeups;
import org.kenh.gateway.http.DeviceRoutes;
import org.kenh.gateway.http.HttpPorts;
import org.kenh.gateway.intake.FrontDesk;
import org.kenh.gateway.intake.Transport;
import org.kenh.gateway.mqtt.DeviceRules;
import org.kenh.gateway.mqtt.MqttFrontDoor;
import org.kenh.gateway.mqtt.MqttPorts;
import org.kenh.gateway.session.Authenticator;
import org.kenh.gateway.session.BoundListener;
import org.kenh.gateway.session.DeviceRates;
import org.kenh.gateway.session.DoorMetrics;
import org.kenh.gateway.session.FrontDoor;
import org.kenh.telemetry.DeviceId;

/**
 * The front door: every protocol that devices speak, in front of one intake. {@link #start} and {@link #stop} block;
 * call them from a thread that may, never from an event loop.
 */
public final class Gateway {
    private final CommandWakeups wakeups;
    private final List<FrontDoor> doors;
    private final DeviceRoutes deviceRoutes;

    /** Nothing listens before {@link #start}. The Vert.x instance stays the caller's, and must outlive the gateway. */
    public Gateway(Vertx vertx, GatewayConfig config, GatewayPorts ports, MeterRegistry meters) {
        InstantSource clock = InstantSource.system();
        FrontDesk desk = new FrontDesk(ports.intake(), ports.commands(), ports.limits());
        Authenticator authenticator = new Authenticator(ports.credentials(), clock);
        DeviceRates rates = new DeviceRates(config.rate(), System::nanoTime);
        wakeups = new CommandWakeups(ports.commands());
        MqttPorts mqtt = new MqttPorts(
                desk,
                new DeviceRules(),
                authenticator,
                rates,
                ports.connections(),
                ports.sessions(),
                ports.commands(),
                wakeups,
                clock);
        CoapServices coap = new CoapServices(
                desk, authenticator, ports.credentials(), rates, ports.connections(), ports.commands(), wakeups, clock);
        doors = List.of(
                new MqttFrontDoor(vertx, config.mqtt(), meters, mqtt), new CoapFrontDoor(config.coap(), meters, coap));
        HttpPorts http = new HttpPorts(
                desk, authenticator, rates, ports.commands(), wakeups, new DoorMetrics(meters, Transport.HTTP), clock);
        deviceRoutes = new DeviceRoutes(vertx, config.http(), http);
    }

    /** Opens every door; throws {@link GatewayException}, with all of them closed again, when one cannot be opened. */
    public void start() {
        try {
            doors.forEach(FrontDoor::start);
        } catch (FrontDoor.ListenException cause) {
            stop(Duration.ZERO);
            throw new GatewayException("the front door cannot be opened: " + cause.getMessage(), cause);
        }
    }

    /**
     * Stops accepting and reading, waits at most {@code patience} for what was taken to be answered, says goodbye and
     * closes. The intake must still work while this runs.
     */
    public void stop(Duration patience) {
        deviceRoutes.stop();
        doors.forEach(door -> door.stop(patience));
        wakeups.close();
    }

    /** Where the doors really are, also where port 0 was configured. */
    public List<BoundListener> listeners() {
        return doors.stream().flatMap(door -> door.listeners().stream()).toList();
    }

    /** The HTTP calls for devices, to be mounted at {@code /v1} in front of any handler that reads bodies. */
    public Router deviceRoutes() {
        return deviceRoutes.router();
    }

    /** Ends the device's connections, because its secret was renewed or it was deleted. Does not wait. */
    public void disconnect(DeviceId device) {
        doors.forEach(door -> door.disconnect(device));
    }
}
