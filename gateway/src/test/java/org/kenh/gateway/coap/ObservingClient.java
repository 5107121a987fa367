package org.kenh.gateway.coap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapHandler;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.EmptyMessage;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.interceptors.MessageInterceptorAdapter;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedSinglePskStore;

/** A device that observes its commands, made with Californium's client. */
final class ObservingClient implements AutoCloseable {
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]*)\"");

    private final CoapEndpoint endpoint;
    private final CoapClient client;
    private final List<String> payloads = new CopyOnWriteArrayList<>();

    private ObservingClient(CoapEndpoint endpoint, String uri) {
        this.endpoint = endpoint;
        try {
            endpoint.start();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        client = new CoapClient(uri).setEndpoint(endpoint).setTimeout(20_000L);
    }

    static ObservingClient plain(String uri) {
        return new ObservingClient(
                CoapEndpoint.builder().setConfiguration(configuration()).build(), uri);
    }

    /** With connection id, as d1. */
    static ObservingClient secure(String uri) {
        Configuration configuration = configuration()
                .set(DtlsConfig.DTLS_ROLE, DtlsConfig.DtlsRole.CLIENT_ONLY)
                .set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, 0);
        DTLSConnector connector = new DTLSConnector(DtlsConnectorConfig.builder(configuration)
                .setAdvancedPskStore(new AdvancedSinglePskStore(
                        "d1", OpenDoor.SECRET.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .build());
        return new ObservingClient(
                CoapEndpoint.builder()
                        .setConfiguration(configuration)
                        .setConnector(connector)
                        .build(),
                uri);
    }

    private static Configuration configuration() {
        Configuration configuration = Configuration.createStandardWithoutFile();
        return configuration
                .set(CoapConfig.MAX_RESOURCE_BODY_SIZE, 1024 * 1024)
                .set(CoapConfig.PROTOCOL_STAGE_THREAD_COUNT, 1);
    }

    /** Receives, but its acknowledgements name other messages, as if the right ones were lost on the way. */
    ObservingClient deaf() {
        endpoint.addInterceptor(new MessageInterceptorAdapter() {
            @Override
            public void sendEmptyMessage(EmptyMessage message) {
                message.setMID((message.getMID() + 20_000) % 65_536);
            }
        });
        return this;
    }

    ObservingClient observe() {
        client.observe(new CoapHandler() {
            @Override
            public void onLoad(CoapResponse response) {
                payloads.add(response.getResponseText());
            }

            @Override
            public void onError() {
                payloads.add("error");
            }
        });
        return this;
    }

    CoapClient client() {
        return client;
    }

    DTLSConnector connector() {
        return (DTLSConnector) endpoint.getConnector();
    }

    /** What came, in order; the first is the answer to the registration. */
    List<String> payloads() {
        return payloads;
    }

    /** The ids of the commands that came, in order. */
    List<String> commands() {
        return payloads.stream()
                .map(ID::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .toList();
    }

    @Override
    public void close() {
        client.shutdown();
        endpoint.destroy();
    }
}
