package org.kenh.operations.irrigation.execution;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.operations.alarmdesk.DeviceFlags;
import org.kenh.operations.background.Rounds;
import org.kenh.operations.command.Commands;
import org.kenh.operations.irrigation.IrrigationNews;
import org.kenh.operations.irrigation.desk.PlanDesk;
import org.kenh.operations.irrigation.desk.PlanStore.StandingTurn;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.TariffCalendar;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows what becomes of the plan that stands: keeps accounts, locks out, stops, raises flags for alarms, and proposes a new plan. Safe
 * for any thread.
 */
public final class ExecutionDesk {
    private static final Logger LOG = LoggerFactory.getLogger(ExecutionDesk.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    /** So much earlier or later than planned a person may have opened an inlet. */
    private static final Duration ASTRAY = Duration.ofDays(1);

    private static final Duration WATCHING = Duration.ofMinutes(1);

    private final Stores stores;
    private final World world;
    private final Lockouts lockouts;
    private final Stops stops;
    private final TurnKeeper keeper;
    private final ManualWatch manual;
    private final Flagging flagging;
    private final Replanning replanning;
    private Instant watchedAt = Instant.EPOCH;

    /** Does nothing until {@link #start} or {@link #tick}. */
    public ExecutionDesk(Stores stores, PlanDesk plans, World world) {
        this.stores = stores;
        this.world = world;
        Measures measures = new RememberedMeasures(new SeriesMeasures(world.series()), world.clock());
        Function<Period, List<StandingTurn>> turns = plans.plans()::turns;
        Resting resting = new Resting(turns, plans.publishing()::withdraw, world.commands(), world.clock());
        Lockouts.Telling telling = new Lockouts.Telling(stores.replans(), world.news(), world.clock());
        FieldReadings readings = new FieldReadings(world.series(), measures, world.registry());
        lockouts = new Lockouts(stores.lockouts(), readings, resting, telling);
        stops = new Stops(stores.stops(), readings, resting, telling);
        keeper =
                new TurnKeeper(turns, stores.accounts(), new TurnKeeper.World(world.series(), measures, world.links()));
        manual = new ManualWatch(stores.accounts(), measures, world.links());
        flagging = new Flagging(world.flags(), stores.accounts(), stores.lockouts(), stores.stops());
        replanning = new Replanning(stores.replans(), plans.plans(), world.clock());
    }

    public AccountStore accounts() {
        return stores.accounts();
    }

    /** Takes a person's word for a turn that no device switches; it counts at once. */
    public synchronized ByHandDecision confirm(ByHand told) {
        Optional<TurnAccount> known = stores.accounts().find(told.turn());
        if (known.isEmpty() || known.get().planned().isEmpty()) {
            return new ByHandDecision.Unknown();
        }
        if (known.get().target().isPresent()) {
            return new ByHandDecision.Switched();
        }
        Instant now = world.clock().instant().truncatedTo(ChronoUnit.MICROS);
        Period planned = known.get().planned().get().period();
        Period near = new Period(planned.from().minus(ASTRAY), planned.to().plus(ASTRAY));
        boolean then = near.contains(told.run().from())
                && !told.run().to().isAfter(near.to())
                && !told.run().to().isAfter(now)
                && now.isBefore(planned.to().plus(TurnKeeper.LATEST));
        if (!then) {
            return new ByHandDecision.NotThen();
        }
        stores.accounts().keep(told);
        keep(Waterways.of(world.registry()), world.registry().tariffs().calendar(), now);
        return stores.accounts()
                .find(told.turn())
                .<ByHandDecision>map(ByHandDecision.Done::new)
                .orElseGet(ByHandDecision.Unknown::new);
    }

    public Lockouts lockouts() {
        return lockouts;
    }

    public Stops stops() {
        return stops;
    }

    public RestGuard guard() {
        return new RestGuard(stores.lockouts(), stores.stops(), world.registry());
    }

    /** Begins to follow; ends when closed. */
    public Rounds start() {
        return Rounds.start("irrigation-execution", PAUSE, this::tick);
    }

    /** Does what is due now. What fails is done again at the next time, and keeps nothing else from being done. */
    public synchronized void tick() {
        Instant now = world.clock().instant().truncatedTo(ChronoUnit.MICROS);
        quietly("read the irrigation registry", () -> {
            Waterways ways = Waterways.of(world.registry());
            TariffCalendar tariff = world.registry().tariffs().calendar();
            quietly("hold stopped canals", () -> stops.tick(ways));
            quietly("keep accounts of turns", () -> keep(ways, tariff, now));
            if (Duration.between(watchedAt, now).abs().compareTo(WATCHING) >= 0) {
                watchedAt = now;
                quietly("hold what is stopped at rest", stops::hold);
                quietly("look at water and levels", () -> lockouts.tick(ways));
                quietly(
                        "account for pumps that people run",
                        () -> manual.tick(ways, tariff, now).forEach(this::tell));
            }
            quietly("tell the alarm desk", () -> flagging.tick(ways, now));
            quietly("propose a new plan", replanning::tick);
        });
    }

    private void keep(Waterways ways, TariffCalendar tariff, Instant now) {
        for (TurnKeeper.Change change : keeper.tick(ways, tariff, now)) {
            if (change.hasFailed()) {
                stores.replans()
                        .want(change.account().state().word(), change.account().subject(), now);
            }
            tell(change.account());
        }
    }

    private void tell(TurnAccount account) {
        world.news()
                .tell(
                        IrrigationNews.Kind.TURN,
                        account.id(),
                        Optional.of(account.area()).filter(area -> !area.isEmpty()));
    }

    private static void quietly(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("could not {}, will try again: {}", what, e.getMessage());
            LOG.debug("why", e);
        }
    }

    /** Where it is kept. */
    public record Stores(AccountStore accounts, LockoutStore lockouts, StopStore stops, ReplanStore replans) {}

    /** What it stands in. */
    public record World(
            IrrigationRegistry registry,
            SeriesReader series,
            Links links,
            Commands commands,
            DeviceFlags flags,
            IrrigationNews news,
            InstantSource clock) {}
}
