package org.kenh.edge.uplink.coap;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConfig.DtlsRole;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedSinglePskStore;

/** Californium, set for a client with one peer: its defaults are those of a server for 150,000. */
final class DtlsEndpoint {
    private DtlsEndpoint() {}

    /** Opens a port of its own when it is first used. */
    static CoapEndpoint open(CoapSettings settings, ScheduledExecutorService executor) {
        byte[] key = settings.secret().getBytes(StandardCharsets.UTF_8);
        DtlsConnectorConfig config = DtlsConnectorConfig.builder(configuration())
                .setAddress(new InetSocketAddress(0))
                .setAdvancedPskStore(
                        new AdvancedSinglePskStore(settings.device().value(), key))
                .setLoggingTag(settings.device().value())
                .build();
        DTLSConnector connector = new DTLSConnector(config);
        connector.setExecutor(executor);
        CoapEndpoint endpoint = CoapEndpoint.builder()
                .setConfiguration(configuration())
                .setConnector(connector)
                .build();
        endpoint.setExecutors(executor, executor);
        return endpoint;
    }

    private static Configuration configuration() {
        Configuration configuration =
                new Configuration(CoapConfig.DEFINITIONS, DtlsConfig.DEFINITIONS, SystemConfig.DEFINITIONS);
        configuration.set(CoapConfig.MAX_ACTIVE_PEERS, 4);
        configuration.set(CoapConfig.PROTOCOL_STAGE_THREAD_COUNT, 1);
        // 2 + 4 + 8 seconds, at most half as much again: then the centre counts as gone.
        configuration.set(CoapConfig.MAX_RETRANSMIT, 2);
        configuration.set(DtlsConfig.DTLS_ROLE, DtlsRole.CLIENT_ONLY);
        // No id of its own, but the centre's is used: the session survives a new address behind a mobile network.
        configuration.set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, 0);
        configuration.set(DtlsConfig.DTLS_MAX_CONNECTIONS, 4);
        configuration.set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1);
        configuration.set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 1);
        configuration.set(DtlsConfig.DTLS_STALE_CONNECTION_THRESHOLD, 1, TimeUnit.MINUTES);
        return configuration;
    }
}
