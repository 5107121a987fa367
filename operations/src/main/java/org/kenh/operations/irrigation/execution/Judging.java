package org.kenh.operations.irrigation.execution;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.execution.TurnAccount.Course;
import org.kenh.operations.irrigation.execution.TurnAccount.Energy;
import org.kenh.operations.irrigation.execution.TurnAccount.Planned;
import org.kenh.operations.irrigation.execution.TurnAccount.Volume;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.TariffCalendar;

/**
 * Makes the account of a turn from all that is known at one moment. It keeps nothing: the same knowledge gives the same account, so
 * what arrives late, twice or in another order does no harm.
 */
final class Judging {
    /** A turn that has not begun so long after its time was missed. */
    static final Duration START_GRACE = Duration.ofMinutes(2);

    /** A device that was away has told what it kept by then. */
    static final Duration BACKLOG = Duration.ofHours(1);

    /** So long after its time the end of a turn should be known. */
    static final Duration END_GRACE = Duration.ofMinutes(5);

    /** A smaller share of what was planned is cut short. */
    static final double ENOUGH = 0.95;

    static final String NOT_STARTED = "not-started";
    static final String NO_LINK = "no-link";
    static final String NO_END = "no-end";
    static final String BY_HAND = "by-hand";
    /** It began late, as when its device had its schedule late, and still ended at its planned time. */
    static final String LATE_START = "late-start";
    /** A person has told of it. */
    static final String TOLD = "told";

    private static final String WITHDRAWN = "withdrawn";
    private static final String FULL = "volume";
    private static final String TIME = "time";

    private final Measures measures;
    private final TariffCalendar tariff;
    private final Instant now;

    Judging(Measures measures, TariffCalendar tariff, Instant now) {
        this.measures = measures;
        this.tariff = tariff;
        this.now = now;
    }

    /** The account as it is now. */
    TurnAccount account(Case turn, Collection<TurnEvent> events) {
        Progress progress = turn.byHand().map(Judging::told).orElseGet(() -> Progress.of(events));
        Planned planned = turn.account().planned().orElseThrow();
        Course course = turn.byHand().isPresent() ? progress.course() : bounded(progress, planned);
        Optional<Volume> volume = volume(turn, course, progress.volume());
        AccountState state = state(turn, progress, course, volume);
        return new TurnAccount(
                turn.account().id(),
                turn.account().kind(),
                turn.account().subject(),
                turn.account().canal(),
                turn.account().area(),
                turn.account().target(),
                turn.account().plan(),
                turn.account().planned(),
                explained(course, turn, state, progress),
                volume,
                energy(turn, course),
                state);
    }

    private static Progress told(ByHand told) {
        Course course = new Course(
                Optional.of(told.run().from()),
                Optional.empty(),
                Optional.of(told.run().to()),
                TOLD,
                Optional.empty());
        return new Progress(Progress.Told.ENDED, course, OptionalDouble.empty());
    }

    /** A turn that was given up after a power cut had ended before its time was over, whenever that was told. */
    private static Course bounded(Progress progress, Planned planned) {
        Course course = progress.course();
        Instant latest = planned.period().to();
        boolean late =
                course.ended().filter(at -> at.isAfter(latest.plus(END_GRACE))).isPresent();
        return late
                ? new Course(
                        course.started(), course.confirmed(), Optional.of(latest), course.reason(), course.atRest())
                : course;
    }

    private AccountState state(Case turn, Progress progress, Course course, Optional<Volume> volume) {
        return switch (progress.told()) {
            case ENDED ->
                turn.byHand().isPresent() && !turn.isWanted() ? AccountState.WITHDRAWN : ended(turn, course, volume);
            case RUNNING -> running(turn);
            case NOT_RUN -> turn.isWanted() ? AccountState.MISSED : AccountState.WITHDRAWN;
            case NOTHING -> untold(turn);
        };
    }

    private AccountState ended(Case turn, Course course, Optional<Volume> volume) {
        if (course.reason().equals(WITHDRAWN)) {
            return AccountState.WITHDRAWN;
        }
        return isEnough(turn, course, volume) ? AccountState.DONE : AccountState.CUT_SHORT;
    }

    /** A field by what it got; a pump, and a field without a measured flow, by how long it ran. */
    private boolean isEnough(Case turn, Course course, Optional<Volume> volume) {
        Planned planned = turn.planned();
        boolean measured = turn.account().kind() == SubjectKind.FIELD
                && planned.volume() > 0
                && volume.filter(known -> known.how() == VolumeHow.TURN_EVENT || known.how() == VolumeHow.FLOW_SERIES)
                        .isPresent();
        if (measured) {
            return volume.get().cubicMetres() >= ENOUGH * planned.volume();
        }
        double ran =
                run(course).map(period -> (double) period.length().toSeconds()).orElse(0.0);
        double wanted = ENOUGH * planned.period().length().toSeconds();
        return course.reason().equals(FULL) || ran >= wanted || seenRunning(turn) >= wanted;
    }

    /** Seconds within the time of a pump's turn: it may have run for a turn of an older plan before it went on for this one. */
    private double seenRunning(Case turn) {
        if (turn.account().kind() != SubjectKind.PUMP || turn.account().target().isEmpty()) {
            return 0;
        }
        return measures.runs(turn.account().target().get(), turn.planned().period()).stream()
                .mapToDouble(run -> run.period().length().toSeconds())
                .sum();
    }

