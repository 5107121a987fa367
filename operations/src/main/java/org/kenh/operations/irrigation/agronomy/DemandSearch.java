package org.kenh.operations.irrigation.agronomy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.OptionalDouble;

/** Watches a field dry, step by step up to the next midnight, for the moments at which its storage passes the limits. */
final class DemandSearch {
    /** Of the way from full to the trigger; from there on most of the water finds room. */
    private static final double EARLY = 0.8;

    /** A smaller part of a filling is not worth a turn at the end of a season. */
    private static final double WORTH = 0.2;

    /** The least time for the water to come, before it is due. */
    private static final Duration WINDOW = Duration.ofHours(12);

    private static final Duration DAY = Duration.ofDays(1);

    private final WaterBalance balance;
    private final Situation situation;
    private final Outlook outlook;

    private Optional<Moment> earliest = Optional.empty();
    private Optional<Crossing> needed = Optional.empty();
    private Optional<LocalDateTime> stressFrom = Optional.empty();
    private Optional<LocalDateTime> closed = Optional.empty();
    private boolean opened;
    private boolean delayed;
    private double used;

    DemandSearch(WaterBalance balance, Situation situation, Outlook outlook) {
        this.balance = balance;
        this.situation = situation;
        this.outlook = outlook;
    }

    boolean isFinished() {
        return closed.isPresent()
                || (stressFrom.isPresent()
                        && needed.filter(crossing -> used >= crossing.filling()).isPresent());
    }

    void visit(Step step) {
        Optional<Limits> limits =
                balance.limits(step.ahead().day(), step.ahead().reference());
        if (limits.isEmpty()) {
            if (opened) {
                closed = Optional.of(step.start());
            }
            return;
        }
        opened = true;
        if (needed.isEmpty()) {
            seekNeed(step, limits.get());
        }
        needed.ifPresent(crossing -> used += use(step, crossing.moment().at()));
        if (needed.isPresent() && stressFrom.isEmpty()) {
            stressFrom = passing(step, limits.get().stress()).map(Moment::at);
        }
    }

    Demand demand(Delivery delivery) {
        Optional<Need> need = needed.flatMap(crossing -> need(crossing, delivery));
        Reason reason = need.flatMap(any -> needed)
                .map(crossing -> reason(
                        code(crossing.day()),
                        OptionalDouble.of(crossing.limits().trigger())))
                .orElseGet(this::noReason);
        return new Demand(reason, situation.state().confidence(), need);
    }

    private void seekNeed(Step step, Limits limits) {
        seekEarliest(step, limits);
        Optional<Moment> moment = passing(step, limits.trigger());
        boolean wet = step.ahead().rain() >= DemandForecast.RAIN_DELAY;
        if (moment.isPresent()) {
            boolean rains = rainFrom(moment.get().at(), step) >= DemandForecast.RAIN_DELAY;
            if (!rains || step.storageAfter() <= limits.stress()) {
                needed = Optional.of(new Crossing(step.ahead().day(), moment.get(), limits, step.daily()));
                return;
            }
            delayed = true;
        }
        if (wet || moment.isPresent()) {
            earliest = earliest.map(any -> new Moment(step.end(), step.storageAfter()));
        }
    }

    private void seekEarliest(Step step, Limits limits) {
        double early = isDriedFirst(step.ahead().day())
                ? limits.trigger()
                : limits.target() - EARLY * (limits.target() - limits.trigger());
        if (earliest.isEmpty() || step.day().before() > early) {
            earliest = passing(step, early);
        }
    }

    /** Alternate wetting and drying saves water only if the soil really dries down to the trigger before it is filled. */
    private boolean isDriedFirst(LocalDate day) {
        return balance instanceof PaddyBalance paddy && paddy.calendar().phaseOn(day) == PaddyPhase.WETTING_AND_DRYING;
    }

    /** Rain forecast for the 24 hours from a moment of the step, in mm; that of a day as if it fell evenly. */
    private double rainFrom(LocalDateTime at, Step step) {
        double left = part(Duration.between(at, step.end()), DAY);
        double tomorrow = outlook.on(step.ahead().day().plusDays(1)).rain();
        return step.ahead().rain() * step.partFrom(at) + tomorrow * (1 - left);
    }

    /** What the watered field would use in the step after a moment, in mm. */
    private double use(Step step, LocalDateTime from) {
        return balance.during(part(Duration.between(step.start(), step.end()), DAY))
                        .use(step.day().potential())
                * step.partFrom(from);
    }

