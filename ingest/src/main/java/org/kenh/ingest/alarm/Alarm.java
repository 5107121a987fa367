package org.kenh.ingest.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.Value;

/**
 * One rule on one subject. It is told of readings in the order in which they came, of the passing of time and of what
 * people do, and writes transitions to the journal; the same calls on the same state always give the same.
 *
 * <p>Delays count from the time of the readings. A reading ahead of the present counts as of now, the last of several. One that is not newer
 * than what is known of its series, or was stale before it came, is late: it is followed apart and its transitions are
 * historical. If the present goes back, delays begin again rather than stand still.
 *
 * <p>Not safe for several threads. A reading that changes nothing allocates nothing.
 */
public final class Alarm {
    private final Binding binding;
    private final AlarmRule rule;
    private final int conditionInputs;
    private final long[] staleAfter;
    private final long[] lateAfter;
    private final Inputs inputs;
    private final Evaluator evaluator;
    private final Detection detection;
    private final Standing standing = new Standing();
    private final JournalWriter writer;
    private final Course course;
    private @Nullable Backfill backfill;
    private Audience.@Nullable Noted noted;

    /** Never later than the next deadline: readings only move deadlines away. */
    private long wake;

    private boolean changed = true;

    private Alarm(Binding binding, Journal journal, Instant now) {
        this.binding = binding;
        rule = binding.rule();
        conditionInputs = rule.condition().inputs().size();
        staleAfter = binding.staleAfter();
        lateAfter = binding.lateAfter();
        inputs = new Inputs(staleAfter);
        evaluator = Evaluators.of(rule, inputs, Micros.of(now));
        detection = new Detection(rule, evaluator, inputs);
        writer = new JournalWriter(binding, journal, standing, detection);
        course = new Course(rule, detection, standing, writer, inputs);
        writer.passTo(Micros.of(now));
        wake = course.deadline();
    }

    /** An alarm of which nothing is known yet: normal. */
    public static Alarm begin(Binding binding, Journal journal, Instant now) {
        return new Alarm(binding, journal, now);
    }

    /**
     * An alarm as {@link #state()} left it. If the rule has another version since, people's part and the live
     * occurrence are kept, and the condition is looked at afresh. Throws {@link IllegalArgumentException} when the
     * state is damaged.
     */
    public static Alarm restore(Binding binding, Journal journal, byte[] state, Instant now) {
        Alarm alarm = new Alarm(binding, journal, now);
        new AlarmCodec(alarm).read(new StateReader(state));
        // Only a clock that went back counts: what is replayed was present before now.
        if (Micros.of(now) < alarm.present()) {
            alarm.passTo(Micros.of(now));
        }
        alarm.wake = alarm.course.deadline();
        return alarm;
    }

    /** All that must survive a restart, delays that run included, in a form with a version. */
    public byte[] state() {
        catchUp();
        return new AlarmCodec(this).written();
    }

    /** Takes a reading of the input at this place of the rule's inputs. */
    public void reading(int input, Reading reading, Instant now) {
        reading(input, reading, Micros.of(now), Micros.of(now));
    }

    /** A reading that was received some time before now: whether it is late is a matter of then. */
    void reading(int input, Reading reading, long received, long now) {
        if (!skipped(input, reading)) {
            catchUp();
            passTo(now);
            take(input, reading.timeMicros(), numberOf(input, reading), Math.min(received, now));
        }
    }

    /**
     * The same with bare numbers, for the path of every reading.
     *
     * @param at microseconds since 1970
     * @param value NaN if the reading is bad
     * @param now microseconds since 1970
     */
    public void reading(int input, long at, double value, long now) {
        catchUp();
        passTo(now);
        take(input, at, value, now);
    }

    /**
     * Takes a stored reading that it may have seen before it stopped: fills in what is known and remembered, but decides
     * nothing by it. One that is not newer than what is known is nothing.
     */
    void recall(int input, Reading reading, long now) {
        catchUp();
        long time = Math.min(reading.timeMicros(), now);
        if (time > inputs.newest(input) && !skipped(input, reading)) {
            double number = numberOf(input, reading);
            inputs.take(input, time, number);
            if (input < conditionInputs) {
                detection.recall(input, time, number);
            }
        }
    }

