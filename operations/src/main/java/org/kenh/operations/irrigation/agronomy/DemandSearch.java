package org.kenh.operations.irrigation.agronomy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.OptionalDouble;

/** Watches a field dry, period by period of 24 h, for the moments at which its storage passes the limits. */
final class DemandSearch {
    /** Of the way from full to the trigger; from there on most of the water finds room. */
    private static final double EARLY = 0.8;

    private static final Duration PERIOD = Duration.ofDays(1);

    private final WaterBalance balance;
    private final Situation situation;

    private Optional<LocalDateTime> earliest = Optional.empty();
    private Optional<Crossing> needed = Optional.empty();
    private Optional<LocalDateTime> stressFrom = Optional.empty();
    private boolean delayed;

    DemandSearch(WaterBalance balance, Situation situation) {
        this.balance = balance;
        this.situation = situation;
    }

    boolean isFinished() {
        return stressFrom.isPresent();
    }

    void visit(LocalDateTime start, DayAhead ahead, BalanceDay day) {
        Optional<Limits> limits = balance.limits(ahead.day(), ahead.reference());
        if (limits.isEmpty()) {
            if (needed.isEmpty()) {
                earliest = Optional.empty();
            }
            return;
        }
        if (needed.isEmpty()) {
            seekNeed(start, ahead, day, limits.get());
        }
        if (needed.isPresent() && stressFrom.isEmpty()) {
            stressFrom = passing(start, day, limits.get().stress());
        }
    }

    Demand demand(Delivery delivery) {
        return new Demand(
                needed.map(crossing -> reason(code(crossing.at().toLocalDate()), crossing.limits()))
                        .orElseGet(this::noReason),
                situation.state().confidence(),
                needed.map(crossing -> need(crossing, delivery)));
    }

    private void seekNeed(LocalDateTime start, DayAhead ahead, BalanceDay day, Limits limits) {
        seekEarliest(start, day, limits);
        Optional<LocalDateTime> at = passing(start, day, limits.trigger());
        if (at.isEmpty()) {
            return;
        }
        if (ahead.rain() >= DemandForecast.RAIN_DELAY && day.after().storage() > limits.stress()) {
            delayed = true;
            earliest = Optional.of(start.plus(PERIOD));
            return;
        }
        double part = (double) Duration.between(start, at.get()).toMillis() / PERIOD.toMillis();
        double storage = day.before() + part * (day.after().storage() - day.before());
        needed = Optional.of(new Crossing(at.get(), storage, limits));
    }

    private void seekEarliest(LocalDateTime start, BalanceDay day, Limits limits) {
        double early = limits.target() - EARLY * (limits.target() - limits.trigger());
        if (earliest.isEmpty() || day.before() > early) {
            earliest = passing(start, day, early);
        }
    }

    /** When the storage comes down to a limit: at once if it is there, in between as if it fell evenly. */
    private static Optional<LocalDateTime> passing(LocalDateTime start, BalanceDay day, double limit) {
        double before = day.before();
        double after = day.after().storage();
        if (before <= limit) {
            return Optional.of(start);
        } else if (after > limit) {
            return Optional.empty();
        }
        double part = (before - limit) / (before - after);
        return Optional.of(start.plus(Duration.ofMinutes(Math.round(part * PERIOD.toMinutes()))));
    }

    private Need need(Crossing crossing, Delivery delivery) {
        LocalDateTime at = crossing.at();
        LocalDateTime first = earliest.filter(early -> early.isBefore(at)).orElse(at);
        LocalDateTime due = stressFrom
                .map(stress -> stress.minus(PERIOD))
                .filter(late -> late.isAfter(at))
                .orElse(stressFrom.isPresent() ? at : at.plus(PERIOD));
        double net = crossing.limits().target() - crossing.storage();
        return new Need(
                first,
                at,
                due,
                stressFrom.map(stress -> stress.isBefore(due) ? due : stress),
                net,
                delivery.gross(net),
                delivery.cubicMetres(net));
    }

    private Reason reason(ReasonCode code, Limits limits) {
        return reason(code, OptionalDouble.of(limits.trigger()));
    }

    private Reason noReason() {
        LocalDate today = situation.from().toLocalDate();
        ReasonCode code = ReasonCode.ENOUGH_WATER;
        if (balance.limits(today, 0).isEmpty()) {
            boolean ripening =
                    balance instanceof PaddyBalance paddy && paddy.calendar().phaseOn(today) == PaddyPhase.RIPENING;
            code = ripening ? ReasonCode.RIPENING : ReasonCode.OUT_OF_SEASON;
        }
        return reason(code, OptionalDouble.empty());
    }

    private Reason reason(ReasonCode code, OptionalDouble trigger) {
        WaterState state = situation.state();
        double limit = trigger.orElse(state.storage());
        return switch (balance) {
            case PaddyBalance paddy ->
                new Reason(code, true, paddy.level(state), paddy.field().levelAt(limit), situation.dryDays(), delayed);
            case DryCropBalance dry ->
                new Reason(code, false, state.depletion(), Math.max(0, -limit), situation.dryDays(), delayed);
        };
    }

    private ReasonCode code(LocalDate day) {
        return switch (balance) {
            case DryCropBalance dry -> ReasonCode.SOIL_DEPLETED;
            case PaddyBalance paddy ->
                switch (paddy.calendar().phaseOn(day)) {
                    case LAND_PREPARATION -> ReasonCode.LAND_PREPARATION;
                    case ESTABLISHMENT -> ReasonCode.ESTABLISHMENT;
                    case WETTING_AND_DRYING -> ReasonCode.WETTING_AND_DRYING;
                    case FERTILISER -> ReasonCode.FERTILISER;
                    case FLOWERING -> ReasonCode.FLOWERING;
                    case IDLE, RIPENING, HARVESTED -> ReasonCode.OUT_OF_SEASON;
                };
        };
    }

    /** The moment at which water is needed. */
    private record Crossing(LocalDateTime at, double storage, Limits limits) {}
}
