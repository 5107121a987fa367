package org.kenh.operations.irrigation.execution;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kenh.operations.irrigation.IrrigationNews;
import org.kenh.operations.irrigation.desk.Step;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.execution.Lockout.Finding;
import org.kenh.operations.irrigation.execution.Lockout.Kind;
import org.kenh.operations.irrigation.execution.Lockout.State;
import org.kenh.operations.irrigation.execution.Samples.Sample;
import org.kenh.operations.irrigation.execution.WaterQuality.Probed;
import org.kenh.operations.irrigation.field.Canal;
import org.kenh.operations.irrigation.field.Limit;
import org.kenh.operations.irrigation.field.Pump;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.telemetry.DeviceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Locks intakes out when their water is bad or too low, and canals when they or the river are too high; brings what is locked to
 * rest, and lets it go again: after floods and low water by itself, after bad water only by a person. Everything is kept, so a restart
 * changes nothing. Blocks on the database.
 */
public final class Lockouts {
    static final String SELF = "kenh";

    private static final Logger LOG = LoggerFactory.getLogger(Lockouts.class);
    private static final int MOST_LISTED = 200;
    private static final int MOST_WITHIN = 10_000;

    private final LockoutStore store;
    private final FieldReadings readings;
    private final Resting resting;
    private final ReplanStore replans;
    private final IrrigationNews news;
    private final InstantSource clock;

    Lockouts(LockoutStore store, FieldReadings readings, Resting resting, Telling telling) {
        this.store = store;
        this.readings = readings;
        this.resting = resting;
        this.replans = telling.replans();
        this.news = telling.news();
        this.clock = telling.clock();
    }

    /** The newest 200, newest first. */
    public List<Lockout> list() {
        return store.list(MOST_LISTED);
    }

    /** Those that began in the period, oldest first; 10,000 at most. */
    public List<Lockout> within(Period period) {
        return store.within(period, MOST_WITHIN);
    }

    public Optional<Lockout> find(long id) {
        return store.find(id);
    }

    /** A person confirms that the intake may be used again; only after good water for two hours. */
    public LockoutDecision release(long id, String by, String reason) {
        Optional<Lockout> found = store.find(id);
        if (found.isEmpty()) {
            return new LockoutDecision.Unknown();
        }
        Lockout lockout = found.get();
        if (!lockout.isOpen() || lockout.kind() != Kind.WATER_QUALITY) {
            return new LockoutDecision.WrongState(lockout);
        }
        // Looked at now: the state may be some seconds old.
        readings.forget();
        Optional<Instant> good = goodSince(lockout, now());
        Optional<Instant> from = good.map(since -> since.plus(WaterQuality.GOOD_FOR));
        if (from.filter(at -> !now().isBefore(at)).isEmpty()) {
            return new LockoutDecision.TooEarly(from);
        }
        if (lockout.state() == State.LOCKED) {
            store.assess(id, good, State.RELEASABLE);
        }
        if (!store.release(id, State.RELEASABLE, new Step(by, now()), reason)) {
            return store.find(id)
                    .<LockoutDecision>map(LockoutDecision.WrongState::new)
                    .orElseGet(LockoutDecision.Unknown::new);
        }
        released(lockout);
        return store.find(id).<LockoutDecision>map(LockoutDecision.Done::new).orElseGet(LockoutDecision.Unknown::new);
    }

    /** Looks at all probes and levels, and holds what is locked at rest. */
    void tick(Waterways ways) {
        readings.forget();
        Instant now = now();
        List<Lockout> before = store.open();
        before.forEach(lockout -> assess(lockout, ways, now));
        ways.pumps().forEach(pump -> watch(pump, now));
        ways.canals().forEach(this::watch);
        List<Lockout> open = store.open();
        open.forEach(lockout -> hold(lockout, open, ways, now));
    }

    private void watch(Pump pump, Instant now) {
        if (!pump.quality().isEmpty()) {
            List<Probed> probed = probed(pump.quality(), now);
            // Only bad readings make it worth to look up when the intake was last released.
            WaterQuality.locking(probed, Instant.MIN)
                    .flatMap(any -> WaterQuality.locking(probed, lastReleased(pump.id(), now)))
                    .ifPresent(findings -> open(Kind.WATER_QUALITY, SubjectKind.PUMP, pump.id(), findings));
        }
        pump.suction().ifPresent(limit -> level(Kind.SUCTION, SubjectKind.PUMP, pump.id(), limit));
    }

    private void watch(Canal canal) {
        canal.flood().ifPresent(limit -> level(Kind.DRAINAGE, SubjectKind.CANAL, canal.id(), limit));
        canal.level().ifPresent(limit -> level(Kind.DRAINAGE, SubjectKind.CANAL, canal.id(), limit));
    }

    private void level(Kind kind, SubjectKind subjectKind, String subject, Limit limit) {
        Instant now = now();
        LevelWatch watch = new LevelWatch(limit.level(), kind == Kind.DRAINAGE);
        List<Sample> levels = readings.levels(limit.place(), now.minus(LevelWatch.SIGHT), now);
        if (watch.isBeyond(levels, now)) {
            Sample last = levels.getLast();
            open(
                    kind,
                    subjectKind,
                    subject,
                    List.of(new Finding(
                            limit.place().device().value(),
                            limit.place().series().value(),
                            last.at(),
                            last.value(),
                            limit.level())));
        }
    }