    /** Takes a stored reading that it has not seen as if it had come in time. One that is not newer is nothing. */
    void retell(int input, Reading reading, long now) {
        catchUp();
        long time = Math.min(reading.timeMicros(), now);
        if (time > inputs.newest(input) && !skipped(input, reading)) {
            passTo(Math.max(present(), time));
            take(input, time, numberOf(input, reading), time);
        }
    }

    /**
     * Takes a stored reading of which only this is known: if it has not seen it, it came after a moment. What was too
     * old at that moment was late when it came.
     */
    void reread(int input, Reading reading, long unseenSince, long now) {
        long time = Math.min(reading.timeMicros(), now);
        if (unseenSince - time <= lateAfter[input]) {
            retell(input, reading, now);
            return;
        }
        catchUp();
        boolean followed = backfill != null && time <= backfill.newest(input);
        if (time > inputs.newest(input) && !followed && !skipped(input, reading)) {
            passTo(Math.max(present(), now));
            late(input, time, numberOf(input, reading), inputs.newest(input));
        }
    }

    /** After a restart: what can only have come before a moment is recalled, what may have come after it retold. */
    void resume(int input, Reading reading, long seenUntil, long now) {
        if (seenUntil - reading.timeMicros() > lateAfter[input]) {
            recall(input, reading, now);
        } else {
            retell(input, reading, now);
        }
    }

    /** Fires what is due by now. To be called at {@link #wakeAt()}, after the readings that have come by then. */
    public void tick(Instant now) {
        tick(Micros.of(now));
    }

    /** Does what a person, or another part of the system, asks; what is due by now comes first. */
    public Outcome perform(Action action, Actor actor, Instant now) {
        tick(Micros.of(now));
        return new AlarmDesk(this).perform(action, actor);
    }

    /** When it wants to be called next if nothing comes; it may have nothing to do then. Empty: never. */
    public Optional<Instant> wakeAt() {
        return wake == Micros.NEVER ? Optional.empty() : Optional.of(Micros.instant(wake));
    }

    /** Whether the state should be saved: something other than the newest values has changed since the last call. */
    public boolean takeChanged() {
        boolean result = changed;
        changed = false;
        return result;
    }

    public AlarmKey key() {
        return binding.key();
    }

    public Binding binding() {
        return binding;
    }

    public Letter letter() {
        return standing.letter();
    }

    /** The time of the newest reading it has seen of an input; see {@link AlarmBook#retell} for those that follow. */
    public Optional<Instant> newest(int input) {
        long newest = newestMicros(input);
        return newest == Micros.NONE ? Optional.empty() : Optional.of(Micros.instant(newest));
    }

    /** How far back the condition looks; see {@link AlarmBook#recall}. */
    public Duration memory() {
        return Duration.ofNanos(evaluator.memory() * 1_000);
    }

    /**
     * How far back from a moment stored readings matter to what follows it: those that may still come in time, and what
     * the condition remembers before them.
     */
    public Duration reach() {
        long late = 0;
        for (long after : lateAfter) {
            late = Math.max(late, after);
        }
        return memory().plusNanos(late * 1_000);
    }

    public AlarmStatus status(Instant now) {
        catchUp();
        int level = Math.max(1, standing.level());
        return new AlarmStatus(
                standing.letter(),
                standing.active(),
                standing.acknowledged(),
                standing.latched(),
                standing.level(),
                rule.priority(level),
                Optional.ofNullable(standing.occurrence()),
                standing.occurrence() == null ? Optional.empty() : Optional.of(Micros.instant(standing.activatedAt())),
                standing.shelved() ? Optional.of(Micros.instant(standing.shelvedUntil())) : Optional.empty(),
                standing.byRule(),
                standing.suppressors(),
                standing.outOfService(),
                course.chatters(),
                detection.unknown(Micros.of(now)),
                detection.measure(),
                detection.limit(level));
    }

    void tick(long now) {
        catchUp();
        passTo(now);
        if (now >= wake) {
            advance(now);
        }
    }

    /** From now on, what is noted there was told to this alarm too. */
    void follow(Audience.Noted readings) {
        catchUp();
        noted = readings;
    }

    long newestMicros(int input) {
        catchUp();
        return inputs.newest(input);
    }

