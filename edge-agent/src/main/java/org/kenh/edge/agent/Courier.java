package org.kenh.edge.agent;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.kenh.edge.journal.Journal;
import org.kenh.edge.journal.Lane;
import org.kenh.edge.journal.Parcel;
import org.kenh.edge.uplink.Backoff;
import org.kenh.edge.uplink.Delayer;
import org.kenh.edge.uplink.Delivery;
import org.kenh.edge.uplink.Delivery.Acknowledged;
import org.kenh.edge.uplink.Delivery.Failed;
import org.kenh.edge.uplink.Delivery.Refused;
import org.kenh.edge.uplink.Message;
import org.kenh.edge.uplink.Uplink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what the journal holds. After every connection the greeting goes first; a few parcels are under way at a
 * time, of backlog fewer and at a limited rate, so that it never delays what is live; a failed one goes back and is sent
 * again after a pause. Thread-safe.
 */
final class Courier {
    /** Small boards have little memory and the centre allows at least this many. */
    private static final int WINDOW = 4;

    /** Places that are always left for what is live. */
    private static final int BACKLOG_WINDOW = 2;

    private static final Set<Lane> ALL = EnumSet.allOf(Lane.class);
    private static final Set<Lane> PRESENT = EnumSet.complementOf(EnumSet.of(Lane.BACKLOG));

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private final Journal journal;
    private final Uplink uplink;
    private final Supplier<Message> greeting;
    private final Backoff backoff;
    private final Delayer delayer;
    private final SendingRate backlogRate;
    private State state = State.AWAY;
    private int underWay;
    private int backlogUnderWay;
    private boolean awaitingRate;
    private boolean answering;
    private boolean pausing;
    private long refused;

    Courier(Journal journal, Uplink uplink, Supplier<Message> greeting, Pace pace) {
        this.journal = journal;
        this.uplink = uplink;
        this.greeting = greeting;
        this.backoff = pace.backoff();
        this.delayer = pace.delayer();
        this.backlogRate = pace.backlogRate();
    }

    /** Tells that the journal has something new. */
    void wake() {
        Optional<Parcel> next = next();
        while (next.isPresent()) {
            Parcel parcel = next.get();
            uplink.send(parcel.message()).thenAccept(delivery -> settled(parcel, delivery));
            next = next();
        }
    }

    /** The uplink is there: greets, then delivers. */
    void connected() {
        synchronized (this) {
            state = State.GREETING;
        }
        greet();
    }

    /** The uplink is gone. */
    synchronized void disconnected() {
        state = State.AWAY;
    }

    /** Messages that the centre refused for good since the start. */
    synchronized long refused() {
        return refused;
    }

    private void greet() {
        synchronized (this) {
            if (state != State.GREETING || pausing) {
                return;
            }
        }
        uplink.send(greeting.get()).thenAccept(this::greeted);
    }

    private void greeted(Delivery delivery) {
        if (delivery instanceof Failed failed) {
            pause(failed);
            return;
        }
        if (delivery instanceof Refused refusal) {
            LOG.warn("The centre refused the birth: {}", refusal.reason());
        }
        synchronized (this) {
            state = state == State.GREETING ? State.DELIVERING : state;
            backoff.reset();
        }
        wake();
    }

    private synchronized Optional<Parcel> next() {
        // Answers keep their order: "done" must not overtake "accepted", and what is under way together may.
        if (state != State.DELIVERING || pausing || answering || underWay >= WINDOW) {
            return Optional.empty();
        }
        Optional<Parcel> parcel = journal.take(backlogMayGo() ? ALL : PRESENT);
        parcel.ifPresent(this::departed);
        return parcel;
    }

    private boolean backlogMayGo() {
        if (backlogUnderWay >= BACKLOG_WINDOW) {
            return false;
        }
        Duration wait = backlogRate.untilNext();
        if (!wait.isZero() && !awaitingRate) {
            awaitingRate = true;
            delayer.after(wait, this::rateAllows);
        }
        return wait.isZero();
    }

    private void rateAllows() {
        synchronized (this) {
            awaitingRate = false;
        }
        wake();
    }

    private void departed(Parcel parcel) {
        underWay++;
        answering = parcel.lane() == Lane.CONTROL;
        if (parcel.lane() == Lane.BACKLOG) {
            backlogUnderWay++;
            backlogRate.sent(parcel.message().payload().length);
        }
    }

    private void settled(Parcel parcel, Delivery delivery) {
        // The window opens only after the journal knows, or a failed parcel could be overtaken by its successors.
        if (delivery instanceof Failed failed) {
            journal.putBack(parcel);
            landed(parcel);
            pause(failed);
        } else {
            journal.done(parcel);
            landed(parcel);
            note(parcel, delivery);
            wake();
        }
    }

    private synchronized void landed(Parcel parcel) {
        underWay--;
        backlogUnderWay -= parcel.lane() == Lane.BACKLOG ? 1 : 0;
        answering &= parcel.lane() != Lane.CONTROL;
    }

    private synchronized void note(Parcel parcel, Delivery delivery) {
        if (delivery instanceof Acknowledged) {
            backoff.reset();
        } else if (delivery instanceof Refused refusal) {
            refused++;
            LOG.warn("The centre refused a message of {} readings: {}", parcel.readings(), refusal.reason());
        }
    }

    private void pause(Failed failed) {
        synchronized (this) {
            if (pausing) {
                return;
            }
            pausing = true;
        }
        LOG.debug("Not delivered: {}", failed.reason());
        Duration own = nextPause();
        delayer.after(own.compareTo(failed.pause()) >= 0 ? own : failed.pause(), this::resume);
    }

    private synchronized Duration nextPause() {
        return backoff.next();
    }

    private void resume() {
        synchronized (this) {
            pausing = false;
        }
        greet();
        wake();
    }

    /** When to send again, and how fast what is old. */
    record Pace(Backoff backoff, Delayer delayer, SendingRate backlogRate) {}

    /** {@code AWAY → GREETING → DELIVERING}, and back to {@code AWAY} from anywhere. */
    private enum State {
        AWAY,
        GREETING,
        DELIVERING
    }
}
