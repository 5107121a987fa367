package org.kenh.operations.irrigation.book;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.execution.AccountState;
import org.kenh.operations.irrigation.execution.TurnAccount;
import org.kenh.operations.irrigation.execution.VolumeHow;
import org.kenh.operations.irrigation.plan.BandEnergy;

/** Adds up one line. */
final class Sheet {
    private static final double MILLIS_PER_HOUR = 3_600_000;

    private final Set<String> fields = new HashSet<>();
    private final Map<String, BandEnergy> bands = new TreeMap<>();
    private double hectares;
    private double pumped;
    private double delivered;
    private double guessed;
    private int turns;
    private int missed;
    private double pumpHours;
    private double fieldHours;

    /** What became of a turn, without its energy. */
    void add(TurnAccount account, double area) {
        Optional<TurnAccount.Volume> known = booked(account);
        double volume = known.map(TurnAccount.Volume::cubicMetres).orElse(0.0);
        boolean pump = account.kind() == SubjectKind.PUMP;
        pumped += pump ? volume : 0;
        delivered += pump ? 0 : volume;
        guessed += known.filter(water -> water.how() == VolumeHow.NAMEPLATE || water.how() == VolumeHow.BY_HAND)
                .map(TurnAccount.Volume::cubicMetres)
                .orElse(0.0);
        if (!pump && volume > 0 && fields.add(account.subject())) {
            hectares += area;
        }
        turns += account.course().ended().isPresent() ? 1 : 0;
        missed += account.state() == AccountState.MISSED || account.state() == AccountState.CUT_SHORT ? 1 : 0;
        double hours = hours(account);
        pumpHours += pump ? hours : 0;
        fieldHours += pump ? 0 : hours;
    }

    /** A share of some energy. */
    void add(List<BandEnergy> energy, double share) {
        for (BandEnergy band : energy) {
            bands.merge(
                    band.band() + " " + band.price(),
                    new BandEnergy(band.band(), band.price(), band.kilowattHours() * share, band.cost() * share),
                    (one, other) -> new BandEnergy(
                            one.band(),
                            one.price(),
                            one.kilowattHours() + other.kilowattHours(),
                            one.cost() + other.cost()));
        }
    }

    double pumped() {
        return pumped;
    }

    double pumpHours() {
        return pumpHours;
    }

    double kilowattHours() {
        return bands.values().stream().mapToDouble(BandEnergy::kilowattHours).sum();
    }

    Line line(Title title, Yields yields) {
        return new Line(
                title.key(),
                title.name(),
                title.area(),
                hectares,
                pumped,
                delivered,
                guessed,
                turns,
                missed,
                pumpHours > 0 ? pumpHours : fieldHours,
                new ArrayList<>(bands.values()),
                yields.efficiency(),
                yields.expected(),
                yields.saved());
    }

    /** A turn that runs is booked when it has ended, its water together with its hours and its energy. */
    private static Optional<TurnAccount.Volume> booked(TurnAccount account) {
        return account.volume()
                .filter(water -> account.isManual() || account.course().ended().isPresent());
    }

    private static double hours(TurnAccount account) {
        Instant from = account.course().started().orElse(Instant.EPOCH);
        return account.course().started().isEmpty()
                ? 0
                : account.course()
                        .ended()
                        .filter(from::isBefore)
                        .map(to -> Duration.between(from, to).toMillis() / MILLIS_PER_HOUR)
                        .orElse(0.0);
    }

    /** What a line is about. */
    record Title(String key, String name, String area) {}

    /** What only some lines have. */
    record Yields(OptionalDouble efficiency, OptionalDouble expected, OptionalDouble saved) {
        static final Yields NONE = new Yields(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
    }
}
