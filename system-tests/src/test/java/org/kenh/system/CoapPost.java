package org.kenh.system;

import java.io.IOException;
import java.time.Duration;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.elements.exception.ConnectorException;
import org.kenh.system.Api.Device;
import org.kenh.system.OneByOneDevice.Answered;

/** Posts packs over plain CoAP, confirmable, to a port of this machine, from an endpoint of its own. */
final class CoapPost implements OneByOneDevice.Post, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration ACKNOWLEDGEMENT = Duration.ofMillis(300);

    private final int port;
    private final CoapEndpoint endpoint;

    CoapPost(int port) {
        this.port = port;
        CoapConfig.register();
        UdpConfig.register();
        Configuration configuration = Configuration.createStandardWithoutFile()
                .set(
                        CoapConfig.ACK_TIMEOUT,
                        (int) ACKNOWLEDGEMENT.toMillis(),
                        java.util.concurrent.TimeUnit.MILLISECONDS)
                .set(CoapConfig.PROTOCOL_STAGE_THREAD_COUNT, 1);
        this.endpoint = CoapEndpoint.builder().setConfiguration(configuration).build();
    }

    @Override
    public Answered post(Device device, String senml) {
        String address =
                "coap://127.0.0.1:" + port + "/v1/readings?device=" + device.id() + "&secret=" + device.secret();
        CoapClient client = new CoapClient(address).setEndpoint(endpoint).setTimeout(PATIENCE.toMillis());
        try {
            CoapResponse answer = client.post(senml, MediaTypeRegistry.APPLICATION_SENML_JSON);
            return answer == null ? new Answered.Later() : answered(answer);
        } catch (ConnectorException | IOException lost) {
            return new Answered.Later();
        } finally {
            client.shutdown();
        }
    }

    @Override
    public void close() {
        endpoint.destroy();
    }

    private static Answered answered(CoapResponse answer) {
        ResponseCode code = answer.getCode();
        if (code == ResponseCode.CHANGED) {
            return new Answered.Committed();
        }
        return code == ResponseCode.SERVICE_UNAVAILABLE
                ? new Answered.Later()
                : new Answered.Refused(code + " " + answer.getResponseText());
    }
}
