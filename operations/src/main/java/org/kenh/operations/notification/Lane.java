package org.kenh.operations.notification;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.kenh.operations.OperationsException;
import org.kenh.operations.notification.Outbox.Settled;
import org.kenh.operations.notification.Outbox.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the messages of one channel, a few at a time, so that a slow one keeps no other waiting. */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final int AT_ONCE = 4;
    private static final Duration LONGEST_WISH = Duration.ofHours(1);
    private static final Duration STORE_PATIENCE = Duration.ofSeconds(1);

    private final Channel channel;
    private final Sender sender;
    private final Outbox outbox;
    private final NotificationSettings settings;
    private final InstantSource clock;
    private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
    private final Set<Long> underWay = ConcurrentHashMap.newKeySet();

    Lane(Channel channel, Sender sender, Outbox outbox, NotificationSettings settings, InstantSource clock) {
        this.channel = channel;
        this.sender = sender;
        this.outbox = outbox;
        this.settings = settings;
        this.clock = clock;
    }

    /** Sends what can be sent, on threads of the executor; {@code ended} is called after each. */
    void send(ExecutorService executor, Runnable ended) {
        int room = AT_ONCE - underWay.size();
        if (room <= 0) {
            return;
        }
        for (Message message : outbox.due(channel, clock.instant(), underWay, room)) {
            underWay.add(message.id());
            try {
                executor.execute(() -> send(message, ended));
            } catch (RejectedExecutionException e) {
                underWay.remove(message.id());
            }
        }
    }

    boolean isIdle() {
        return underWay.isEmpty();
    }

    private void send(Message message, Runnable ended) {
        try {
            settle(message, attempt(message));
        } finally {
            underWay.remove(message.id());
            ended.run();
        }
    }

    private Sender.Outcome attempt(Message message) {
        try {
            return sender.send(message, settings.contact(message.username()));
        } catch (RuntimeException e) {
            LOG.error("message {} could not be tried", message.id(), e);
            return new Sender.Outcome.Later(
                    Failure.of(Failure.INTERNAL, e.getClass().getSimpleName()));
        }
    }

    /** What was sent must not be sent again because the database was away for a moment, so it is waited for. */
    private void settle(Message message, Sender.Outcome outcome) {
        Settled settled = settled(message, outcome);
        while (!Thread.currentThread().isInterrupted()) {
            try {
                outbox.settle(message.id(), settled);
                return;
            } catch (OperationsException e) {
                LOG.warn("the end of message {} is not written down yet: {}", message.id(), e.getMessage());
                LockSupport.parkNanos(STORE_PATIENCE.toNanos());
            }
        }
    }

    private Settled settled(Message message, Sender.Outcome outcome) {
        Instant now = clock.instant();
        return switch (outcome) {
            case Sender.Outcome.Sent() -> new Settled(State.SENT, Optional.empty(), now, Optional.empty());
            case Sender.Outcome.Refused(Failure why) -> failed(message, now, why);
            case Sender.Outcome.Later(Failure why, Optional<Duration> after) -> {
                Duration wait = backoff.after(message.attempts() + 1);
                Duration wish =
                        after.filter(time -> time.compareTo(LONGEST_WISH) <= 0).orElse(Duration.ZERO);
                Instant next = now.plus(wish.compareTo(wait) > 0 ? wish : wait);
                yield next.isAfter(message.giveUpAt())
                        ? failed(message, now, why)
                        : new Settled(State.WAITING, Optional.of(why), now, Optional.of(next));
            }
        };
    }

    private Settled failed(Message message, Instant now, Failure why) {
        LOG.warn("{} message {} to {} failed: {}", channel.word(), message.id(), message.username(), why);
        return new Settled(State.FAILED, Optional.of(why), now, Optional.empty());
    }
}
