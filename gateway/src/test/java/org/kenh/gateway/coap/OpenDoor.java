package org.kenh.gateway.coap;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.kenh.gateway.coap.CoapConfig.Listener;
import org.kenh.gateway.downlink.CommandWakeups;
import org.kenh.gateway.intake.FrontDesk;
import org.kenh.gateway.intake.Transport;
import org.kenh.gateway.session.Authenticator;
import org.kenh.gateway.session.DeviceRates;
import org.kenh.gateway.session.RateLimit;
import org.kenh.telemetry.wire.DecodingLimits;

/** A CoAP front door on loopback with everything behind it faked. It knows the devices d1 and d2. */
final class OpenDoor implements AutoCloseable {
    static final String SECRET = "mat-khau-1";
    static final String SECRET_2 = "mat-khau-2";

    final FakeIntake intake = new FakeIntake();
    final FakeCredentials credentials = new FakeCredentials();
    final FakeCommands commands = new FakeCommands();
    final FakeConnections connections = new FakeConnections();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final CommandWakeups wakeups = new CommandWakeups(commands);
    final CoapFrontDoor door;
    private final RateLimit rate;

    OpenDoor() {
        this(CoapConfig.Limits.DEFAULT);
    }

    OpenDoor(CoapConfig.Limits limits) {
        this(limits, RateLimit.DEFAULT);
    }

    OpenDoor(CoapConfig.Limits limits, RateLimit rate) {
        this.rate = rate;
        credentials.put("d1", SECRET);
        credentials.put("d2", SECRET_2);
        CoapConfig config = new CoapConfig(Listener.loopback(0), Listener.loopback(0), limits);
        door = new CoapFrontDoor(config, meters, services());
        door.start();
    }

    CoapServices services() {
        InstantSource clock = InstantSource.system();
        return new CoapServices(
                new FrontDesk(intake, commands, DecodingLimits.CONTRACT),
                new Authenticator(credentials, clock),
                credentials,
                new DeviceRates(rate, System::nanoTime),
                connections,
                commands,
                wakeups,
                clock);
    }

    int port(Transport transport) {
        return door.listeners().stream()
                .filter(listener -> listener.transport() == transport)
                .findFirst()
                .orElseThrow()
                .port();
    }

    /** {@code coap://127.0.0.1:port/v1/path} with the credentials of d1. */
    String plain(String path) {
        return plainAnonymous(path) + "?device=d1&secret=" + SECRET;
    }

    String plainAnonymous(String path) {
        return "coap://127.0.0.1:" + port(Transport.COAP) + "/v1/" + path;
    }

    String secure(String path) {
        return "coaps://127.0.0.1:" + port(Transport.COAPS) + "/v1/" + path;
    }

    @Override
    public void close() {
        door.stop(Duration.ZERO);
        wakeups.close();
    }
}
