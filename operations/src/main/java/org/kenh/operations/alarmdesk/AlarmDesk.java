package org.kenh.operations.alarmdesk;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.kenh.ingest.alarm.AlarmRule;
import org.kenh.ingest.live.CommittedFeed;
import org.kenh.ingest.live.LiveEvent;
import org.kenh.ingest.live.LiveFeed;
import org.kenh.ingest.presence.PresenceBoard;
import org.kenh.ingest.registry.Registry;
import org.kenh.ingest.series.SeriesInfo;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.ingest.series.SeriesReader.SeriesFilter;
import org.kenh.operations.OperationsException;
import org.kenh.operations.account.AreaScope;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Quality;

/** The alarm desk, put together: listens to what is committed, keeps to the rules and the registry, and answers people. */
public final class AlarmDesk implements Alarms, AlarmFeed, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final AlarmStore store;
    private final RuleSource rules;
    private final Clock clock;
    private final AlarmViews views = new AlarmViews();
    private final Committing committing;
    private final AlarmEngine engine;
    private final WatchKeeper keeper;
    private final List<LiveFeed.Registration> registrations = new ArrayList<>();

    private AlarmDesk(Surroundings surroundings, AlarmStore store, RuleSource rules, Settings settings) {
        this.store = store;
        this.rules = rules;
        this.clock = surroundings.clock();
        committing = new Committing(store, views, clock.millis() * 1_000);
        keeper = new WatchKeeper(surroundings.registry(), surroundings.series(), rules, settings.lookingAround());
        engine = new AlarmEngine(
                new DeskSources(surroundings, store, keeper::lookAround), committing, clock, settings.mostReadings());
    }

    /** Starts; what happened since the last stop is evaluated first, on the desk's own thread. */
    public static AlarmDesk open(Surroundings surroundings, AlarmStore store, RuleSource rules, Settings settings) {
        AlarmDesk desk = new AlarmDesk(surroundings, store, rules, settings);
        desk.registrations.add(surroundings.committed().listen(desk.engine::offer));
        desk.registrations.add(surroundings.live().listen(desk::heard));
        desk.engine.start();
        desk.keeper.start(desk.engine::order);
        return desk;
    }

    @Override
    public Registration listen(Consumer<AlarmChange> listener) {
        return committing.listen(listener);
    }

    /** Where other desks say what they know of devices. */
    public DeviceFlags flags() {
        return engine.flags();
    }

    @Override
    public List<AlarmView> list(AlarmFilter filter) {
        requireReady();
        return views.list(filter, clock.instant());
    }

    @Override
    public Optional<AlarmView> find(long id) {
        requireReady();
        return views.find(id);
    }

    @Override
    public Performed perform(long id, Deed deed) {
        requireReady();
        return await(engine.perform(id, deed));
    }

    @Override
    public List<JournalRow> journal(JournalQuery query) {
        return store.journal(query);
    }

    @Override
    public AlarmSummary summary(AreaScope scope) {
        requireReady();
        return new Summing(clock.instant())
                .of(views.notNormal().stream()
                        .filter(view -> scope.contains(view.area()))
                        .toList());
    }

    @Override
    public Optional<AlarmRule> rule(long id) {
        requireReady();
        Optional<AlarmRule> present = views.ruleOf(id);
        Optional<Integer> version = views.find(id)
                .flatMap(view -> Optional.ofNullable(view.occurrence()))
                .flatMap(occurrence ->
                        journal(JournalQuery.of(everything(), 1).ofAlarm(id, Optional.of(occurrence))).stream()
                                .findFirst())
                .map(JournalRow::ruleVersion);
        return version.isEmpty() || present.isEmpty()
                ? present
                : rules.version(present.get().id(), version.get()).or(() -> present);
    }

    /** Looks at rules and registry now and not only after some seconds. */
    public void lookAround() {
        keeper.lookAround();
    }

    /** Returns when all that was committed before is evaluated and saved. */
    public void settle() {
        requireReady();
        await(engine.settled());
        // What readings say of devices is told to the rules on them in the round that follows.
        await(engine.settled());
    }

    /** Whether it has taken up all alarms, within the time given. */
    public boolean awaitReady(Duration longest) {
        return engine.awaitReady(longest);
    }

    /** Hears nothing more, saves, and stops. What is committed later is evaluated at the next start. */
    @Override
    public void close() {
        registrations.forEach(LiveFeed.Registration::close);
        keeper.close();
        engine.close();
    }

    /** Stops at once and saves nothing, as when the process is killed. */
    void abandon() {
        registrations.forEach(LiveFeed.Registration::close);
        keeper.close();
        engine.abandon();
    }

    private void heard(LiveEvent event) {
        switch (event) {
            case LiveEvent.PresenceChanged changed -> engine.presence(changed.presence());
            case LiveEvent.NewReadings readings -> {}
        }
    }

    private void requireReady() {
        if (!engine.awaitReady(PATIENCE)) {
            throw new OperationsException("the alarms have not been taken up yet");
        }
    }

    private static AreaScope everything() {
        return AreaScope.of(Optional.empty(), List.of());
    }

    private static <T> T await(Future<T> result) {
        try {
            return result.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationsException("interrupted", e);
        } catch (ExecutionException e) {
            throw new OperationsException("the alarm could not be changed: " + e.getMessage(), e);
        } catch (TimeoutException e) {
            throw new OperationsException("the alarm could not be saved yet", e);
        }
    }

    /** What the desk stands on. */
    public record Surroundings(
            CommittedFeed committed,
            LiveFeed live,
            Registry registry,
            SeriesReader series,
            PresenceBoard presence,
            Clock clock) {}

    /**
     * How the desk works.
     *
     * @param mostReadings the most readings that wait in memory
     * @param lookingAround how often rules, registry and series are looked at
     */
    public record Settings(int mostReadings, Duration lookingAround) {
        public static final Settings STANDARD = new Settings(250_000, Duration.ofSeconds(5));
    }

    private record DeskSources(Surroundings surroundings, AlarmStore store, Runnable again)
            implements AlarmEngine.Sources {
        /** With more devices one question for all of them is cheaper. */
        private static final int FEW = 20;

        @Override
        public SeriesReader series() {
            return surroundings.series();
        }

        @Override
        public PresenceBoard presence() {
            return surroundings.presence();
        }

        @Override
        public List<SeriesInfo> last(Set<DeviceId> devices) {
            if (devices.isEmpty() || devices.size() > FEW) {
                return all(Optional.empty()).stream()
                        .filter(series -> devices.isEmpty() || devices.contains(series.device()))
                        .toList();
            }
            return devices.stream()
                    .flatMap(device -> all(Optional.of(device)).stream())
                    .toList();
        }

        @Override
        public List<SeriesInfo> lastOfPowerAndQuality() {
            return all(Optional.empty()).stream()
                    .filter(series -> series.name().equals(CentreSeries.POWER_EVENT)
                            || series.name().equals(CentreSeries.MAINS)
                            || series.last()
                                    .filter(last -> last.quality() == Quality.BAD)
                                    .isPresent())
                    .toList();
        }

        @Override
        public void orderAgain() {
            again.run();
        }

        private List<SeriesInfo> all(Optional<DeviceId> device) {
            return series().series(new SeriesFilter(device, Optional.empty(), Optional.empty()));
        }
    }
}
