package org.kenh.gateway.coap;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.observe.ObserveRelation;
import org.kenh.telemetry.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one observing device its commands: one confirmable notification each, oldest first, the next one when the one
 * before was acknowledged. Safe for any thread.
 */
final class CommandFeed {
    private static final Logger LOG = LoggerFactory.getLogger(CommandFeed.class);
    /** How long after a failure the queue is asked again. */
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Caller caller;
    private final Exchange registration;
    private final CommandPost post;
    private final Consumer<CommandFeed> ended;
    private final Set<String> confirmed = new HashSet<>();
    private State state = State.REGISTERING;
    private boolean lookAgain;

    /** {@code ended} is told once, however it ends. */
    CommandFeed(Caller caller, Exchange registration, CommandPost post, Consumer<CommandFeed> ended) {
        this.caller = caller;
        this.registration = registration;
        this.post = post;
        this.ended = ended;
    }

    Caller caller() {
        return caller;
    }

    Exchange registration() {
        return registration;
    }

    /** The registration's answer has been handed to the exchange; from here on notifications may follow. */
    void begin() {
        registration.execute(() -> {
            if (isEstablished()) {
                startLooking();
            } else {
                end();
            }
        });
    }

    private void startLooking() {
        boolean look;
        synchronized (this) {
            look = state == State.REGISTERING;
            state = look ? State.LOOKING : state;
        }
        if (look) {
            post.work().run(this::look);
        }
    }

    /** There may be a new command. */
    void wake() {
        boolean look;
        synchronized (this) {
            look = state == State.QUIET;
            state = look ? State.LOOKING : state;
            lookAgain |= state == State.LOOKING && !look;
        }
        if (look) {
            post.work().run(this::look);
        }
    }

    /** Sends nothing any more; what was not acknowledged is offered again to the next observer. */
    void end() {
        boolean first;
        synchronized (this) {
            first = state != State.ENDED;
            state = State.ENDED;
        }
        if (first) {
            ended.accept(this);
            registration.execute(this::cancelRelation);
        }
    }

    /** Runs on a virtual thread, one at a time. */
    private void look() {
        if (!isLooking()) {
            return;
        }
        try {
            Optional<Command> next = post.mayReceive(caller) ? next() : endForGood();
            if (next.isPresent()) {
                send(next.get());
            } else if (settle()) {
                post.work().run(this::look);
            }
        } catch (RuntimeException problem) {
            lookLater(problem);
        }
    }

    private synchronized boolean isLooking() {
        return state == State.LOOKING;
    }

    /** Nobody wakes the feed for what it has missed while the queue's store was away: it stays looking. */
    private void lookLater(RuntimeException problem) {
        // Once for each device and look while the store is away: no stack trace.
        LOG.warn(
                "the commands for {} cannot be brought now; tried again later: {}",
                caller.device(),
                problem.toString());
        synchronized (this) {
            state = state == State.SENDING ? State.LOOKING : state;
        }
        post.work().runLater(this::look, RETRY);
    }

    private Optional<Command> endForGood() {
        end();
        return Optional.empty();
    }

    /**
     * The oldest command that was not acknowledged here. One that was, but still waits, was acknowledged while the
     * queue's store was away: it is reported again when nothing else is to be sent, and not sent again.
     */
    private Optional<Command> next() {
        List<Command> waiting = post.waiting(caller.device());
        confirmed.retainAll(waiting.stream().map(Command::id).collect(Collectors.toSet()));
        Optional<Command> next = waiting.stream()
                .filter(command -> !confirmed.contains(command.id()))
                .findFirst();
        if (next.isEmpty()) {
            waiting.forEach(command -> post.delivered(caller.device(), command));
        }
        return next;
    }

    /** Whether to look again, because something came while nothing was found. */
    private synchronized boolean settle() {
        boolean again = lookAgain && state == State.LOOKING;
        lookAgain = false;
        if (state == State.LOOKING && !again) {
            state = State.QUIET;
        }
        return again;
    }

    private void send(Command command) {
        synchronized (this) {
            if (state != State.LOOKING) {
                return;
            }
            state = State.SENDING;
            lookAgain = false;
        }
        Delivery delivery = new Delivery(() -> post.work().run(() -> delivered(command)), this::end);
        Response notification = post.message(command, delivery);
        registration.execute(() -> notifyDevice(notification));
    }

    private void notifyDevice(Response notification) {
        if (isEstablished()) {
            registration.sendResponse(notification);
        } else {
            end();
        }
    }

    private boolean isEstablished() {
        ObserveRelation relation = registration.getRelation();
        return relation != null && relation.isEstablished();
    }

    private void delivered(Command command) {
        confirmed.add(command.id());
        try {
            post.delivered(caller.device(), command);
        } catch (RuntimeException problem) {
            LOG.warn("device {} has command {}, which cannot be stored now", caller.device(), command.id(), problem);
        }
        boolean look;
        synchronized (this) {
            look = state == State.SENDING;
            state = look ? State.LOOKING : state;
        }
        if (look) {
            look();
        }
    }

    private void cancelRelation() {
        ObserveRelation relation = registration.getRelation();
        if (relation != null) {
            relation.cancel();
        }
    }

    /**
     * <pre>
     *   REGISTERING ──answered──▶ LOOKING ──nothing waits──▶ QUIET
     *                              ▲  ▲ │                      │
     *                 acknowledged │  └─┼──────── woken ───────┘
     *                              │    ▼ a command waits
     *                             SENDING
     *
     *   any ──cancelled, lost, replaced, no longer entitled──▶ ENDED
     * </pre>
     */
    private enum State {
        REGISTERING,
        LOOKING,
        QUIET,
        SENDING,
        ENDED
    }
}
