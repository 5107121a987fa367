package org.kenh.operations.irrigation.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.Target;
import org.kenh.operations.irrigation.plan.TariffCalendar;

/** Turns as tests need them. */
final class Cases {
    /** Nothing is measured. */
    static final Measures NOTHING = new Measures() {
        @Override
        public OptionalDouble volume(Target target, Period period) {
            return OptionalDouble.empty();
        }

        @Override
        public Optional<TurnAccount.Energy> energy(Target target, Period period, TariffCalendar tariff) {
            return Optional.empty();
        }

        @Override
        public List<Run> runs(Target target, Period period) {
            return List.of();
        }
    };

    private Cases() {}

    /** The pump is seen running all the time of what is asked, and nothing else is measured. */
    static Measures running() {
        return new Measures() {
            @Override
            public OptionalDouble volume(Target target, Period period) {
                return OptionalDouble.empty();
            }

            @Override
            public Optional<TurnAccount.Energy> energy(Target target, Period period, TariffCalendar tariff) {
                return Optional.empty();
            }

            @Override
            public List<Run> runs(Target target, Period period) {
                return List.of(new Run(period, period.to(), false));
            }
        };
    }

    /** Water flows all the time of what is asked, and nothing else is measured. */
    static Measures flowing(double cubicMetresPerSecond) {
        return new Measures() {
            @Override
            public OptionalDouble volume(Target target, Period period) {
                return OptionalDouble.of(cubicMetresPerSecond * period.length().toSeconds());
            }

            @Override
            public Optional<TurnAccount.Energy> energy(Target target, Period period, TariffCalendar tariff) {
                return Optional.empty();
            }

            @Override
            public List<Run> runs(Target target, Period period) {
                return List.of();
            }
        };
    }

    /** Wanted, with a device that has been linked for ever; .5 m³/s and, for a pump, 22 kW by the nameplate. */
    static Judging.Case turn(String id, SubjectKind kind, Instant from, Duration length, double volume) {
        boolean pump = kind == SubjectKind.PUMP;
        TurnAccount account = new TurnAccount(
                id,
                kind,
                pump ? "b" : "r1",
                "k",
                "xa-a",
                Optional.of(pump ? new Target("b-dk", "pump") : new Target("r1-1", "valve")),
                Optional.empty(),
                Optional.of(new TurnAccount.Planned(new Period(from, from.plus(length)), volume, List.of())),
                TurnAccount.Course.NONE,
                Optional.empty(),
                Optional.empty(),
                AccountState.PLANNED);
        return new Judging.Case(
                account, 0.5, pump ? 22 : 0, Optional.empty(), Optional.of(Instant.EPOCH), Optional.empty());
    }

    static Judging.Case linked(Judging.Case turn, Optional<Instant> since) {
        return new Judging.Case(turn.account(), turn.flow(), turn.power(), turn.withdrawn(), since, turn.byHand());
    }

    static Judging.Case withdrawn(Judging.Case turn, String why) {
        return new Judging.Case(
                turn.account(), turn.flow(), turn.power(), Optional.of(why), turn.linkedSince(), turn.byHand());
    }
}