    private AccountState running(Case turn) {
        Instant end = turn.planned().period().to();
        return now.isBefore(end.plus(END_GRACE)) ? AccountState.RUNNING : AccountState.UNKNOWN;
    }

    private AccountState untold(Case turn) {
        Period period = turn.planned().period();
        if (!turn.isWanted()) {
            return AccountState.WITHDRAWN;
        }
        if (now.isBefore(period.from().plus(START_GRACE))) {
            return AccountState.PLANNED;
        }
        if (turn.account().target().isEmpty()) {
            return now.isBefore(period.to()) ? AccountState.PLANNED : AccountState.UNKNOWN;
        }
        return couldBeHeard(turn) ? AccountState.MISSED : AccountState.UNKNOWN;
    }

    /** The device was linked all the time, or has been again for so long that it has told what it kept. */
    private boolean couldBeHeard(Case turn) {
        Instant start = turn.planned().period().from();
        return turn.linkedSince()
                .filter(since -> !since.isAfter(start) || !now.isBefore(since.plus(BACKLOG)))
                .isPresent();
    }

    private static Course explained(Course course, Case turn, AccountState state, Progress progress) {
        boolean toTell = state == AccountState.CUT_SHORT || state == AccountState.RUNNING;
        if (toTell && isLate(course, turn.planned())) {
            return new Course(course.started(), course.confirmed(), course.ended(), LATE_START, course.atRest());
        }
        if (!course.reason().isEmpty()) {
            return course;
        }
        String reason = switch (state) {
            case MISSED -> NOT_STARTED;
            case UNKNOWN ->
                turn.account().target().isEmpty()
                        ? BY_HAND
                        : progress.told() == Progress.Told.RUNNING ? NO_END : NO_LINK;
            case WITHDRAWN -> turn.withdrawn().orElse("");
            case PLANNED, RUNNING, DONE, CUT_SHORT -> "";
        };
        return new Course(course.started(), course.confirmed(), course.ended(), reason, course.atRest());
    }

    /** A device begins such a turn at once for the rest of its time; when something else ended it, that is what people must know. */
    private static boolean isLate(Course course, Planned planned) {
        boolean begunLate = course.started()
                .filter(at -> at.isAfter(planned.period().from().plus(START_GRACE)))
                .isPresent();
        return begunLate && (course.reason().isEmpty() || course.reason().equals(TIME));
    }

    private Optional<Volume> volume(Case turn, Course course, OptionalDouble told) {
        if (told.isPresent()) {
            return Optional.of(new Volume(told.getAsDouble(), VolumeHow.TURN_EVENT));
        }
        Optional<Period> run = run(course);
        if (run.isPresent() && turn.byHand().isPresent()) {
            return Optional.of(new Volume(turn.flow() * run.get().length().toSeconds(), VolumeHow.BY_HAND));
        }
        if (turn.account().target().isEmpty()) {
            return Optional.empty();
        }
        if (run.isEmpty()) {
            return soFar(turn, course);
        }
        OptionalDouble measured = measures.volume(turn.account().target().get(), run.get());
        if (measured.isPresent()) {
            return Optional.of(new Volume(Math.max(0, measured.getAsDouble()), VolumeHow.FLOW_SERIES));
        }
        return Optional.of(new Volume(turn.flow() * run.get().length().toSeconds(), VolumeHow.NAMEPLATE));
    }

    /**
     * What has flowed since it began, to the full minute, so that the account of a running turn does not change more often. Only
     * what is measured: a nameplate cannot tell whether water moves.
     */
    private Optional<Volume> soFar(Case turn, Course course) {
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        return course.started()
                .filter(from -> course.ended().isEmpty() && from.isBefore(minute))
                .map(from -> measures.volume(turn.account().target().orElseThrow(), new Period(from, minute)))
                .filter(OptionalDouble::isPresent)
                .map(measured -> new Volume(Math.max(0, measured.getAsDouble()), VolumeHow.FLOW_SERIES));
    }

    private Optional<Energy> energy(Case turn, Course course) {
        Optional<Period> run = run(course);
        if (run.isEmpty() || turn.power() <= 0 || turn.account().target().isEmpty()) {
            return Optional.empty();
        }
        return measures.energy(turn.account().target().get(), run.get(), tariff)
                .or(() -> Optional.of(
                        new Energy(Measures.constant(turn.power(), run.get(), tariff), EnergyHow.NAMEPLATE)));
    }

    /** From its start to its end; empty while it runs. */
    private static Optional<Period> run(Course course) {
        return course.started()
                .flatMap(from -> course.ended().filter(from::isBefore).map(to -> new Period(from, to)));
    }

    /**
     * A turn to be judged.
     *
     * @param account what is planned, and what was known before
     * @param flow m³/s of the nameplate
     * @param power kW of the nameplate; 0 for a field
     * @param withdrawn why it is no longer wanted; empty: it is
     * @param linkedSince since when its device can be heard; empty: it cannot
     * @param byHand what a person has told of it
     */
    record Case(
            TurnAccount account,
            double flow,
            double power,
            Optional<String> withdrawn,
            Optional<Instant> linkedSince,
            Optional<ByHand> byHand) {
        boolean isWanted() {
            return withdrawn.isEmpty();
        }

        Planned planned() {
            return account.planned().orElseThrow();
        }
    }
}
