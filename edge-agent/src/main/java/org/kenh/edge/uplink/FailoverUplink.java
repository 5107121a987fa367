package org.kenh.edge.uplink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.kenh.edge.uplink.Round.Candidate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One way to the centre made of several: routes in the order of preference, each with several addresses. At any moment
 * one link carries the messages.
 *
 * <ul>
 *   <li>After a loss the first attempt waits for a random part of {@link Timing#spread}, because thousands may have lost
 *       the centre together; it begins with the address that was lost. A link that lived only shortly counts as a
 *       failure instead, so that nobody connects and loses in a loop.
 *   <li>A round goes through all addresses of all routes, one at a time: a second connection of the same device would end
 *       the first. Each has {@link Timing#openWithin}. Between two rounds it pauses ({@link Backoff}).
 *   <li>On a less preferred route the better ones are tried every {@link Timing#returnAfter}, beside the link in use;
 *       when one opens it takes over, and the old link may still finish what is under way. What it does not finish has
 *       failed and is sent again by whoever sent it. A return that did not last doubles the time to the next, up to
 *       twelve times.
 * </ul>
 */
public final class FailoverUplink implements Uplink {
    /** A link that lived for this long was a good one. */
    private static final Duration STEADY = Duration.ofSeconds(30);

    /** Twice the spread: else the second attempts of those who came first fall together with the first of the others. */
    private static final int SPREADS_IN_FIRST_PAUSE = 2;

    private static final Duration SHORTEST_FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_PATIENCE = 12;
    private static final double JITTER = 0.2;

    private static final Logger LOG = LoggerFactory.getLogger(FailoverUplink.class);

    private final List<Route> routes;
    private final Timing timing;
    private final Surroundings surroundings;
    private final Backoff backoff;
    private final Owner owner = new Owner();
    private final Set<Leg> leaving = new HashSet<>();
    private @Nullable UplinkListener listener;
    private @Nullable Leg active;
    private @Nullable Leg attempt;
    private Round round;
    /** Only the step that was planned last is made. */
    private long ticket;

    private long activeSince;
    private long connects;
    private Duration patience;
    private boolean closed;

    /** The routes come in the order of preference; at least one. */
    public FailoverUplink(List<Route> routes, Timing timing, Surroundings surroundings) {
        if (routes.isEmpty()) {
            throw new IllegalArgumentException("an uplink needs at least one route");
        }
        this.routes = List.copyOf(routes);
        this.timing = timing;
        this.surroundings = surroundings;
        this.backoff = backoff(timing, surroundings);
        this.round = new Round(this.routes);
        this.patience = timing.returnAfter();
    }

    @Override
    public void start(UplinkListener told) {
        synchronized (this) {
            listener = told;
            plan(Duration.ZERO);
        }
    }

    @Override
    public CompletionStage<Delivery> send(Message message) {
        Leg current;
        synchronized (this) {
            current = active;
        }
        return current == null
                ? CompletableFuture.completedFuture(new Delivery.Failed("not connected"))
                : current.send(message);
    }

    /** What it knows about itself now. */
    public synchronized LinkReport report() {
        Leg current = active;
        return current == null
                ? new LinkReport(LinkReport.NONE, connects, 0, OptionalDouble.empty())
                : new LinkReport(current.candidate().toString(), connects, current.underWay(), current.roundTrip());
    }

    @Override
    public void abandon() {
        end().forEach(leg -> leg.drop("abandoned"));
    }

    @Override
    public void close() {
        end().forEach(Leg::goodbye);
    }

    /** Makes no further step; returns what is still open. */
    private synchronized List<Leg> end() {
        closed = true;
        ticket++;
        List<Leg> open = new ArrayList<>(leaving);
        if (active != null) {
            open.add(active);
        }
        if (attempt != null) {
            open.add(attempt);
        }
        return open;
    }

    /** Needs the lock. */
    private void plan(Duration pause) {
        ticket++;
        long mine = ticket;
        Runnable step = () -> surroundings.blocking().execute(() -> step(mine));
        if (pause.isZero()) {
            step.run();
        } else {
            surroundings.delayer().after(pause, step);
        }
    }

    private void step(long mine) {
        Round current;
        synchronized (this) {
            if (mine != ticket || closed || attempt != null) {
                return;
            }
            current = round;
        }
        Optional<Candidate> next = current.next();
        next.ifPresentOrElse(candidate -> attempt(mine, candidate), () -> roundOver(mine));
    }

    private void attempt(long mine, Candidate candidate) {
        Leg leg = new Leg(candidate, timing, surroundings, owner);
        synchronized (this) {
            if (mine != ticket || closed) {
                return;
            }
            attempt = leg;
        }
        leg.begin();
    }

    private synchronized void roundOver(long mine) {
        if (mine != ticket || closed) {
            return;
        }
        if (active == null) {
            round = new Round(routes);
            plan(backoff.next());
        } else {
            planReturn(active);
        }
    }

    /** Needs the lock. */
    private void planReturn(Leg current) {
        int preference = routes.indexOf(current.candidate().route());
        if (preference == 0) {
            ticket++;
            return;
        }
        round = new Round(routes.subList(0, preference));
        double jitter = 1 - JITTER + 2 * JITTER * surroundings.random().getAsDouble();
        plan(Duration.ofMillis(Math.round((double) patience.toMillis() * jitter)));
    }

    /** Needs the lock: what follows a loss. The address that was lost comes first, then all in their order. */
    private void planAfterLoss(Leg lost) {
        Duration lived = Duration.ofNanos(surroundings.clock().nanos() - activeSince);
        Route route = lost.candidate().route();
        boolean mayFallBack = routes.indexOf(route) < routes.size() - 1;
        if (lived.compareTo(patience) >= 0) {
            patience = timing.returnAfter();
        } else if (mayFallBack) {
            patience = shorter(patience.multipliedBy(2), timing.returnAfter().multipliedBy(MOST_PATIENCE));
        }
        List<Route> order = new ArrayList<>(List.of(route));
        routes.stream().filter(other -> !other.equals(route)).forEach(order::add);
        round = new Round(order);
        Duration pause;
        if (lived.compareTo(STEADY) >= 0) {
            backoff.reset();
            pause = Duration.ofMillis(Math.round(
                    (double) timing.spread().toMillis() * surroundings.random().getAsDouble()));
        } else {
            pause = backoff.next();
        }
        if (attempt == null) {
            plan(pause);
        }
    }

    private static Backoff backoff(Timing timing, Surroundings surroundings) {
        Duration wide = timing.spread().multipliedBy(SPREADS_IN_FIRST_PAUSE);
        Duration first = wide.compareTo(SHORTEST_FIRST_PAUSE) < 0 ? SHORTEST_FIRST_PAUSE : wide;
        return new Backoff(shorter(first, timing.longest()), timing.longest(), surroundings.random());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private final class Owner implements Leg.Owner {
        @Override
        public void opened(Leg leg) {
            Leg before;
            UplinkListener told;
            synchronized (FailoverUplink.this) {
                if (closed || leg != attempt) {
                    return;
                }
                attempt = null;
                before = active;
                active = leg;
                activeSince = surroundings.clock().nanos();
                connects++;
                leg.candidate().route().succeeded(leg.candidate().target());
                if (before != null) {
                    leaving.add(before);
                }
                planReturn(leg);
                told = listener;
            }
            LOG.info("connected by {}", leg.candidate());
            if (told != null) {
                told.connected();
            }
            if (before != null) {
                before.leave();
            }
        }

        @Override
        public void ended(Leg leg, String reason) {
            UplinkListener told = null;
            synchronized (FailoverUplink.this) {
                leaving.remove(leg);
                if (leg == attempt) {
                    attempt = null;
                    LOG.debug("{}: {}", leg.candidate(), reason);
                    if (!closed) {
                        plan(Duration.ZERO);
                    }
                } else if (leg == active) {
                    active = null;
                    told = listener;
                    if (!closed) {
                        planAfterLoss(leg);
                    }
                }
            }
            if (told != null) {
                told.disconnected(leg.candidate() + ": " + reason);
            }
        }

        @Override
        public void command(byte[] payload) {
            UplinkListener told;
            synchronized (FailoverUplink.this) {
                told = listener;
            }
            if (told != null) {
                told.command(payload);
            }
        }
    }
}
