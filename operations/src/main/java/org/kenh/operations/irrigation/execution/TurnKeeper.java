package org.kenh.operations.irrigation.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kenh.ingest.series.SeriesReader;
import org.kenh.ingest.series.SeriesReader.Range;
import org.kenh.operations.irrigation.desk.PlanStore.StandingTurn;
import org.kenh.operations.irrigation.desk.PlannedTurn;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.execution.AccountStore.Kept;
import org.kenh.operations.irrigation.field.Field;
import org.kenh.operations.irrigation.field.Pump;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.Target;
import org.kenh.operations.irrigation.plan.TariffCalendar;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Value;

/**
 * Brings the accounts of turns up to date: from the plans that stand, from what devices have told of turns, and from what was
 * measured. Reads all of it again each time, so nothing depends on when it came. For one thread.
 */
final class TurnKeeper {
    /** So long what comes late corrects an account. */
    static final Duration LATEST = Duration.ofDays(10);

    /** Turns that began before that are settled, also those that took days. */
    private static final Duration FORGOTTEN = LATEST.plusDays(5);

    private static final Duration BACK = Duration.ofDays(2);
    private static final Duration AHEAD = Duration.ofDays(8);
    private static final Duration SETTLING = Duration.ofHours(1);
    private static final Duration EARLY = Duration.ofHours(1);
    private static final int MOST = 10_000;
    private static final String REPLANNED = "replanned";

    private final Function<Period, List<StandingTurn>> plans;
    private final AccountStore store;
    private final SeriesReader series;
    private final Measures measures;
    private final Links links;

    TurnKeeper(Function<Period, List<StandingTurn>> plans, AccountStore store, World world) {
        this.plans = plans;
        this.store = store;
        this.series = world.series();
        this.measures = world.measures();
        this.links = world.links();
    }

    /** The accounts that say something else than before. */
    List<Change> tick(Waterways ways, TariffCalendar tariff, Instant now) {
        Period window = new Period(now.minus(BACK), now.plus(AHEAD));
        Map<String, TurnAccount> before = store.open().stream()
                .filter(account -> !account.isManual())
                .collect(Collectors.toMap(TurnAccount::id, Function.identity()));
        List<Judging.Case> cases = cases(ways, window, before, store.byHand(now.minus(FORGOTTEN)));
        Map<String, List<TurnEvent>> events = events(cases, now);
        Judging judging = new Judging(measures, tariff, now);
        List<Kept> kept = new ArrayList<>();
        for (Judging.Case turn : cases) {
            TurnAccount account =
                    judging.account(turn, events.getOrDefault(turn.account().id(), List.of()));
            kept.add(new Kept(account, isSettled(account, turn, now)));
        }
        Set<String> changed = Set.copyOf(store.keep(kept, now));
        return kept.stream()
                .map(Kept::account)
                .filter(account -> changed.contains(account.id()))
                .map(account -> new Change(
                        account, Optional.ofNullable(before.get(account.id())).map(TurnAccount::state)))
                .toList();
    }

    private List<Judging.Case> cases(
            Waterways ways, Period window, Map<String, TurnAccount> before, Map<String, ByHand> told) {
        Map<String, StandingTurn> standing = new LinkedHashMap<>();
        plans.apply(window).forEach(turn -> standing.put(turn.turn().id(), turn));
        Set<String> settled = store.within(window, Optional.empty(), MOST).stream()
                .map(TurnAccount::id)
                .filter(id -> !before.containsKey(id))
                .collect(Collectors.toSet());
        List<Judging.Case> cases = new ArrayList<>();
        for (StandingTurn turn : standing.values()) {
            if (!settled.contains(turn.turn().id())) {
                cases.add(judged(
                        ways,
                        account(ways, turn),
                        turn.turn().withdrawn(),
                        Optional.ofNullable(told.get(turn.turn().id()))));
            }
        }
        for (TurnAccount account : before.values()) {
            if (!standing.containsKey(account.id())) {
                cases.add(
                        judged(ways, account, vanished(account, window), Optional.ofNullable(told.get(account.id()))));
            }
        }
        return cases;
    }

