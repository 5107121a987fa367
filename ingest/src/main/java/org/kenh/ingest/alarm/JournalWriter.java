package org.kenh.ingest.alarm;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the journal of one alarm. A row holds how things stood at {@link #mark()} and how they stand now. */
final class JournalWriter {
    static final String SYSTEM = "system";

    private final AlarmKey key;
    private final AlarmRule rule;
    private final Journal journal;
    private final Standing standing;
    private final Detection detection;

    private long present;
    private long last = Micros.NONE;

    private Letter letterBefore = Letter.A;
    private @Nullable UUID occurrenceBefore;
    private int levelBefore;

    JournalWriter(Binding binding, Journal journal, Standing standing, Detection detection) {
        key = binding.key();
        rule = binding.rule();
        this.journal = journal;
        this.standing = standing;
        this.detection = detection;
    }

    void passTo(long now) {
        present = now;
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

    /** Lagging readings may bring two activations to one instant; ids that are derived from it must differ. */
    long activationAt(long at) {
        return Math.max(Math.max(at, last), standing.activatedAt() + 1);
    }

    UUID occurrence(long at) {
        return journal.occurrence(key, Micros.instant(at));
    }

    /** Writes what has changed since {@link #mark()}. */
    void moved(Event event, long at, String who, String reason) {
        last = Math.max(last, at);
        UUID now = standing.occurrence();
        boolean ended = occurrenceBefore != null && !Objects.equals(occurrenceBefore, now);
        int level = Math.max(1, event == Event.RETURN ? levelBefore : standing.level());
        journal.record(new Transition(
                key,
                rule.version(),
                event,
                letterBefore,
                standing.letter(),
                Micros.instant(last),
                Micros.instant(present),
                Optional.ofNullable(now == null ? occurrenceBefore : now),
                ended ? Optional.ofNullable(occurrenceBefore) : Optional.empty(),
                standing.level(),
                rule.priority(level),
                detection.measure(),
                detection.limit(level),
                who,
                reason,
                false));
    }

    /** Writes what late readings tell of the past; nothing changes by it. */
    void historical(Detection past, int before, int after, long at) {
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
                event == Event.ACTIVATE ? Optional.of(occurrence(at)) : Optional.empty(),
                Optional.empty(),
                after,
                rule.priority(level),
                past.measure(),
                past.limit(level),
                SYSTEM,
                "",
                true));
    }

    void clockWentBack(long now) {
        last = Math.min(last, now);
    }

    void write(StateWriter out) {
        out.longs(present, last);
    }

    void read(StateReader in) {
        present = in.number();
        last = in.number();
    }
}
