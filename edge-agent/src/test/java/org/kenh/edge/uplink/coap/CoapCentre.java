package org.kenh.edge.uplink.coap;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConfig.DtlsRole;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedSinglePskStore;

/** A CoAP server over DTLS with connection ids, as the centre is one. */
final class CoapCentre implements AutoCloseable {
    final AtomicInteger readings = new AtomicInteger();
    private final CoapServer server;
    private final CoapEndpoint endpoint;
    private final Commands commands = new Commands();

    CoapCentre(String device, String secret) {
        Configuration configuration =
                new Configuration(CoapConfig.DEFINITIONS, DtlsConfig.DEFINITIONS, SystemConfig.DEFINITIONS);
        configuration.set(DtlsConfig.DTLS_ROLE, DtlsRole.SERVER_ONLY);
        configuration.set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, 6);
        configuration.set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1);
        configuration.set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 1);
        configuration.set(CoapConfig.PROTOCOL_STAGE_THREAD_COUNT, 1);
        endpoint = CoapEndpoint.builder()
                .setConfiguration(configuration)
                .setConnector(new DTLSConnector(DtlsConnectorConfig.builder(configuration)
                        .setAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .setAdvancedPskStore(
                                new AdvancedSinglePskStore(device, secret.getBytes(StandardCharsets.UTF_8)))
                        .build()))
                .build();
        server = new CoapServer(configuration);
        server.addEndpoint(endpoint);
        CoapResource root = new CoapResource("v1");
        root.add(commands, new Readings());
        server.add(root);
        server.start();
    }

    int port() {
        return endpoint.getAddress().getPort();
    }

    void command(String text) {
        commands.text = text;
        commands.changed();
    }

    @Override
    public void close() {
        server.destroy();
    }

    private final class Readings extends CoapResource {
        Readings() {
            super("readings");
        }

        @Override
        public void handlePOST(CoapExchange exchange) {
            readings.incrementAndGet();
            exchange.respond(ResponseCode.CHANGED);
        }
    }

    private static final class Commands extends CoapResource {
        private volatile String text = "";

        Commands() {
            super("commands");
            setObservable(true);
        }

        @Override
        public void handleGET(CoapExchange exchange) {
            exchange.respond(ResponseCode.CONTENT, text);
        }
    }
}
