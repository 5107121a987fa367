package org.kenh.operations.irrigation.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.plan.BandEnergy;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.Target;

/**
 * What became of a turn, or of a pump that ran outside any turn.
 *
 * @param id of the turn; {@code m-<pump>-<second of its start>} for a pump that people ran
 * @param area in which the field, or the pump's canal, lies
 * @param target what is switched; empty: a person does it
 * @param plan the newest plan that has the turn
 * @param planned empty for a pump that people ran
 * @param volume of a turn that runs what has flowed so far; empty while nothing is known of it
 * @param energy of a pump
 */
public record TurnAccount(
        String id,
        SubjectKind kind,
        String subject,
        String canal,
        String area,
        Optional<Target> target,
        Optional<Long> plan,
        Optional<Planned> planned,
        Course course,
        Optional<Volume> volume,
        Optional<Energy> energy,
        AccountState state) {
    public boolean isManual() {
        return planned.isEmpty();
    }

    /** When it began, or should have. */
    public Instant begins() {
        return course.started()
                .or(() -> planned.map(plan -> plan.period().from()))
                .orElseThrow(() -> new IllegalStateException("account " + id + " has no beginning"));
    }

    /** When it ended, or should; empty while a pump runs that people started. */
    public Optional<Instant> ends() {
        return course.ended().or(() -> planned.map(plan -> plan.period().to()));
    }

    /** By what share the volume differs from what was planned; empty while it runs, and when either is not known. */
    public OptionalDouble deviation() {
        double wanted = planned.map(Planned::volume).orElse(0.0);
        return course.ended().isEmpty() || volume.isEmpty() || wanted <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(volume.get().cubicMetres() / wanted - 1);
    }

    /**
     * Whether a pump that ran its time moved too little by what was measured: less than 95 % of what was planned for so long.
     * One that went on from a turn of an older plan is asked only for its own part.
     */
    public boolean isShort() {
        if (kind != SubjectKind.PUMP || state != AccountState.DONE || planned.isEmpty()) {
            return false;
        }
        double share = course.started().isEmpty() || course.ended().isEmpty()
                ? 1
                : Math.min(
                        1,
                        seconds(course.started().get(), course.ended().get())
                                / seconds(
                                        planned.get().period().from(),
                                        planned.get().period().to()));
        return volume.filter(known -> known.how() != VolumeHow.NAMEPLATE)
                .filter(known -> known.cubicMetres()
                        < Judging.ENOUGH * share * planned.get().volume())
                .isPresent();
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1e3;
    }

    public double kilowattHours() {
        return energy.stream()
                .flatMap(known -> known.bands().stream())
                .mapToDouble(BandEnergy::kilowattHours)
                .sum();
    }

    /** VND. */
    public double cost() {
        return energy.stream()
                .flatMap(known -> known.bands().stream())
                .mapToDouble(BandEnergy::cost)
                .sum();
    }

    /** What was wanted; volume in m³. */
    public record Planned(Period period, double volume, List<BandEnergy> energy) {
        public Planned {
            energy = List.copyOf(energy);
        }
    }

    /**
     * How it went.
     *
     * @param confirmed when flow or level showed that water moves
     * @param reason why it ended, or was not begun, as a word of the device or of the centre; empty: nothing to say
     * @param atRest whether the device has made sure that its valve is shut or its pump stands
     */
    public record Course(
            Optional<Instant> started,
            Optional<Instant> confirmed,
            Optional<Instant> ended,
            String reason,
            Optional<Boolean> atRest) {
        public static final Course NONE =
                new Course(Optional.empty(), Optional.empty(), Optional.empty(), "", Optional.empty());
    }

    /** Water that flowed. */
    public record Volume(double cubicMetres, VolumeHow how) {}

    /** Energy that was taken, by tariff band. */
    public record Energy(List<BandEnergy> bands, EnergyHow how) {
        public Energy {
            bands = List.copyOf(bands);
        }
    }
}
