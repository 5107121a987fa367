package org.kenh.edge.uplink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.kenh.edge.uplink.Delivery.Acknowledged;
import org.kenh.edge.uplink.Round.Candidate;

/**
 * One link under supervision: it has to open in time, to answer in time, and every message given to it ends, whatever
 * the protocol's library does. Thread-safe.
 *
 * <pre>
 *   OPENING ──▶ OPEN ──▶ LEAVING ──▶ ENDED        from OPENING and OPEN also straight to ENDED
 * </pre>
 */
final class Leg implements LinkListener {
    /** More would only wait in the memory of a library instead of in the journal. */
    static final int MOST_UNDER_WAY = 64;

    private static final Duration LONGEST_LEAVING = Duration.ofSeconds(10);
    private static final int LOOKS_PER_DEADLINE = 5;
    private static final double WEIGHT = 0.125;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Candidate candidate;
    private final Timing timing;
    private final Surroundings surroundings;
    private final Owner owner;
    private final Map<Long, Sent> underWay = new LinkedHashMap<>();
    private final Link link;
    private State state = State.OPENING;
    private long number;
    private OptionalDouble roundTrip = OptionalDouble.empty();

    Leg(Candidate candidate, Timing timing, Surroundings surroundings, Owner owner) {
        this.candidate = candidate;
        this.timing = timing;
        this.surroundings = surroundings;
        this.owner = owner;
        this.link = candidate.route().dial(candidate.target(), this);
    }

    Candidate candidate() {
        return candidate;
    }

    void begin() {
        surroundings.delayer().after(timing.openWithin(), this::giveUpOpening);
        link.open();
    }

    CompletionStage<Delivery> send(Message message) {
        CompletableFuture<Delivery> delivery = new CompletableFuture<>();
        long mine;
        synchronized (this) {
            if (state == State.ENDED || underWay.size() >= MOST_UNDER_WAY) {
                delivery.complete(new Delivery.Failed(
                        state == State.ENDED ? "not connected" : "too many messages are under way"));
                return delivery;
            }
            number++;
            mine = number;
            underWay.put(mine, new Sent(surroundings.clock().nanos(), delivery));
        }
        link.send(message).whenComplete((outcome, error) -> settle(mine, outcome, error));
        return delivery;
    }

    /** Another link took over: what is under way may still be acknowledged here, then it ends. */
    void leave() {
        boolean idle;
        synchronized (this) {
            if (state != State.OPEN) {
                return;
            }
            state = State.LEAVING;
            idle = underWay.isEmpty();
        }
        if (idle) {
            sayGoodbye();
        } else {
            surroundings.delayer().after(LONGEST_LEAVING, this::sayGoodbye);
        }
    }

    /** Ends in order. Waits for a second at most. */
    void goodbye() {
        link.goodbye();
        end("closed");
    }

    /** Ends at once. */
    void drop(String reason) {
        link.drop();
        end(reason);
    }

    synchronized int underWay() {
        return underWay.size();
    }

    /** Milliseconds. */
    synchronized OptionalDouble roundTrip() {
        return roundTrip;
    }

    @Override
    public void opened() {
        synchronized (this) {
            if (state != State.OPENING) {
                return;
            }
            state = State.OPEN;
        }
        owner.opened(this);
        lookLater();
    }

    @Override
    public void ended(String reason) {
        drop(reason);
    }

    @Override
    public void command(byte[] payload) {
        owner.command(payload);
    }

    private void giveUpOpening() {
        synchronized (this) {
            if (state != State.OPENING) {
                return;
            }
        }
        drop("no connection within " + timing.openWithin().toSeconds() + " s");
    }

    private void lookLater() {
        surroundings.delayer().after(timing.answerWithin().dividedBy(LOOKS_PER_DEADLINE), this::look);
    }

    /** A half-open connection swallows what is sent and says nothing. */
    private void look() {
        boolean silent;
        synchronized (this) {
            if (state == State.ENDED) {
                return;
            }
            long limit = surroundings.clock().nanos() - timing.answerWithin().toNanos();
            silent = underWay.values().stream().anyMatch(sent -> sent.at - limit < 0);
        }
        if (silent) {
            drop("no acknowledgement within " + timing.answerWithin().toSeconds() + " s");
        } else {
            lookLater();
        }
    }

    private void settle(long which, @Nullable Delivery outcome, @Nullable Throwable error) {
        Sent sent;
        boolean done;
        synchronized (this) {
            sent = underWay.remove(which);
            if (sent != null && outcome instanceof Acknowledged) {
                measure(surroundings.clock().nanos() - sent.at);
            }
            done = state == State.LEAVING && underWay.isEmpty();
        }
        if (sent != null) {
            sent.delivery.complete(outcome != null ? outcome : new Delivery.Failed(String.valueOf(error)));
        }
        if (done) {
            sayGoodbye();
        }
    }

    private void measure(long nanos) {
        double millis = (double) nanos / NANOS_PER_MILLI;
        roundTrip = OptionalDouble.of(
                roundTrip.isPresent() ? roundTrip.getAsDouble() * (1 - WEIGHT) + millis * WEIGHT : millis);
    }

    private void sayGoodbye() {
        synchronized (this) {
            if (state != State.LEAVING) {
                return;
            }
        }
        surroundings.blocking().execute(this::goodbye);
    }

    private void end(String reason) {
        List<Sent> left;
        synchronized (this) {
            if (state == State.ENDED) {
                return;
            }
            state = State.ENDED;
            left = new ArrayList<>(underWay.values());
            underWay.clear();
        }
        // The owner hears first, so that nobody sends on this link again what just failed on it.
        owner.ended(this, reason);
        left.forEach(sent -> sent.delivery.complete(new Delivery.Failed(reason)));
    }

    /** Who decides what follows. Called without a lock held. */
    interface Owner {
        void opened(Leg leg);

        /** Told once. */
        void ended(Leg leg, String reason);

        void command(byte[] payload);
    }

    private enum State {
        OPENING,
        OPEN,
        LEAVING,
        ENDED
    }

    private record Sent(long at, CompletableFuture<Delivery> delivery) {}
}
