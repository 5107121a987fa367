package org.kenh.gateway.coap;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.Exchange;

/**
 * One request until its answer. An answer that takes long is announced by an empty acknowledgement, so that the device
 * does not send again what is being stored; the answer then comes as a message of its own. Safe for any thread.
 */
final class Conversation {
    /** Well below the two seconds after which devices send again. */
    private static final long PATIENCE_MILLIS = 1_000;

    private final Exchange exchange;
    private final Runnable ended;
    private final Future<?> announcement;
    private final AtomicBoolean answered = new AtomicBoolean();

    private Conversation(Exchange exchange, Future<?> announcement, Runnable ended) {
        this.exchange = exchange;
        this.announcement = announcement;
        this.ended = ended;
    }

    static Conversation start(Exchange exchange, ScheduledExecutorService timer, Runnable ended) {
        Future<?> announcement = timer.schedule(() -> exchange.sendAccept(), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        return new Conversation(exchange, announcement, ended);
    }

    Exchange exchange() {
        return exchange;
    }

    Request request() {
        return exchange.getRequest();
    }

    /** The first answer counts, later ones are ignored. */
    void answer(Response response) {
        if (answered.compareAndSet(false, true)) {
            announcement.cancel(false);
            response.addMessageObserver(new Farewell());
            exchange.sendResponse(response);
        }
    }

    /** The conversation has ended when its answer has left or cannot leave any more, not when it was handed over. */
    private final class Farewell extends MessageObserverAdapter {
        private final AtomicBoolean over = new AtomicBoolean();

        @Override
        public void onSent(boolean again) {
            end();
        }

        @Override
        public void onCancel() {
            end();
        }

        @Override
        protected void failed() {
            end();
        }

        private void end() {
            if (over.compareAndSet(false, true)) {
                ended.run();
            }
        }
    }
}
