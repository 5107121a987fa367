package org.kenh.ingest.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.Value;

/**
 * One rule on one subject. It is told of readings in the order in which they came, of the passing of time and of what
 * people do, and writes transitions to the journal; the same calls on the same state always give the same.
 *
 * <p>Delays count from the time of the readings. A reading ahead of the present counts as of now. One that is not newer
 * than what is known of its series, or was stale before it came, is late: it is followed apart and its transitions are
 * historical. If the present goes back, delays begin again rather than stand still.
 *
 * <p>Not safe for several threads. A reading that changes nothing allocates nothing.
 */
public final class Alarm {
    private static final Duration LATE_AT_LEAST = Duration.ofMinutes(1);
    private static final Duration LATE_WITHOUT_INTERVAL = Duration.ofMinutes(10);
    private static final String SYSTEM = "system";

    private final Binding binding;
    private final AlarmRule rule;
    private final AlarmKey key;
    private final Journal journal;
    private final int conditionInputs;
    private final long[] staleAfter;
    private final long[] lateAfter;
    private final Inputs inputs;
    private final Evaluator evaluator;
    private final Detection detection;
    private final @Nullable Operation suppressing;
    private final Standing standing = new Standing();
    private final Chatter chatter = new Chatter();
    private @Nullable Backfill backfill;

    /** When suppression by the rule ends, its condition having ended before; NEVER while that holds. */
    private long releaseAt = Micros.NEVER;

    private long present;
    private long lastTransition = Micros.NONE;
    /** Never later than the next deadline: readings only move deadlines away. */
    private long wake = Micros.NEVER;

    private boolean changed = true;
    private Letter letterBefore = Letter.A;
    private @Nullable UUID occurrenceBefore;
    private int levelBefore;

    private Alarm(Binding binding, Journal journal, Instant now) {
        this.binding = binding;
        this.journal = journal;
        rule = binding.rule();
        key = binding.key();
        present = Micros.of(now);
        conditionInputs = rule.condition().inputs().size();
        staleAfter = new long[rule.inputs().size()];
        lateAfter = new long[staleAfter.length];
        for (int i = 0; i < staleAfter.length; i++) {
            Optional<Duration> interval = Optional.ofNullable(
                            binding.sources().get(rule.inputs().get(i)))
                    .flatMap(Binding.Source::interval);
            staleAfter[i] = interval.map(each -> 2 * Micros.of(each)).orElse(Micros.NEVER);
            lateAfter[i] = interval.map(each -> Math.max(2 * Micros.of(each), Micros.of(LATE_AT_LEAST)))
                    .orElse(Micros.of(LATE_WITHOUT_INTERVAL));
        }
        inputs = new Inputs(staleAfter);
        evaluator = Evaluators.of(rule, inputs, present);
        detection = new Detection(rule, evaluator, inputs);
        suppressing = rule.suppression()
                .map(part -> new Operation(part.when(), rule.inputs(), inputs))
                .orElse(null);
        wake = deadline();
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
        alarm.wake = alarm.deadline();
        return alarm;
    }

    /** All that must survive a restart, delays that run included, in a form with a version. */
    public byte[] state() {
        return new AlarmCodec(this).written();
    }

    /** Takes a reading of the input at this place of the rule's inputs. */
    public void reading(int input, Reading reading, Instant now) {
        reading(input, reading, Micros.of(now));
    }

    void reading(int input, Reading reading, long now) {
        Value value = reading.value();
        boolean isText = value instanceof Value.Text || value instanceof Value.Data;
        if (isText && (input >= conditionInputs || !evaluator.readsTexts())) {
            return;
        }
        double number = reading.quality() == Quality.BAD ? Double.NaN : number(input, value);
        reading(input, reading.timeMicros(), number, now);
    }

