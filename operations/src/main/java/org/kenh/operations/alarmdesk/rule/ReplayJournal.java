package org.kenh.operations.alarmdesk.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.alarm.AlarmKey;
import org.kenh.ingest.alarm.Condition;
import org.kenh.ingest.alarm.Condition.Direction;
import org.kenh.ingest.alarm.Event;
import org.kenh.ingest.alarm.Journal;
import org.kenh.ingest.alarm.Transition;
import org.kenh.operations.alarmdesk.rule.ReplayResult.Occurrence;

/** Gathers what one alarm does while history is told to it. */
final class ReplayJournal implements Journal {
    private final Condition condition;
    private final Consumer<Instant> told;
    private final int mostListed;
    private final List<Occurrence> listed = new ArrayList<>();
    private @Nullable Running running;
    private long count;
    private Duration active = Duration.ZERO;
    private boolean chattered;

    /** {@code told} hears when an operator would have been told; at most {@code mostListed} occurrences are kept. */
    ReplayJournal(Condition condition, Consumer<Instant> told, int mostListed) {
        this.mostListed = mostListed;
        this.condition = condition;
        this.told = told;
    }

    @Override
    public UUID occurrence(AlarmKey alarm, Instant at) {
        return new UUID(alarm.hashCode(), at.toEpochMilli());
    }

    @Override
    public void record(Transition row) {
        if (row.historical()) {
            return;
        }
        switch (row.event()) {
            case ACTIVATE -> begin(row);
            case RETURN -> end(row.at());
            case CHATTERING -> {
                chattered = true;
                if (running != null) {
                    running.chattered = true;
                }
            }
            default -> {}
        }
        if (running != null && row.event() != Event.RETURN) {
            running.follow(row);
        }
        if (row.annunciates()) {
            told.accept(row.at());
        }
    }

    /** What is measured while it is active. */
    void measured(double value) {
        if (running != null && !Double.isNaN(value) && isWorse(value, running.worst)) {
            running.worst = value;
        }
    }

    boolean isRunning() {
        return running != null;
    }

    long count() {
        return count;
    }

    boolean chattered() {
        return chattered;
    }

    /** What still stands is listed without an end. */
    ReplayResult.Subject finish(String subject, Instant end) {
        if (running != null) {
            active = active.plus(Duration.between(running.began, end));
            list(running.occurrence(null));
            running = null;
        }
        return new ReplayResult.Subject(subject, count, active.toMillis() / 1_000.0, listed);
    }

    private void begin(Transition row) {
        if (running != null) {
            end(row.at());
        }
        running = new Running(row);
        count++;
    }

    private void end(Instant at) {
        if (running != null) {
            active = active.plus(Duration.between(running.began, at));
            list(running.occurrence(at));
            running = null;
        }
    }

    private void list(Occurrence occurrence) {
        if (listed.size() < mostListed) {
            listed.add(occurrence);
        }
    }

    private boolean isWorse(double value, double than) {
        if (Double.isNaN(than)) {
            return true;
        }
        return switch (condition) {
            case Condition.Low low -> value < than;
            case Condition.Levels levels -> levels.direction() == Direction.FALLING ? value < than : value > than;
            case Condition.RateOfChange rate -> Math.abs(value) > Math.abs(than);
            case Condition.High high -> value > than;
            case Condition.Deviation deviation -> value > than;
            case Condition.Count counted -> value > than;
            case Condition.Equal equal -> false;
            case Condition.EqualText equal -> false;
            case Condition.Missing missing -> false;
            case Condition.Formula formula -> false;
        };
    }

    /** An occurrence that has not ended. */
    private static final class Running {
        private final Instant began;
        private final double limit;
        private double worst;
        private int level;
        private int priority;
        private boolean annunciated;
        private boolean chattered;

        Running(Transition row) {
            began = row.at();
            limit = row.limit();
            worst = row.value();
            level = row.level();
            priority = row.priority().number();
        }

        void follow(Transition row) {
            if (row.level() > level) {
                level = row.level();
                priority = row.priority().number();
            }
            annunciated |= row.annunciates();
        }

        Occurrence occurrence(@Nullable Instant ended) {
            return new Occurrence(began, ended, level, priority, orNull(worst), orNull(limit), annunciated, chattered);
        }

        private static @Nullable Double orNull(double value) {
            return Double.isNaN(value) ? null : value;
        }
    }
}
