package org.kenh.gateway.mqtt;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kenh.gateway.session.ConnectionListener;
import org.kenh.gateway.session.ConnectionListener.Departure;
import org.kenh.gateway.session.SessionStore;
import org.kenh.gateway.session.SessionStore.SessionStoreException;
import org.kenh.gateway.session.SessionStore.StoredSession;
import org.kenh.telemetry.DeviceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who holds which session. One device has one session and at most one connection; a new connection takes the session
 * over from an older one. What outlives connections is written to the store while the connection lasts, so that
 * session-present stays truthful when this process is killed. Everything here blocks, on the store or on the device's
 * own lock: call it from virtual threads, never from an event loop. For one device, listeners hear of comings and
 * goings in their true order.
 */
final class MqttSessions {
    /** How often {@link #keep} is due while a connection lasts. */
    static final Duration REFRESH = Duration.ofMinutes(30);

    private static final Logger LOG = LoggerFactory.getLogger(MqttSessions.class);
    /** Added to the stored expiry while connected: nobody will be there to write when this process dies. */
    private static final Duration MARGIN = REFRESH.multipliedBy(2);

    private static final Duration TAKE_OVER_PATIENCE = Duration.ofSeconds(5);

    private final SessionStore store;
    private final ConnectionListener listener;
    private final InstantSource clock;
    private final ConcurrentHashMap<DeviceId, Slot> slots = new ConcurrentHashMap<>();

    MqttSessions(SessionStore store, ConnectionListener listener, InstantSource clock) {
        this.store = store;
        this.listener = listener;
        this.clock = clock;
    }

    /** What a connection found. */
    record Attached(boolean present, Set<String> subscriptions) {}

    /**
     * Gives the device's session to the newcomer, after an older connection has gone. Throws {@link
     * SessionStoreException} when the truth about the session cannot be had; nothing has changed for the newcomer then.
     */
    Attached attach(MqttConnection newcomer, ConnectRequest request, Duration expiry) {
        Slot slot = slots.computeIfAbsent(request.device(), id -> new Slot());
        slot.lock.lock();
        try {
            return attach(slot, newcomer, request, expiry);
        } finally {
            slot.lock.unlock();
        }
    }

    /** The connection is gone. Nothing happens when a newer one holds the session already. */
    void leave(MqttConnection leaver, DeviceId device, Farewell farewell) {
        withOwner(leaver, device, slot -> vacate(slot, leaver, device, farewell));
    }

    /** Adds a subscription, durably where the session outlives its connection. */
    void subscribe(MqttConnection owner, DeviceId device, String subscription) {
        withOwner(owner, device, slot -> change(device, slot, Set.of(subscription)));
    }

    void unsubscribe(MqttConnection owner, DeviceId device) {
        withOwner(owner, device, slot -> change(device, slot, Set.of()));
    }

    /** Puts off the stored session's expiry; due every {@link #REFRESH} while the connection lasts. */
    void keep(MqttConnection owner, DeviceId device) {
        try {
            withOwner(owner, device, slot -> write(device, slot, MARGIN));
        } catch (SessionStoreException away) {
            LOG.warn("the session of {} could not be kept alive in the store; tried again later", device, away);
        }
    }

    /** The connection that holds the device's session now. */
    Optional<MqttConnection> ownerOf(DeviceId device) {
        Slot slot = slots.get(device);
        return slot == null ? Optional.empty() : Optional.ofNullable(slot.owner);
    }

    private Attached attach(Slot slot, MqttConnection newcomer, ConnectRequest request, Duration expiry) {
        DeviceId device = request.device();
        MqttConnection previous = evict(slot, request);
        try {
            Optional<StoredSession> found = previous == null ? find(slot, request) : inherit(slot, request);
            slot.wills.returned(request.cleanStart());
            slot.subscriptions = found.map(StoredSession::subscriptions).orElse(Set.of());
            slot.stored = found.isPresent();
            slot.expiry = expiry;
            write(device, slot, MARGIN);
            slot.owner = newcomer;
            listener.connected(device, newcomer.transport(), newcomer.remoteAddress(), clock.instant());
            return new Attached(found.isPresent(), slot.subscriptions);
        } catch (SessionStoreException away) {
            if (previous != null) {
                listener.disconnected(device, previous.transport(), Departure.CENTRE, clock.instant());
            }
            throw away;
        }
    }