    /**
     * The same with bare numbers, for the path of every reading.
     *
     * @param at microseconds since 1970
     * @param value NaN if the reading is bad
     * @param now microseconds since 1970
     */
    public void reading(int input, long at, double value, long now) {
        passTo(now);
        long time = Math.min(at, now);
        long newest = inputs.newest(input);
        if (time <= newest || now - time > lateAfter[input]) {
            late(input, time, value, newest);
            return;
        }
        if (time >= wake) {
            advance(time);
        }
        inputs.take(input, time, value);
        boolean stirred = input < conditionInputs && detection.follow(input, time, value);
        if (suppressing != null && followSuppression(suppressing, time)) {
            stirred = true;
        }
        if (stirred) {
            changed = true;
            advance(time);
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
        return key;
    }

    public Binding binding() {
        return binding;
    }

    public Letter letter() {
        return standing.letter();
    }

    /** The time of the newest reading it has seen of an input; after a restart those that follow are to be told again. */
    public Optional<Instant> newest(int input) {
        long newest = inputs.newest(input);
        return newest == Micros.NONE ? Optional.empty() : Optional.of(Micros.instant(newest));
    }

    /** How far back the condition looks; with a state that was not saved lately, so much is to be told again. */
    public Duration memory() {
        return Duration.ofNanos(evaluator.memory() * 1_000);
    }

    public AlarmStatus status(Instant now) {
        int level = Math.max(1, standing.level());
        return new AlarmStatus(
                standing.letter(),
                standing.active(),
                standing.acknowledged(),
                standing.latched(),
                standing.level(),
                priority(level),
                Optional.ofNullable(standing.occurrence()),
                standing.occurrence() == null ? Optional.empty() : Optional.of(Micros.instant(standing.activatedAt())),
                standing.shelved() ? Optional.of(Micros.instant(standing.shelvedUntil())) : Optional.empty(),
                standing.byRule(),
                standing.byGroup(),
                standing.outOfService(),
                chatter.holds(),
                detection.unknown(Micros.of(now)),
                detection.measure(),
                detection.limit(level));
    }

    void tick(long now) {
        passTo(now);
        if (now >= wake) {
            advance(now);
        }
    }

    long newestMicros(int input) {
        return inputs.newest(input);
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

    Chatter chatter() {
        return chatter;
    }

    Optional<Backfill> backfill() {
        return Optional.ofNullable(backfill);
    }

    Backfill beginBackfill() {
        Backfill begun = new Backfill(rule, staleAfter);
        backfill = begun;
        return begun;
    }

    /** The moments of its own: end of suppression, present, last transition. */
    long[] moments() {
        return new long[] {releaseAt, present, lastTransition};
    }

    void setMoments(long release, long now, long last) {
        releaseAt = release;
        present = now;
        lastTransition = last;
    }

    long present() {
        return present;
    }

    /** Remembers how things stand, for the transition that follows. */
    void mark() {
        letterBefore = standing.letter();
        occurrenceBefore = standing.occurrence();
        levelBefore = standing.level();
    }

    /** Writes what has changed since {@link #mark()}, and plans for it. */
    void moved(Event event, long at, String who, String reason) {
        changed = true;
        lastTransition = Math.max(lastTransition, at);
        UUID now = standing.occurrence();
        boolean ended = occurrenceBefore != null && !Objects.equals(occurrenceBefore, now);
        int level = Math.max(1, event == Event.RETURN ? levelBefore : standing.level());
        journal.record(new Transition(
                key,
                rule.version(),
                event,
                letterBefore,
                standing.letter(),
                Micros.instant(lastTransition),
                Micros.instant(present),
                Optional.ofNullable(now == null ? occurrenceBefore : now),
                ended ? Optional.ofNullable(occurrenceBefore) : Optional.empty(),
                standing.level(),
                priority(level),
                detection.measure(),
                detection.limit(level),
                who,
                reason,
                false));
        wake = deadline();
    }

    private double number(int input, Value value) {
        if (input < conditionInputs) {
            return evaluator.number(value);
        }
        return switch (value) {
            case Value.Numeric numeric -> numeric.value();
            case Value.Flag flag -> flag.value() ? 1 : 0;
            case Value.Text text -> Double.NaN;
            case Value.Data data -> Double.NaN;
        };
    }

    private Priority priority(int level) {
        return rule.weights().get(level - 1).priority();
    }

    private void passTo(long now) {
        if (now < present) {
            clockWentBack(now);
        }
        present = now;
    }

    private void clockWentBack(long now) {
        inputs.clockWentBack(now);
        detection.clockWentBack(now);
        chatter.clockWentBack(now);
        standing.clockWentBack(
                now,
                Micros.of(rule.handling().longestShelving()),
                rule.timing().reAlarm().map(Micros::of).orElse(0L));
        if (releaseAt != Micros.NEVER) {
            long hold = rule.suppression().map(part -> Micros.of(part.hold())).orElse(0L);
            releaseAt = Math.min(releaseAt, now + hold);
        }
        lastTransition = Math.min(lastTransition, now);
        wake = deadline();
    }

    private void advance(long until) {
        long next = deadline();
        while (next <= until) {
            changed = true;
            fire(next);
            next = deadline();
        }
        wake = next;
    }

    private long deadline() {
        long own = Math.min(Math.min(chatter.settleAt(), releaseAt), standing.shelvedUntil());
        return Math.min(Math.min(own, standing.reAlarmAt()), detection.deadline());
    }

    /** One thing at a time; at the same time in this order. */
    private void fire(long at) {
        if (detection.deadline() <= at) {
            int before = detection.level();
            detection.fire(at);
            if (detection.level() != before) {
                levelChanged(before, detection.level(), at);
            }
        } else if (chatter.settleAt() <= at) {
            settle(at);
        } else if (releaseAt <= at) {
            releaseAt = Micros.NEVER;
            mark();
            standing.suppressByRule(false, rule.handling().latching());
            moved(Event.UNSUPPRESS, at, SYSTEM, suppressionText());
        } else if (standing.shelvedUntil() <= at) {
            unshelve(at, "expired");
        } else {
            mark();
            standing.unacknowledge();
            moved(Event.RE_ALARM, at, SYSTEM, "");
        }
    }

    private void levelChanged(int before, int after, long at) {
        if (before == 0) {
            cameOn(after, at);
        } else if (after == 0) {
            wentOff(at);
        } else {
            severityChanged(after, at);
        }
    }

    private void cameOn(int level, long at) {
        if (chatter.holds()) {
            chatter.stirred(at);
            severityChanged(level, at);
            return;
        }
        mark();
        // Lagging readings may bring two activations to one instant; ids that are derived from it must differ.
        long when = Math.max(Math.max(at, lastTransition), standing.activatedAt() + 1);
        UUID occurrence = journal.occurrence(key, Micros.instant(when));
        standing.activate(level, when, occurrence, rule.handling().latching());
        moved(Event.ACTIVATE, when, SYSTEM, "");
    }

    private void wentOff(long at) {
        if (chatter.holds()) {
            chatter.stirred(at);
        } else if (chatter.returned(at)) {
            mark();
            moved(Event.CHATTERING, at, SYSTEM, "");
        } else {
            clear(at);
        }
    }

    private void clear(long at) {
        mark();
        standing.clear(rule.handling().autoAcknowledged());
        moved(Event.RETURN, at, SYSTEM, "");
        if (standing.oneShot()) {
            unshelve(at, "returned");
        }
    }

    private void severityChanged(int to, long at) {
        // While it chatters it stands at the gravest level that it has reached.
        if (to == standing.level() || (chatter.holds() && to < standing.level())) {
            return;
        }
        mark();
        boolean rise = to > standing.level();
        boolean tell = rise && standing.letter() == Letter.C && rule.handling().tellRises();
        standing.setLevel(to, tell);
        moved(rise ? Event.SEVERITY_RAISED : Event.SEVERITY_LOWERED, at, SYSTEM, "");
    }

    private void settle(long at) {
        chatter.settle();
        mark();
        moved(Event.SETTLED, at, SYSTEM, "");
        if (detection.level() == 0) {
            clear(at);
        } else {
            severityChanged(detection.level(), at);
        }
    }

    private void unshelve(long at, String reason) {
        mark();
        standing.unshelve(rule.handling().latching());
        moved(Event.UNSHELVE, at, SYSTEM, reason);
    }

    /** Unknown leaves suppression as it is: a link that is lost must not raise what it hides. */
    private boolean followSuppression(Operation operation, long at) {
        Truth truth = operation.truth(at);
        if (truth == Truth.TRUE && standing.byRule() && releaseAt != Micros.NEVER) {
            releaseAt = Micros.NEVER;
            return true;
        }
        if (truth == Truth.TRUE && !standing.byRule()) {
            mark();
            standing.suppressByRule(true, rule.handling().latching());
            moved(Event.SUPPRESS, at, SYSTEM, suppressionText());
            return true;
        }
        if (truth == Truth.FALSE && standing.byRule() && releaseAt == Micros.NEVER) {
            releaseAt =
                    at + rule.suppression().map(part -> Micros.of(part.hold())).orElse(0L);
            return true;
        }
        return false;
    }

    private String suppressionText() {
        return rule.suppression().map(part -> part.when().toString()).orElse("");
    }

    private void late(int input, long at, double value, long newest) {
        boolean again = at == newest;
        if (again || input >= conditionInputs || rule.condition() instanceof Condition.Missing) {
            return;
        }
        Backfill past = backfill;
        if (past == null || !past.continues(input, at, present)) {
            past = beginBackfill();
        }
        Detection then = past.detection();
        past.take(input, at, value, present, (before, after, when) -> historical(then, before, after, when));
    }

    private void historical(Detection past, int before, int after, long at) {
        if (standing.active() && at >= standing.activatedAt()) {
            return;
        }
        changed = true;
        Event event = before == 0
                ? Event.ACTIVATE
                : after == 0 ? Event.RETURN : after > before ? Event.SEVERITY_RAISED : Event.SEVERITY_LOWERED;
        int level = Math.max(1, after == 0 ? before : after);
        journal.record(new Transition(
                key,
                rule.version(),
                event,
                standing.letter(),
                standing.letter(),
                Micros.instant(at),
                Micros.instant(present),
                event == Event.ACTIVATE ? Optional.of(journal.occurrence(key, Micros.instant(at))) : Optional.empty(),
                Optional.empty(),
                after,
                priority(level),
                past.measure(),
                past.limit(level),
                SYSTEM,
                "",
                true));
    }
}