    private void open(Kind kind, SubjectKind subjectKind, String subject, List<Finding> evidence) {
        Lockout wanted = new Lockout(
                0, kind, subjectKind, subject, now(), evidence, Optional.empty(), State.LOCKED, Optional.empty(), "");
        store.add(wanted).ifPresent(lockout -> {
            LOG.warn("{} {} is locked out: {}", subjectKind.word(), subject, kind.word());
            replans.want("lockout", subject, now());
            tell(lockout);
        });
    }

    /** Whether what is locked has become good, and lets go what needs nobody. */
    private void assess(Lockout lockout, Waterways ways, Instant now) {
        Optional<Instant> good =
                lockout.kind() == Kind.WATER_QUALITY ? goodSince(lockout, now) : levelsGoodSince(lockout, ways, now);
        boolean byItself = lockout.kind() != Kind.WATER_QUALITY;
        boolean ripe = good.filter(
                        since -> !now.isBefore(since.plus(byItself ? LevelWatch.CALM : WaterQuality.GOOD_FOR)))
                .isPresent();
        State state = ripe ? State.RELEASABLE : State.LOCKED;
        if (state != lockout.state() || !good.equals(lockout.goodSince())) {
            store.assess(lockout.id(), good, state);
        }
        if (ripe && byItself) {
            store.release(lockout.id(), State.RELEASABLE, new Step(SELF, now), "");
            released(lockout);
        } else if (state != lockout.state()) {
            tell(lockout);
        }
    }

    /** Of all levels that are watched; what was taken out of the registry holds nothing any more. */
    private Optional<Instant> levelsGoodSince(Lockout lockout, Waterways ways, Instant now) {
        List<Limit> limits = new ArrayList<>();
        if (lockout.kind() == Kind.SUCTION) {
            ways.pump(lockout.subject()).flatMap(Pump::suction).ifPresent(limits::add);
        } else {
            ways.canal(lockout.subject()).flatMap(Canal::flood).ifPresent(limits::add);
            ways.canal(lockout.subject()).flatMap(Canal::level).ifPresent(limits::add);
        }
        Optional<Instant> since = Optional.of(lockout.openedAt());
        for (Limit limit : limits) {
            LevelWatch watch = new LevelWatch(limit.level(), lockout.kind() == Kind.DRAINAGE);
            Optional<Instant> own =
                    watch.goodSince(readings.levels(limit.place(), now.minus(LevelWatch.SIGHT), now), now);
            since = since.flatMap(other -> own.map(at -> at.isAfter(other) ? at : other));
        }
        return since;
    }

    private void hold(Lockout lockout, List<Lockout> open, Waterways ways, Instant now) {
        Optional<Instant> before =
                lockout.kind() == Kind.SUCTION ? Optional.of(now.plus(Holds.LOW_INTAKE)) : Optional.empty();
        resting.withdraw(
                Holds.subjects(lockout, open, ways),
                before,
                new Resting.Why(SELF, lockout.kind().word()));
        if (lockout.kind() != Kind.DRAINAGE) {
            ways.pump(lockout.subject())
                    .map(pump -> Waterways.target(pump.control()))
                    .filter(target -> isFresh(lockout, now) || readings.isRunning(target, now))
                    .ifPresent(target -> resting.stopAgain(target, SELF));
        }
    }

    /** At first it is told to stop whether or not anybody knows that it runs. */
    private static boolean isFresh(Lockout lockout, Instant now) {
        return now.isBefore(lockout.openedAt().plusSeconds(60));
    }

    private Instant lastReleased(String pump, Instant now) {
        return store.list(MOST_LISTED).stream()
                .filter(lockout -> lockout.kind() == Kind.WATER_QUALITY
                        && lockout.subject().equals(pump))
                .flatMap(lockout -> lockout.released().stream())
                .map(Step::at)
                .max(Instant::compareTo)
                .orElse(now.minus(WaterQuality.GOOD_FOR));
    }

    /** Evidence of a probe that people have taken from the intake binds no more, unless no other judges it. */
    private Optional<Instant> goodSince(Lockout lockout, Instant now) {
        List<DeviceId> probes = readings.probesOf(lockout.subject());
        List<Finding> evidence = lockout.evidence().stream()
                .filter(finding -> probes.isEmpty() || probes.contains(DeviceId.of(finding.device())))
                .toList();
        List<DeviceId> judging = probes.isEmpty()
                ? evidence.stream()
                        .map(finding -> DeviceId.of(finding.device()))
                        .distinct()
                        .toList()
                : probes;
        return WaterQuality.goodSince(probed(judging, now), evidence, now);
    }

    private List<Probed> probed(List<DeviceId> probes, Instant now) {
        return readings.probed(probes, now.minus(WaterQuality.GOOD_FOR).minus(WaterQuality.SILENT), now);
    }

    private void released(Lockout lockout) {
        LOG.info(
                "{} {} is no longer locked out: {}",
                lockout.subjectKind().word(),
                lockout.subject(),
                lockout.kind().word());
        replans.want("released", lockout.subject(), now());
        tell(lockout);
    }

    private void tell(Lockout lockout) {
        news.tell(IrrigationNews.Kind.LOCKOUT, String.valueOf(lockout.id()), Optional.empty());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Whom to tell, and when. */
    record Telling(ReplanStore replans, IrrigationNews news, InstantSource clock) {}
}
