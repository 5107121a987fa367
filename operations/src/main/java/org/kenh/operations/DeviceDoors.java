package org.kenh.operations;

import java.time.Duration;
import org.kenh.gateway.Gateway;
import org.kenh.gateway.GatewayConfig;
import org.kenh.gateway.GatewayException;
import org.kenh.gateway.GatewayPorts;
import org.kenh.gateway.coap.CoapConfig;
import org.kenh.gateway.mqtt.MqttConfig;
import org.kenh.ingest.Ingest;
import org.kenh.operations.command.Commands;
import org.kenh.operations.http.Addresses;
import org.kenh.operations.http.HttpListener.Binding;
import org.kenh.operations.keys.ServerCertificate;
import org.kenh.telemetry.wire.DecodingLimits;

/** Opens the front door for devices as it is configured. */
final class DeviceDoors {
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(1);

    private DeviceDoors() {}

    static Gateway open(Foundation foundation, Ingest ingest, Commands commands, ServerCertificate certificate) {
        ListenersConfig listeners = foundation.config().listeners();
        GatewayPorts ports = new GatewayPorts(
                ingest.intake(),
                ingest.credentials(),
                ingest.connections(),
                ingest.sessions(),
                commands,
                DecodingLimits.CONTRACT.withOldest(foundation.config().keep()));
        Gateway gateway =
                new Gateway(foundation.vertx(), config(foundation.config(), certificate), ports, foundation.meters());
        try {
            gateway.start();
        } catch (GatewayException e) {
            throw new OperationsException(e.getMessage() + " (" + keys(listeners) + ")", e);
        }
        foundation.closing().add("gateway", () -> gateway.stop(LAST_ANSWERS));
        ingest.registry().onRevoked(gateway::disconnect);
        gateway.listeners().forEach(foundation.ports()::add);
        return gateway;
    }

    private static GatewayConfig config(Config config, ServerCertificate certificate) {
        ListenersConfig listeners = config.listeners();
        MqttConfig.TlsListener tls =
                new MqttConfig.TlsListener(mqtt(listeners.mqtts()), certificate.certificate(), certificate.key());
        return GatewayConfig.defaults()
                .withRate(config.deviceRate())
                .withMqtt(
                        MqttConfig.defaults().withPlain(mqtt(listeners.mqtt())).withTls(tls))
                .withCoap(
                        CoapConfig.defaults().withPlain(coap(listeners.coap())).withSecure(coap(listeners.coaps())));
    }

    private static MqttConfig.Listener mqtt(Binding binding) {
        return new MqttConfig.Listener(Addresses.hosts(binding.address()), binding.port());
    }

    private static CoapConfig.Listener coap(Binding binding) {
        return new CoapConfig.Listener(Addresses.hosts(binding.address()), binding.port());
    }

    private static String keys(ListenersConfig listeners) {
        return "keys mqtt.port " + listeners.mqtt().port() + ", mqtts.port "
                + listeners.mqtts().port() + ", coap.port " + listeners.coap().port() + ", coaps.port "
                + listeners.coaps().port();
    }
}
