package org.kenh.operations.irrigation.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pump like another but for what is set. */
final class ChangedPump {
    private final Pump like;
    private int startsPerHour;
    private Duration minimumRun;
    private Duration minimumOff;
    private List<WeeklyWindow> quiet;
    private @Nullable Instant runningSince;
    private @Nullable Instant stoppedAt;
    private List<Instant> starts;

    private ChangedPump(Pump like) {
        this.like = like;
        this.startsPerHour = like.startsPerHour();
        this.minimumRun = like.minimumRun();
        this.minimumOff = like.minimumOff();
        this.quiet = like.quiet();
        this.runningSince = like.runningSince();
        this.stoppedAt = like.stoppedAt();
        this.starts = like.starts();
    }

    static ChangedPump like(Pump pump) {
        return new ChangedPump(pump);
    }

    ChangedPump startsPerHour(int most) {
        startsPerHour = most;
        return this;
    }

    ChangedPump minimums(Duration run, Duration off) {
        minimumRun = run;
        minimumOff = off;
        return this;
    }

    ChangedPump quiet(WeeklyWindow window) {
        quiet = List.of(window);
        return this;
    }

    ChangedPump runningSince(@Nullable Instant moment) {
        runningSince = moment;
        return this;
    }

    ChangedPump stoppedAt(@Nullable Instant moment) {
        stoppedAt = moment;
        return this;
    }

    ChangedPump starts(List<Instant> recent) {
        starts = recent;
        return this;
    }

    Pump pump() {
        return new Pump(
                like.id(),
                like.target(),
                like.canal(),
                like.flow(),
                like.power(),
                startsPerHour,
                minimumRun,
                minimumOff,
                quiet,
                like.blocks(),
                runningSince,
                stoppedAt,
                starts);
    }
}
