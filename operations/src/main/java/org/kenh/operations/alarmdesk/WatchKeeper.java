package org.kenh.operations.alarmdesk;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.IngestException;
import org.kenh.ingest.registry.Registry;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.operations.OperationsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every some seconds, and after each change of a rule, whether there is something else to be watched. */
final class WatchKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WatchKeeper.class);

    private static final Duration CLOSING = Duration.ofSeconds(3);

    private final Registry registry;
    private final SeriesReader series;
    private final RuleSource rules;
    private final Duration every;
    private final Semaphore asked = new Semaphore(0);
    private final AtomicBoolean rulesChanged = new AtomicBoolean(true);
    private volatile boolean closed;
    private volatile @Nullable Thread thread;
    private @Nullable DistrictMap before;

    WatchKeeper(Registry registry, SeriesReader series, RuleSource rules, Duration every) {
        this.registry = registry;
        this.series = series;
        this.rules = rules;
        this.every = every;
    }

    void start(Consumer<WatchOrder> engine) {
        rules.onChange(this::lookAround);
        thread = Thread.ofVirtual().name("alarm-keeper").start(() -> keep(engine));
    }

    /** Looks now, whatever it has seen before. */
    void lookAround() {
        rulesChanged.set(true);
        asked.release();
    }

    @Override
    public void close() {
        closed = true;
        asked.release();
        Thread running = thread;
        try {
            // Not interrupted: that would break the connection that it may be using.
            if (running != null && !running.join(CLOSING)) {
                LOG.debug("Still looking around while closing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep(Consumer<WatchOrder> engine) {
        while (!closed) {
            look(engine);
            try {
                if (asked.tryAcquire(every.toMillis(), TimeUnit.MILLISECONDS)) {
                    asked.drainPermits();
                }
            } catch (InterruptedException e) {
                return; // closed
            }
        }
    }

    private void look(Consumer<WatchOrder> engine) {
        boolean anew = rulesChanged.getAndSet(false);
        try {
            DistrictMap map = DistrictMap.read(registry, series);
            DistrictMap last = before;
            if (!anew && last != null && map.sameAs(last)) {
                return;
            }
            List<LiveRule> all = rules.rules();
            engine.accept(new WatchOrder(
                    WatchPlan.of(all, map),
                    map,
                    all.stream().filter(LiveRule::enabled).map(LiveRule::id).collect(Collectors.toSet())));
            before = map;
        } catch (IngestException | OperationsException e) {
            LOG.warn("Cannot look what there is to be watched, trying again: {}", e.getMessage());
            rulesChanged.set(true);
        } catch (RuntimeException e) {
            LOG.error("Cannot find out what there is to be watched", e);
            rulesChanged.set(true);
        }
    }
}