    /** Ends the older connection; null when there was none or it had ended by itself just now. */
    private @Nullable MqttConnection evict(Slot slot, ConnectRequest request) {
        MqttConnection previous = slot.owner;
        if (previous == null) {
            return null;
        }
        await(previous, request);
        slot.owner = null;
        Optional<Farewell> farewell = previous.farewell();
        farewell.ifPresent(own -> vacate(slot, previous, request.device(), own));
        return farewell.isPresent() ? null : previous;
    }

    private void vacate(Slot slot, MqttConnection leaver, DeviceId device, Farewell farewell) {
        slot.owner = null;
        listener.disconnected(device, leaver.transport(), farewell.departure(), clock.instant());
        slot.expiry = farewell.sessionExpiry();
        slot.wills.left(farewell);
        keepLeft(device, slot);
    }

    private Optional<StoredSession> inherit(Slot slot, ConnectRequest request) {
        boolean ended = slot.expiry.isZero() || request.cleanStart();
        if (ended && slot.stored) {
            store.remove(request.device());
        }
        return ended
                ? Optional.empty()
                : Optional.of(
                        new StoredSession(slot.subscriptions, clock.instant().plus(slot.expiry)));
    }

    private static void await(MqttConnection previous, ConnectRequest request) {
        try {
            previous.takenOver(request.cleanStart()).get(TAKE_OVER_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException late) {
            LOG.warn("the older connection of {} does not end; it is left behind", request.device(), late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<StoredSession> find(Slot slot, ConnectRequest request) {
        Instant now = clock.instant();
        if (request.cleanStart()) {
            store.remove(request.device());
            slot.unsaved = Optional.empty();
            return Optional.empty();
        }
        return slot.unsaved
                .filter(session -> now.isBefore(session.expiresAt()))
                .or(() -> store.load(request.device(), now));
    }

    /** Writes the session if it outlives its connection. */
    private void write(DeviceId device, Slot slot, Duration margin) {
        if (!slot.expiry.isZero()) {
            store.save(
                    device,
                    new StoredSession(
                            slot.subscriptions,
                            clock.instant().plus(slot.expiry).plus(margin)));
            slot.stored = true;
            slot.unsaved = Optional.empty();
        }
    }

    private void keepLeft(DeviceId device, Slot slot) {
        try {
            if (slot.expiry.isZero() && slot.stored) {
                store.remove(device);
            }
            write(device, slot, Duration.ZERO);
        } catch (SessionStoreException away) {
            LOG.warn("the session of {} could not be written; it is kept in memory", device, away);
            StoredSession left =
                    new StoredSession(slot.subscriptions, clock.instant().plus(slot.expiry));
            slot.unsaved = Optional.of(left).filter(session -> !slot.expiry.isZero());
        }
    }

    /** Takes the subscriptions over once they are durable. */
    private void change(DeviceId device, Slot slot, Set<String> subscriptions) {
        Set<String> before = slot.subscriptions;
        slot.subscriptions = subscriptions;
        try {
            write(device, slot, MARGIN);
        } catch (SessionStoreException away) {
            slot.subscriptions = before;
            throw away;
        }
    }

    private void withOwner(MqttConnection owner, DeviceId device, Consumer<Slot> action) {
        Slot slot = slots.get(device);
        if (slot == null) {
            return;
        }
        slot.lock.lock();
        try {
            if (slot.owner == owner) {
                action.accept(slot);
            }
        } finally {
            slot.lock.unlock();
        }
    }

    /** One device's place; its fields belong to whoever holds the lock. */
    private static final class Slot {
        private final ReentrantLock lock = new ReentrantLock();
        private final DelayedWill wills = new DelayedWill();
        private volatile @Nullable MqttConnection owner;
        private Set<String> subscriptions = Set.of();
        private Duration expiry = Duration.ZERO;
        /** Whether the store may hold the session. */
        private boolean stored;

        private Optional<StoredSession> unsaved = Optional.empty();
    }
}
