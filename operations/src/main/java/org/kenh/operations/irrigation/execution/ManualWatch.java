package org.kenh.operations.irrigation.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.execution.AccountStore.Kept;
import org.kenh.operations.irrigation.execution.Measures.Run;
import org.kenh.operations.irrigation.field.Pump;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.Target;
import org.kenh.operations.irrigation.plan.TariffCalendar;

/**
 * Accounts for pumps that run outside any turn: by hand at the station, by a command, by a rule of their own. What was running is
 * read again for two hours back, and for longer while the device was away, so that what comes late is taken up. For one thread.
 */
final class ManualWatch {
    private static final Duration AGAIN = Duration.ofHours(2);
    private static final Duration FIRST = Duration.ofHours(1);
    private static final Duration BACKLOG = Duration.ofMinutes(30);
    /** A pump that is switched on and off within that is not running yet. */
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    /** A turn's pump starts a little before it is told, and runs out after its end. */
    private static final Duration BEFORE = Duration.ofMinutes(1);

    private static final Duration AFTER = Duration.ofMinutes(3);
    private static final int MOST = 2_000;

    private final AccountStore store;
    private final Measures measures;
    private final Links links;

    ManualWatch(AccountStore store, Measures measures, Links links) {
        this.store = store;
        this.measures = measures;
        this.links = links;
    }

    /** The accounts that say something else than before. */
    List<TurnAccount> tick(Waterways ways, TariffCalendar tariff, Instant now) {
        Map<String, Instant> watched = store.watched();
        Map<String, Instant> reached = new HashMap<>();
        List<TurnAccount> changed = new ArrayList<>();
        try {
            for (Pump pump : ways.pumps()) {
                Instant until = watched.getOrDefault(pump.id(), now.minus(FIRST));
                Instant oldest = now.minus(TurnKeeper.LATEST);
                Instant from = until.isBefore(oldest) ? oldest : until;
                if (from.isBefore(now)) {
                    changed.addAll(look(new Look(pump, ways, tariff, new Period(from, now)), reached));
                }
            }
        } finally {
            // Together, as each commit waits for the disk; also when the look at one of the pumps has failed.
            store.watched(reached);
        }
        return changed;
    }

    private List<TurnAccount> look(Look look, Map<String, Instant> reached) {
        Target target = Waterways.target(look.pump.control());
        List<TurnAccount> known = store.within(look.period, Optional.of(Set.of(look.pump.id())), MOST);
        List<Run> runs = measures.runs(target, look.period);
        Instant until = until(look, runs);
        List<Kept> found = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Run run : Runs.without(runs, explained(known, look.period.to()), SHORTEST)) {
            TurnAccount account = account(look, target, run);
            ids.add(account.id());
            found.add(new Kept(account, run.period().to().isBefore(until)));
        }
        List<String> gone = known.stream()
                .filter(account -> account.isManual() && !account.begins().isBefore(look.period.from()))
                .map(TurnAccount::id)
                .filter(id -> !ids.contains(id))
                .toList();
        store.remove(gone);
        Set<String> changed = Set.copyOf(store.keep(found, look.period.to()));
        reached.put(look.pump.id(), until);
        return found.stream()
                .map(Kept::account)
                .filter(account -> changed.contains(account.id()))
                .toList();
    }

    /** Never in the middle of a run: it would be cut in two. */
    private Instant until(Look look, List<Run> runs) {
        Instant now = look.period.to();
        boolean heard = links.since(look.pump.control().device())
                .filter(since -> now.isAfter(since.plus(BACKLOG)))
                .isPresent();
        Instant wanted = now.minus(AGAIN);
        if (!heard || wanted.isBefore(look.period.from())) {
            return look.period.from();
        }
        return runs.stream()
                .map(run -> run.period())
                .filter(run -> run.from().isBefore(wanted) && run.to().isAfter(wanted))
                .map(Period::from)
                .findFirst()
                .orElse(wanted);
    }

    /** The times of turns; of one that nobody has told of, the time at which it was to run. */
    private static List<Period> explained(List<TurnAccount> known, Instant now) {
        List<Period> times = new ArrayList<>();
        for (TurnAccount account : known) {
            Optional<Instant> started = account.course().started();
            boolean untold = account.state() == AccountState.UNKNOWN || account.state() == AccountState.PLANNED;
            if (account.isManual()) {
                continue;
            }
            if (started.isPresent()) {
                Instant end = account.course().ended().orElse(now);
                times.add(new Period(started.get().minus(BEFORE), end.plus(AFTER)));
            } else if (untold) {
                account.planned()
                        .map(TurnAccount.Planned::period)
                        .ifPresent(time -> times.add(
                                new Period(time.from().minus(BEFORE), time.to().plus(AFTER))));
            }
        }
        return times;
    }

    private TurnAccount account(Look look, Target target, Run run) {
        Pump pump = look.pump;
        OptionalDouble measured = measures.volume(target, run.period());
        TurnAccount.Volume volume = measured.isPresent()
                ? new TurnAccount.Volume(Math.max(0, measured.getAsDouble()), VolumeHow.FLOW_SERIES)
                : new TurnAccount.Volume(pump.flow() * run.period().length().toSeconds(), VolumeHow.NAMEPLATE);
        TurnAccount.Energy energy = measures.energy(target, run.period(), look.tariff)
                .orElseGet(() -> new TurnAccount.Energy(
                        Measures.constant(pump.power(), run.period(), look.tariff), EnergyHow.NAMEPLATE));
        return new TurnAccount(
                "m-" + pump.id() + "-" + run.period().from().getEpochSecond(),
                SubjectKind.PUMP,
                pump.id(),
                pump.canal(),
                look.ways.areaOf(SubjectKind.PUMP, pump.id(), pump.canal()),
                Optional.of(target),
                Optional.empty(),
                Optional.empty(),
                new TurnAccount.Course(
                        Optional.of(run.period().from()),
                        Optional.of(run.period().from()),
                        run.goesOn()
                                ? Optional.empty()
                                : Optional.of(run.period().to()),
                        "",
                        run.goesOn() ? Optional.empty() : Optional.of(true)),
                Optional.of(volume),
                Optional.of(energy),
                run.goesOn() ? AccountState.RUNNING : AccountState.DONE);
    }

    private record Look(Pump pump, Waterways ways, TariffCalendar tariff, Period period) {}
}
