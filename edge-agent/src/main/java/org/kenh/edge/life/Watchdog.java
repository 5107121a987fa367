package org.kenh.edge.life;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd that the agent lives (sd_notify(3)), but only while all of its parts make progress: otherwise systemd ends
 * and starts it. Without systemd it only writes what stalls into the log.
 */
public final class Watchdog {
    /** How often it looks when systemd does not say. */
    static final Duration USUAL = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private final Notifier notifier;
    private final Heartbeat heartbeat;
    private final Supplier<String> status;
    private boolean ready;
    private List<String> stalled = List.of();

    /** {@code status} is one line about how the agent is. */
    public Watchdog(Notifier notifier, Heartbeat heartbeat, Supplier<String> status) {
        this.notifier = notifier;
        this.heartbeat = heartbeat;
        this.status = status;
    }

    /** How often {@link #look} is to be called: three times within what systemd allows (sd_watchdog_enabled(3)). */
    public static Duration interval(Map<String, String> environment) {
        Optional<Long> micros = Optional.ofNullable(environment.get("WATCHDOG_USEC"))
                .filter(text -> text.matches("[0-9]{1,15}"))
                .map(Long::parseLong);
        return micros.filter(allowed -> allowed > 0)
                .map(allowed -> Duration.ofMillis(Math.max(1_000, allowed / 3_000)))
                .orElse(USUAL);
    }

    /** Feeds the watchdog if all is well. The first call says that the agent is ready. */
    public synchronized void look() {
        List<String> now = heartbeat.stalled();
        if (!now.equals(stalled)) {
            LOG.warn("Parts that make no progress: {}", now);
            stalled = now;
        }
        String line = now.isEmpty() ? status.get() : "đứng / stalled: " + String.join(", ", now);
        if (!ready) {
            ready = true;
            notifier.say(List.of("READY=1", "STATUS=" + line));
        } else if (now.isEmpty()) {
            notifier.say(List.of("WATCHDOG=1", "STATUS=" + line));
        } else {
            notifier.say(List.of("STATUS=" + line));
        }
    }

    /** Says that the agent ends. */
    public void ending() {
        notifier.say(List.of("STOPPING=1"));
    }

    /** Speaks to the service manager. */
    @FunctionalInterface
    public interface Notifier {
        void say(List<String> lines);
    }
}
