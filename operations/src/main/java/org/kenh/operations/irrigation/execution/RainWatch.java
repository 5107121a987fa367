package org.kenh.operations.irrigation.execution;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.kenh.operations.background.Rounds;
import org.kenh.operations.irrigation.demand.Demands;
import org.kenh.operations.irrigation.demand.FieldState;
import org.kenh.operations.irrigation.desk.Blocked;
import org.kenh.operations.irrigation.desk.Blocks;
import org.kenh.operations.irrigation.desk.PlanStore.StandingTurn;
import org.kenh.operations.irrigation.desk.PlannedTurn;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.plan.Horizon;
import org.kenh.operations.irrigation.plan.Period;

/**
 * Wants a new plan when rain does the work of turns that are still ahead: when it has fallen and a field needs no water before its turn
 * is over, or when so much is forecast that the turn should wait. Once a day for a field. Blocks on the database; for one thread.
 */
public final class RainWatch {
    static final String CAUSE = "rain";

    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Duration AHEAD = Duration.ofDays(3);
    /** mm; less is no rain, but dew and the noise of a gauge. */
    private static final double RAINED = 1;

    private final Function<Period, List<StandingTurn>> turns;
    private final Sky sky;
    private final ReplanStore replans;
    private final InstantSource clock;
    private final Map<String, LocalDate> wanted = new HashMap<>();

    /** Of the turns that stand. */
    public RainWatch(Function<Period, List<StandingTurn>> turns, Sky sky, ReplanStore replans, InstantSource clock) {
        this.turns = turns;
        this.sky = sky;
        this.replans = replans;
        this.clock = clock;
    }

    /** Begins to watch; ends when closed. */
    public Rounds start() {
        return Rounds.start("irrigation-rain", PAUSE, this::tick);
    }

    void tick() {
        Instant now = clock.instant();
        LocalDate today = now.atZone(Horizon.ZONE).toLocalDate();
        wanted.values().removeIf(day -> day.isBefore(today));
        Period soon = new Period(now, now.plus(AHEAD));
        List<PlannedTurn> ahead = turns.apply(soon).stream()
                .map(StandingTurn::turn)
                .filter(turn -> turn.kind() == SubjectKind.FIELD && turn.isWanted())
                .filter(turn -> turn.period().from().isAfter(now))
                .toList();
        if (ahead.isEmpty()) {
            return;
        }
        List<Blocked> delays = sky.delays().within(soon);
        for (PlannedTurn turn : ahead) {
            boolean waits = delays.stream()
                    .anyMatch(delay -> delay.subject().equals(turn.subject())
                            && delay.block().period().overlaps(turn.period()));
            if (!wanted.containsKey(turn.subject()) && (waits || isDone(turn))) {
                replans.want(CAUSE, turn.subject(), now);
                wanted.put(turn.subject(), today);
            }
        }
    }

    /** Rain has fallen, and with it the field needs no water while the turn would bring it. */
    private boolean isDone(PlannedTurn turn) {
        Optional<FieldState> state = sky.demands().state(turn.subject());
        return state.filter(known -> known.weather().rainThreeDays() >= RAINED)
                .filter(known -> known.needed()
                        .filter(needed ->
                                needed.earliest().isBefore(turn.period().to()))
                        .isEmpty())
                .isPresent();
    }

    /** What is known of rain: what fields need with what has fallen, and when they should wait for what is forecast. */
    public record Sky(Demands demands, Blocks delays) {}
}
