package org.kenh.gateway.session;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What one device has sent lately, held against its {@link RateLimit}. Nothing that came is refused here: what is too
 * much is a debt, and the device is not heard until it is paid by time. Safe for any thread.
 */
public final class DeviceRate {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final RateLimit limit;
    private final LongSupplier nanoTime;
    private final long burstNanos;
    /** Until when the messages, and the bytes, that came keep the device busy at its rate. */
    private long messagesUntil;

    private long bytesUntil;

    DeviceRate(RateLimit limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
        this.burstNanos = limit.burst().toNanos();
        this.messagesUntil = nanoTime.getAsLong();
        this.bytesUntil = messagesUntil;
    }

    /** Counts a message that came; answers how long nothing more should be heard, zero for not at all. */
    public synchronized Duration took(int bytes) {
        long now = nanoTime.getAsLong();
        messagesUntil = later(messagesUntil, now) + cost(1, limit.messagesPerSecond());
        bytesUntil = later(bytesUntil, now) + cost(bytes, limit.bytesPerSecond());
        return debt(now);
    }

    /** How long nothing should be heard; zero when a message may come now. */
    public synchronized Duration debt() {
        return debt(nanoTime.getAsLong());
    }

    private Duration debt(long now) {
        long ahead = Math.max(messagesUntil - now, bytesUntil - now) - burstNanos;
        return ahead > 0 ? Duration.ofNanos(ahead) : Duration.ZERO;
    }

    private static long cost(long amount, int perSecond) {
        return perSecond == 0 ? 0 : amount * SECOND / perSecond;
    }

    /** By difference, for the clock may run over. */
    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }
}
