package org.kenh.operations.irrigation.execution;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kenh.operations.irrigation.demand.DeliveredWater;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.plan.Horizon;
import org.kenh.operations.irrigation.plan.Period;

/** Water that fields were given, from the accounts of their turns; of a turn over midnight each day gets its share of the time. */
public final class AccountedWater implements DeliveredWater {
    private static final int MOST = 5_000;

    private final AccountStore store;

    public AccountedWater(AccountStore store) {
        this.store = store;
    }

    @Override
    public List<Delivered> to(String field, LocalDate first, LocalDate last) {
        if (last.isBefore(first)) {
            return List.of();
        }
        Period days = new Period(start(first), start(last.plusDays(1)));
        List<Delivered> found = new ArrayList<>();
        for (TurnAccount account : store.within(days, Optional.of(Set.of(field)), MOST)) {
            Optional<Period> run = run(account);
            if (account.kind() == SubjectKind.FIELD
                    && run.isPresent()
                    && account.volume().isPresent()) {
                split(found, account.volume().get(), run.get(), days);
            }
        }
        return List.copyOf(found);
    }

    private static void split(List<Delivered> found, TurnAccount.Volume volume, Period run, Period days) {
        LocalDate day = run.from().atZone(Horizon.ZONE).toLocalDate();
        for (; start(day).isBefore(run.to()); day = day.plusDays(1)) {
            Period civil = new Period(start(day), start(day.plusDays(1)));
            if (civil.overlaps(days)) {
                double share = overlap(run, civil) / seconds(run.from(), run.to());
                found.add(new Delivered(day, volume.cubicMetres() * share, how(volume.how())));
            }
        }
    }

    /** Of one whose start was not told, the moment of its end. */
    private static Optional<Period> run(TurnAccount account) {
        return account.course().ended().map(to -> {
            Instant from = account.course().started().filter(to::isAfter).orElse(to.minusSeconds(1));
            return new Period(from, to);
        });
    }

    private static How how(VolumeHow how) {
        return switch (how) {
            case TURN_EVENT -> How.TURN_EVENT;
            case FLOW_SERIES -> How.FLOW_SERIES;
            case BY_HAND, NAMEPLATE -> How.NAMEPLATE;
        };
    }

    private static double overlap(Period one, Period other) {
        Instant from = one.from().isAfter(other.from()) ? one.from() : other.from();
        Instant to = one.to().isBefore(other.to()) ? one.to() : other.to();
        return seconds(from, to);
    }

    private static double seconds(Instant from, Instant to) {
        return (to.toEpochMilli() - from.toEpochMilli()) / 1e3;
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(Horizon.ZONE).toInstant();
    }
}
