package org.kenh.edge;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLSocketFactory;
import org.kenh.edge.uplink.Dialer;
import org.kenh.edge.uplink.FailoverUplink;
import org.kenh.edge.uplink.Resolver;
import org.kenh.edge.uplink.Route;
import org.kenh.edge.uplink.Surroundings;
import org.kenh.edge.uplink.UplinksConfig;
import org.kenh.edge.uplink.UplinksConfig.Kind;
import org.kenh.edge.uplink.UplinksConfig.UplinkConfig;
import org.kenh.edge.uplink.coap.CoapDialer;
import org.kenh.edge.uplink.coap.CoapSettings;
import org.kenh.edge.uplink.mqtt.MqttSettings;
import org.kenh.edge.uplink.mqtt.PahoDialer;
import org.kenh.edge.uplink.mqtt.Tls;
import org.kenh.telemetry.DeviceId;

/** Puts a device's way to the centre together from a site's file. */
final class UplinkOpening {
    private UplinkOpening() {}

    static FailoverUplink open(DeviceId device, String secret, UplinksConfig config, Workers workers) {
        List<Route> routes = config.uplinks().stream()
                .map(uplink -> new Route(
                        uplink.kind().word(),
                        uplink.hosts(),
                        uplink.port(),
                        dialer(device, secret, uplink, workers),
                        Resolver.SYSTEM))
                .toList();
        return new FailoverUplink(
                routes,
                config.timing(),
                new Surroundings(
                        workers.paho(),
                        workers,
                        System::nanoTime,
                        () -> ThreadLocalRandom.current().nextDouble()));
    }

    private static Dialer dialer(DeviceId device, String secret, UplinkConfig uplink, Workers workers) {
        if (uplink.kind() == Kind.COAPS) {
            return new CoapDialer(new CoapSettings(device, secret), workers.shared(), workers);
        }
        return new PahoDialer(new MqttSettings(device, secret, tls(uplink), uplink.keepAlive()), workers.paho());
    }

    private static Optional<SSLSocketFactory> tls(UplinkConfig uplink) {
        return uplink.kind() == Kind.MQTTS
                ? Optional.of(uplink.authority().map(Tls::trusting).orElseGet(Tls::platform))
                : Optional.empty();
    }
}
