package org.kenh.edge.uplink.coap;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapHandler;
import org.eclipse.californium.core.CoapObserveRelation;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.scandium.DTLSConnector;
import org.jspecify.annotations.Nullable;
import org.kenh.edge.uplink.Backoff;
import org.kenh.edge.uplink.Channel;
import org.kenh.edge.uplink.Delayer;
import org.kenh.edge.uplink.Delivery;
import org.kenh.edge.uplink.Encoding;
import org.kenh.edge.uplink.Message;
import org.kenh.edge.uplink.Uplink;
import org.kenh.edge.uplink.UplinkListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A device's CoAP requests over DTLS. It counts as connected while its observation of {@code /v1/commands} stands; when
 * a request finds no answer the DTLS session is resumed and the observation is made afresh, because the centre may
 * have been restarted.
 */
public final class CoapUplink implements Uplink {
    private static final Logger LOG = LoggerFactory.getLogger(CoapUplink.class);

    private final CoapSettings settings;
    private final Delayer delayer;
    private final DTLSConnector connector;
    private final CoapEndpoint endpoint;
    private final Backoff backoff = new Backoff(
            Duration.ofSeconds(2),
            Duration.ofMinutes(1),
            () -> ThreadLocalRandom.current().nextDouble());
    private @Nullable UplinkListener listener;
    private @Nullable CoapObserveRelation observation;
    private int generation;
    private boolean connected;
    private boolean closed;

    /** The executor may be shared by many uplinks. */
    public CoapUplink(CoapSettings settings, ScheduledExecutorService executor, Delayer delayer) {
        this.settings = settings;
        this.delayer = delayer;
        this.connector = DtlsEndpoint.connector(settings, executor);
        this.endpoint = DtlsEndpoint.endpoint(connector, executor);
    }

    @Override
    public void start(UplinkListener listener) {
        synchronized (this) {
            this.listener = listener;
        }
        observe();
    }

    @Override
    public CompletionStage<Delivery> send(Message message) {
        CompletableFuture<Delivery> delivery = new CompletableFuture<>();
        int current;
        synchronized (this) {
            if (!connected) {
                return CompletableFuture.completedFuture(new Delivery.Failed("not connected"));
            }
            current = generation;
        }
        Exchange exchange = new Exchange(request(message), delivery);
        exchange.start(endpoint, delayer);
        return delivery.whenComplete((outcome, error) -> {
            if (exchange.unanswered()) {
                lost(current, "no answer");
            }
        });
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            connected = false;
            generation++;
        }
        endpoint.destroy();
    }

    private void observe() {
        int current;
        synchronized (this) {
            if (closed) {
                return;
            }
            generation++;
            current = generation;
        }
        CoapClient client = new CoapClient(settings.address("commands"));
        client.setEndpoint(endpoint);
        CoapObserveRelation relation = client.observe(new Commands(current));
        synchronized (this) {
            observation = relation;
        }
    }

    private Request request(Message message) {
        Request request = Request.newPost();
        request.setURI(settings.address(message.channel().word()));
        request.getOptions().setContentFormat(contentFormat(message));
        request.setPayload(message.payload());
        return request;
    }

    private static int contentFormat(Message message) {
        if (message.channel() != Channel.READINGS) {
            return MediaTypeRegistry.APPLICATION_JSON;
        }
        return message.encoding() == Encoding.CBOR
                ? MediaTypeRegistry.APPLICATION_SENML_CBOR
                : MediaTypeRegistry.APPLICATION_SENML_JSON;
    }

    private void observed(int which) {
        UplinkListener told;
        synchronized (this) {
            if (which != generation || connected) {
                return;
            }
            connected = true;
            backoff.reset();
            told = listener;
        }
        if (told != null) {
            told.connected();
        }
    }

    private void lost(int which, String reason) {
        UplinkListener told;
        CoapObserveRelation stale;
        Duration pause;
        synchronized (this) {
            if (which != generation) {
                return;
            }
            // From now on nothing of this generation counts, so that one loss is told and answered once.
            generation++;
            connected = false;
            told = listener;
            stale = observation;
            observation = null;
            pause = backoff.next();
        }
        LOG.debug("{}: {}", settings, reason);
        if (stale != null) {
            stale.reactiveCancel();
        }
        if (told != null) {
            told.disconnected(reason);
        }
        connector.forceResumeAllSessions();
        delayer.after(pause, this::observe);
    }

    private @Nullable UplinkListener listenerOf(int which) {
        synchronized (this) {
            return which == generation ? listener : null;
        }
    }

    private final class Commands implements CoapHandler {
        private final int which;

        Commands(int which) {
            this.which = which;
        }

        @Override
        public void onLoad(CoapResponse response) {
            if (!response.isSuccess()) {
                lost(which, "commands answered " + response.getCode());
                return;
            }
            observed(which);
            byte[] payload = response.getPayload();
            UplinkListener told = listenerOf(which);
            if (told != null && payload != null && payload.length > 0) {
                told.command(payload);
            }
        }

        @Override
        public void onError() {
            lost(which, "commands cannot be observed");
        }
    }
}
