package org.kenh.gateway.session;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.kenh.gateway.intake.Transport;

/**
 * What one door counts, registered under {@code kenh.gateway.*} with the tag {@code transport}. Safe for any thread.
 */
public final class DoorMetrics {
    /** What became of a message. */
    public enum Outcome {
        COMMITTED,
        REFUSED,
        /** Sent to another device's address, or to one that does not exist. */
        FORBIDDEN,
        OVERSIZE,
        OVERLOADED,
        FAILED
    }

    /** Why a socket is not read, or a request put off. */
    public enum Pause {
        SATURATED,
        /** As many messages as one device may have unanswered. */
        WINDOW,
        /** A message could not be stored and is tried again. */
        HELD,
        /** The device sent more than its rate allows. */
        RATE,
        /** The device does not read what is sent to it. */
        UNWRITABLE
    }

    /** Why a device was not let in. */
    public enum Rejection {
        CREDENTIALS,
        UNAVAILABLE,
        PROTOCOL,
        TOO_MANY
    }

    private final AtomicInteger connections = new AtomicInteger();
    private final Map<Outcome, Counter> messages = new EnumMap<>(Outcome.class);
    private final Map<Pause, Counter> pauses = new EnumMap<>(Pause.class);
    private final Map<Rejection, Counter> rejections = new EnumMap<>(Rejection.class);

    public DoorMetrics(MeterRegistry registry, Transport transport) {
        String name = word(transport);
        Gauge.builder("kenh.gateway.connections", connections, AtomicInteger::get)
                .tag("transport", name)
                .register(registry);
        for (Outcome outcome : Outcome.values()) {
            messages.put(
                    outcome, registry.counter("kenh.gateway.messages", "transport", name, "outcome", word(outcome)));
        }
        for (Pause reason : Pause.values()) {
            pauses.put(reason, registry.counter("kenh.gateway.pauses", "transport", name, "reason", word(reason)));
        }
        for (Rejection reason : Rejection.values()) {
            rejections.put(
                    reason, registry.counter("kenh.gateway.rejections", "transport", name, "reason", word(reason)));
        }
    }

    public void message(Outcome outcome) {
        counterOf(messages, outcome).increment();
    }

    public void pause(Pause reason) {
        counterOf(pauses, reason).increment();
    }

    public void rejection(Rejection reason) {
        counterOf(rejections, reason).increment();
    }

    /** A connection was made; answers how many there are now. */
    public int connected() {
        return connections.incrementAndGet();
    }

    public void disconnected() {
        connections.decrementAndGet();
    }

    private static <K> Counter counterOf(Map<K, Counter> counters, K key) {
        return Objects.requireNonNull(counters.get(key), "registered for every value");
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