    /** A turn that no plan has any more is not wanted; of one from long ago that is not looked up. */
    private static Optional<String> vanished(TurnAccount account, Period window) {
        boolean inSight =
                account.planned().filter(plan -> plan.period().overlaps(window)).isPresent();
        return inSight || account.state() == AccountState.WITHDRAWN ? Optional.of(REPLANNED) : Optional.empty();
    }

    private Judging.Case judged(
            Waterways ways, TurnAccount account, Optional<String> withdrawn, Optional<ByHand> told) {
        double flow = account.kind() == SubjectKind.PUMP
                ? ways.pump(account.subject()).map(Pump::flow).orElse(0.0)
                : ways.field(account.subject())
                        .map(Field::inlet)
                        .map(Field.Inlet::flow)
                        .orElse(0.0);
        double power = account.kind() == SubjectKind.PUMP
                ? ways.pump(account.subject()).map(Pump::power).orElse(0.0)
                : 0;
        Optional<Instant> since = account.target().flatMap(target -> links.since(DeviceId.of(target.device())));
        return new Judging.Case(account, flow, power, withdrawn, since, told);
    }

    private static TurnAccount account(Waterways ways, StandingTurn standing) {
        PlannedTurn turn = standing.turn();
        return new TurnAccount(
                turn.id(),
                turn.kind(),
                turn.subject(),
                turn.canal(),
                ways.areaOf(turn.kind(), turn.subject(), turn.canal()),
                turn.target(),
                Optional.of(standing.plan()),
                Optional.of(new TurnAccount.Planned(turn.period(), turn.volume(), turn.energy())),
                TurnAccount.Course.NONE,
                Optional.empty(),
                Optional.empty(),
                AccountState.PLANNED);
    }

    /** By turn; of devices that have something to tell by now, each of its own turns alone. */
    private Map<String, List<TurnEvent>> events(List<Judging.Case> cases, Instant now) {
        Map<DeviceId, Instant> from = new HashMap<>();
        Map<String, DeviceId> tellers = new HashMap<>();
        for (Judging.Case turn : cases) {
            Instant begins = turn.planned().period().from();
            Optional<Target> target = turn.account().target();
            if (target.isPresent() && !begins.isAfter(now)) {
                DeviceId device = DeviceId.of(target.get().device());
                from.merge(device, begins.minus(EARLY), (a, b) -> a.isBefore(b) ? a : b);
                tellers.put(turn.account().id(), device);
            }
        }
        Map<String, List<TurnEvent>> events = new HashMap<>();
        from.forEach((device, begin) -> series.readings(
                new Range(device, TurnEvent.SERIES, begin, now.plus(EARLY)), Optional.empty(), reading -> {
                    if (reading.value() instanceof Value.Text(String text)) {
                        TurnEvent.parse(reading.at(), text)
                                .filter(event -> device.equals(tellers.get(event.turn())))
                                .ifPresent(event -> events.computeIfAbsent(event.turn(), id -> new ArrayList<>())
                                        .add(event));
                    }
                }));
        return events;
    }

    private static boolean isSettled(TurnAccount account, Judging.Case turn, Instant now) {
        Instant end = account.ends().orElse(now);
        if (now.isAfter(end.plus(LATEST))) {
            return true;
        }
        if (account.target().isEmpty()) {
            return false; // What was done by hand, a person may tell of for as long as it counts.
        }
        boolean heard = turn.linkedSince()
                .filter(since -> now.isAfter(since.plus(SETTLING)))
                .isPresent();
        return switch (account.state()) {
            case DONE, CUT_SHORT, WITHDRAWN -> now.isAfter(end.plus(SETTLING)) && heard;
            case UNKNOWN, PLANNED, RUNNING, MISSED -> false;
        };
    }

    /** What is known of the field. */
    record World(SeriesReader series, Measures measures, Links links) {}

    /** An account that says something new, and its state before. */
    record Change(TurnAccount account, Optional<AccountState> before) {
        boolean hasFailed() {
            return account.state().isFailure()
                    && before.filter(AccountState::isFailure).isEmpty();
        }
    }
}
