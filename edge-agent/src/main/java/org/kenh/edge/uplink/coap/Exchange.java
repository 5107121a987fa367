package org.kenh.edge.uplink.coap;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.jspecify.annotations.Nullable;
import org.kenh.edge.uplink.Delayer;
import org.kenh.edge.uplink.Delivery;

/** One request and what became of it. */
final class Exchange extends MessageObserverAdapter {
    /** The centre answers after its commit, which may take a while; a lost separate answer never comes. */
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final Request request;
    private final CompletableFuture<Delivery> delivery;
    private volatile boolean unanswered;

    Exchange(Request request, CompletableFuture<Delivery> delivery) {
        this.request = request;
        this.delivery = delivery;
    }

    void start(CoapEndpoint endpoint, Delayer delayer) {
        request.addMessageObserver(this);
        delayer.after(DEADLINE, this::giveUp);
        request.send(endpoint);
    }

    /** Whether the centre did not react at all. */
    boolean unanswered() {
        return unanswered;
    }

    @Override
    public void onResponse(Response response) {
        delivery.complete(ResponseCodes.delivery(response));
    }

    @Override
    public void onSendError(@Nullable Throwable error) {
        fail(error == null ? "not sent" : String.valueOf(error.getMessage()));
    }

    @Override
    protected void failed() {
        fail("no answer");
    }

    private void giveUp() {
        if (!delivery.isDone()) {
            fail("no answer within " + DEADLINE.toSeconds() + " s");
            request.cancel();
        }
    }

    private void fail(String reason) {
        unanswered = !delivery.isDone();
        delivery.complete(new Delivery.Failed(reason));
    }
}
