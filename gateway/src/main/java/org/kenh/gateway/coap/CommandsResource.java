package org.kenh.gateway.coap;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.observe.ObserveRelation;
import org.kenh.telemetry.Command;

/**
 * Commands for a device that asks for them.
 *
 * <ul>
 *   <li>Observing (RFC 7641): the registration is answered with an empty 2.05. Every waiting command then comes as a
 *       confirmable notification of its own, oldest first, the next one when the one before was acknowledged. A
 *       registration replaces the device's earlier one.
 *   <li>Without observing: 2.05 with the oldest waiting command as a separate confirmable response, or an empty 2.05
 *       when none waits.
 * </ul>
 *
 * A command counts as delivered when the device has acknowledged the message that carried it; until then it is offered
 * again. Asking for commands is a sign of life: it is reported as a connection. Its end is not, because a device that
 * cannot be reached by UDP may only be asleep; whether it has gone silent follows from its reporting interval.
 */
final class CommandsResource extends DeviceResource {
    private static final int OBSERVE_NUMBERS = 1 << 24;
    private static final int MILLIS_PER_NUMBER = 256;

    private final CoapServices services;
    private final CommandPost post;
    private final CommandFeeds feeds;
    private final AtomicInteger observeNumber;

    CommandsResource(Reception reception, CoapServices services, CommandPost post, CommandFeeds feeds) {
        super("commands", Code.GET, reception);
        this.services = services;
        this.post = post;
        this.feeds = feeds;
        // After a restart, numbers must be newer than those before it (RFC 7641, 3.4): they start from the clock.
        this.observeNumber = new AtomicInteger((int) (services.clock().millis() / MILLIS_PER_NUMBER % OBSERVE_NUMBERS));
        setObservable(true);
        setObserveType(CoAP.Type.CON);
    }

    @Override
    void serve(Conversation conversation, Caller caller) {
        Instant now = services.clock().instant();
        services.connections().connected(caller.device(), caller.transport(), caller.address(), now);
        ObserveRelation relation = conversation.exchange().getRelation();
        if (relation != null && !relation.isCanceled()) {
            CommandFeed feed = feeds.open(caller, conversation.exchange());
            conversation.answer(new Response(ResponseCode.CONTENT));
            feed.begin();
        } else if (!post.work().attempt(() -> answerOldest(conversation, caller))) {
            conversation.answer(Answers.busy("too many ask for commands", Answers.RETRY_AFTER));
        }
    }

    @Override
    public int getNotificationSequenceNumber() {
        return observeNumber.updateAndGet(number -> (number + 1) % OBSERVE_NUMBERS);
    }

    @Override
    public void removeObserveRelation(ObserveRelation relation) {
        super.removeObserveRelation(relation);
        feeds.end(relation.getExchange());
    }

    private void answerOldest(Conversation conversation, Caller caller) {
        Response response = oldest(conversation.exchange(), caller);
        response.getOptions().setMaxAge(0);
        conversation.answer(response);
    }

    private Response oldest(Exchange exchange, Caller caller) {
        List<Command> waiting;
        try {
            waiting = post.waiting(caller.device());
        } catch (RuntimeException problem) {
            return Answers.busy("the centre failed", Answers.RETRY_AFTER);
        }
        if (waiting.isEmpty()) {
            return new Response(ResponseCode.CONTENT);
        }
        Command command = waiting.getFirst();
        exchange.sendAccept();
        Delivery delivery =
                new Delivery(() -> post.work().run(() -> post.delivered(caller.device(), command)), () -> {});
        return post.message(command, delivery);
    }
}