    /** How old a reading of an input may be. */
    long lateAfter(int input) {
        return lateAfter[input];
    }

    /** A value above this, and below the other bound, would change nothing but what is known. NaN: any might. */
    double quietAbove() {
        return isCalm() ? evaluator.quietAbove() : Double.NaN;
    }

    double quietBelow() {
        return isCalm() ? evaluator.quietBelow() : Double.NaN;
    }

    boolean hasChanged() {
        return changed;
    }

    long wake() {
        return wake;
    }

    AlarmRule rule() {
        return rule;
    }

    Standing standing() {
        return standing;
    }

    Detection detection() {
        return detection;
    }

    Inputs inputs() {
        return inputs;
    }

    Course course() {
        return course;
    }

    JournalWriter writer() {
        return writer;
    }

    Optional<Backfill> backfill() {
        return Optional.ofNullable(backfill);
    }

    Backfill beginBackfill() {
        Backfill begun = new Backfill(rule, staleAfter);
        backfill = begun;
        return begun;
    }

    long present() {
        return writer.present();
    }

    /** Somebody has changed how it stands since {@link JournalWriter#mark()}. */
    void moved(Event event, String who, String reason) {
        changed = true;
        writer.moved(event, present(), who, reason);
        wake = course.deadline();
    }

    /** Texts say nothing to most conditions; they are not even bad values. */
    private boolean skipped(int input, Reading reading) {
        boolean isText = reading.value() instanceof Value.Text || reading.value() instanceof Value.Data;
        return isText && (input >= conditionInputs || !evaluator.readsTexts());
    }

    private double numberOf(int input, Reading reading) {
        if (reading.quality() == Quality.BAD) {
            return Double.NaN;
        }
        return input < conditionInputs ? evaluator.number(reading.value()) : Evaluator.plain(reading.value());
    }

    private boolean isCalm() {
        return wake == Micros.NEVER
                && lateAfter.length == 1
                && rule.suppression().isEmpty()
                && detection.isCalm();
    }

    /** Takes what was noted while it was calm. Of several readings only the last one is known, and it is all that counts. */
    private void catchUp() {
        Audience.Noted latest = noted;
        if (latest != null && latest.at() > inputs.newest(0)) {
            inputs.take(0, latest.at(), latest.value());
            detection.recall(0, latest.at(), latest.value());
            writer.passTo(Math.max(present(), latest.now()));
        }
    }

    private void passTo(long now) {
        if (now < present()) {
            inputs.clockWentBack(now);
            detection.clockWentBack(now);
            course.clockWentBack(now);
            writer.clockWentBack(now);
            wake = course.deadline();
        }
        writer.passTo(now);
    }

    private void advance(long until) {
        long next = course.deadline();
        while (next <= until) {
            changed = true;
            course.fire(next);
            next = course.deadline();
        }
        wake = next;
    }

    private void take(int input, long at, double value, long received) {
        long time = Math.min(at, received);
        long newest = inputs.newest(input);
        if (!isNewer(at, received, newest) || received - time > lateAfter[input]) {
            late(input, time, value, newest);
            return;
        }
        if (time >= wake) {
            advance(time);
        }
        inputs.take(input, time, value);
        boolean stirred = input < conditionInputs && detection.follow(input, time, value);
        if (course.followSuppression(time) || stirred) {
            changed = true;
            advance(time);
        }
    }

    /** Of several that are ahead of the same present the last one counts, though all of them count as of then. */
    private static boolean isNewer(long at, long present, long newest) {
        return Math.min(at, present) > newest || (at > present && present == newest);
    }

    private void late(int input, long at, double value, long newest) {
        boolean again = at == newest;
        if (again || input >= conditionInputs || rule.condition() instanceof Condition.Missing) {
            return;
        }
        Backfill past = backfill;
        if (past == null || !past.continues(input, at, present())) {
            past = beginBackfill();
        }
        Detection then = past.detection();
        past.take(input, at, value, present(), (before, after, when) -> historical(then, before, after, when));
    }

    private void historical(Detection past, int before, int after, long at) {
        boolean told = standing.active() && at >= standing.activatedAt();
        if (!told) {
            changed = true;
            writer.historical(past, before, after, at);
        }
    }
}
