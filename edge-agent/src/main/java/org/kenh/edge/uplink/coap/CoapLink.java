package org.kenh.edge.uplink.coap;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapHandler;
import org.eclipse.californium.core.CoapObserveRelation;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.jspecify.annotations.Nullable;
import org.kenh.edge.uplink.Channel;
import org.kenh.edge.uplink.Delayer;
import org.kenh.edge.uplink.Delivery;
import org.kenh.edge.uplink.Encoding;
import org.kenh.edge.uplink.Link;
import org.kenh.edge.uplink.LinkListener;
import org.kenh.edge.uplink.Message;
import org.kenh.edge.uplink.Target;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One DTLS association. It is open while its observation of {@code /v1/commands} stands and requests are answered. */
final class CoapLink implements Link {
    private static final Logger LOG = LoggerFactory.getLogger(CoapLink.class);

    private final CoapSettings settings;
    private final Target target;
    private final Threads threads;
    private final LinkListener listener;
    private final CoapEndpoint endpoint;
    private final AtomicBoolean opened = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable CoapClient client;
    private volatile @Nullable CoapObserveRelation observation;

    CoapLink(CoapSettings settings, Target target, Threads threads, LinkListener listener) {
        this.settings = settings;
        this.target = target;
        this.threads = threads;
        this.listener = listener;
        this.endpoint = DtlsEndpoint.open(settings, threads.executor());
    }

    @Override
    public void open() {
        CoapClient observer = new CoapClient(uri("commands"));
        observer.setEndpoint(endpoint);
        client = observer;
        observation = observer.observe(new Commands());
    }

    @Override
    public CompletionStage<Delivery> send(Message message) {
        CompletableFuture<Delivery> delivery = new CompletableFuture<>();
        if (ended.get()) {
            delivery.complete(new Delivery.Failed("not connected"));
            return delivery;
        }
        Exchange exchange = new Exchange(request(message), delivery);
        exchange.start(endpoint, threads.delayer());
        return delivery.whenComplete((outcome, error) -> {
            if (exchange.unanswered()) {
                end("no answer");
            }
        });
    }

    /** CoAP has none: the centre counts a device as silent after a while. */
    @Override
    public void goodbye() {
        drop();
    }

    @Override
    public void drop() {
        end("closed");
    }

    private String uri(String path) {
        return "coaps://" + target.authority() + "/v1/" + path;
    }

    private Request request(Message message) {
        Request request = Request.newPost();
        request.setURI(uri(message.channel().word()));
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

    private void end(String reason) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        LOG.debug("{}: {}", settings, reason);
        listener.ended(reason);
        try {
            threads.executor().execute(this::dispose);
        } catch (RejectedExecutionException e) {
            dispose();
        }
    }

    /** Not on the caller's thread, which may be the one that reads the socket, and this waits for its end. */
    private void dispose() {
        CoapObserveRelation stale = observation;
        if (stale != null) {
            stale.reactiveCancel();
        }
        endpoint.destroy();
        CoapClient observer = client;
        if (observer != null) {
            // It has a thread of its own, which would keep the process alive.
            observer.shutdown();
        }
    }

    /** What runs a link's work. */
    record Threads(ScheduledExecutorService executor, Delayer delayer) {}

    private final class Commands implements CoapHandler {
        @Override
        public void onLoad(CoapResponse response) {
            if (!response.isSuccess()) {
                end("commands answered " + response.getCode());
                return;
            }
            if (opened.compareAndSet(false, true)) {
                listener.opened();
            }
            byte[] payload = response.getPayload();
            if (!ended.get() && payload != null && payload.length > 0) {
                listener.command(payload);
            }
        }

        @Override
        public void onError() {
            end("commands cannot be observed");
        }
    }
}