    /** When the storage comes down to a limit: at once if it is there, in between as if it fell evenly. */
    private static Optional<Moment> passing(Step step, double limit) {
        double before = step.day().before();
        double after = step.storageAfter();
        if (before <= limit) {
            return Optional.of(new Moment(step.start(), before));
        } else if (after > limit) {
            return Optional.empty();
        }
        long minutes = Duration.between(step.start(), step.end()).toMinutes();
        double part = (before - limit) / (before - after);
        return Optional.of(new Moment(step.start().plusMinutes(Math.round(part * minutes)), limit));
    }

    /** Empty if the season ends before the water would be of use. */
    private Optional<Need> need(Crossing crossing, Delivery delivery) {
        LocalDateTime at = crossing.moment().at();
        Moment first = earliest.filter(early -> early.at().isBefore(at)).orElse(crossing.moment());
        double useful = closed.isPresent() ? Math.min(used, crossing.filling()) : crossing.filling();
        if (useful < WORTH * crossing.filling()) {
            return Optional.empty();
        }
        LocalDateTime due = due(crossing);
        Moment from = inGoodTime(first, due, crossing);
        double net = Math.min(useful, balance.brim() - from.storage());
        return Optional.of(new Need(
                from.at(),
                at,
                due,
                stressFrom.map(stress -> stress.isBefore(due) ? due : stress),
                closed,
                net,
                delivery.gross(net),
                delivery.cubicMetres(net)));
    }

    /** Where the limits rise at midnight, as when rice begins to flower, the need would be due in the moment in which it begins. */
    private Moment inGoodTime(Moment first, LocalDateTime due, Crossing crossing) {
        LocalDateTime latest = due.minus(WINDOW);
        LocalDateTime at = latest.isBefore(situation.from()) ? situation.from() : latest;
        return at.isBefore(first.at())
                ? new Moment(at, first.storage() + crossing.daily() * part(Duration.between(at, first.at()), DAY))
                : first;
    }

    /** A day before the crop suffers, but with wetting and drying just before, as the water is wanted late. */
    private LocalDateTime due(Crossing crossing) {
        LocalDateTime at = crossing.moment().at();
        Duration margin = isDriedFirst(crossing.day()) ? Duration.ZERO : DAY;
        LocalDateTime late = stressFrom.map(stress -> stress.minus(margin)).orElse(at.plus(DAY));
        LocalDateTime due = late.isAfter(at) ? late : at;
        return closed.filter(due::isAfter).orElse(due);
    }

    private Reason noReason() {
        LocalDate today = situation.from().toLocalDate();
        ReasonCode code = ReasonCode.ENOUGH_WATER;
        if (balance.limits(today, 0).isEmpty()) {
            code = isRipening(today) ? ReasonCode.RIPENING : ReasonCode.OUT_OF_SEASON;
        } else if (closed.isPresent()) {
            boolean ripens = isRipening(closed.get().toLocalDate());
            code = ripens ? ReasonCode.NONE_BEFORE_RIPENING : ReasonCode.NONE_BEFORE_HARVEST;
        }
        return reason(code, OptionalDouble.empty());
    }

    private boolean isRipening(LocalDate day) {
        return balance instanceof PaddyBalance paddy && paddy.calendar().phaseOn(day) == PaddyPhase.RIPENING;
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

    private static double part(Duration duration, Duration whole) {
        return (double) duration.toMillis() / whole.toMillis();
    }

    /** A civil day ahead, or what is left of the first. */
    record Step(LocalDateTime start, LocalDateTime end, DayAhead ahead, BalanceDay day) {
        double storageAfter() {
            return day.after().storage();
        }

        /** What is lost in a day like this, in mm; 0 if it gains water. */
        double daily() {
            return Math.max(0, day.before() - storageAfter()) / part(Duration.between(start, end), DAY);
        }

        /** Part of the step after a moment; all of it for a moment before. */
        double partFrom(LocalDateTime at) {
            return at.isBefore(start) ? 1 : part(Duration.between(at, end), Duration.between(start, end));
        }
    }

    /** Storage in mm at a time. */
    private record Moment(LocalDateTime at, double storage) {}

    /** Where water is needed, with what the day takes, in mm; {@code at} may be the midnight that ends the day. */
    private record Crossing(LocalDate day, Moment moment, Limits limits, double daily) {
        double filling() {
            return limits.target() - moment.storage();
        }
    }
}
