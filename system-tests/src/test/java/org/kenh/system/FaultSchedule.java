package org.kenh.system;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * Which fault comes next. All faults come in turn, each time shuffled; where kills are asked for, as many of them come
 * between as it takes to be in time, yet every tenth fault at least is one of the others.
 */
final class FaultSchedule {
    private static final int MOST_KILLS_IN_A_ROW = 9;

    private final List<Fault> faults;
    private final int kills;
    private final Duration length;
    private final Random random;
    private final Deque<Fault> deck = new ArrayDeque<>();
    private int killsInARow;

    /**
     * @param faults those that can happen
     * @param kills how many are asked for within the length
     */
    FaultSchedule(List<Fault> faults, int kills, Duration length, Random random) {
        this.faults = List.copyOf(faults);
        this.kills = kills;
        this.length = length;
        this.random = random;
    }

    Fault next(Duration elapsed, int killed) {
        boolean behind = killed < (double) kills * elapsed.toMillis() / length.toMillis();
        if (behind && killsInARow < MOST_KILLS_IN_A_ROW) {
            killsInARow++;
            return kill();
        }
        killsInARow = 0;
        if (deck.isEmpty()) {
            List<Fault> shuffled = new ArrayList<>(faults);
            Collections.shuffle(shuffled, random);
            deck.addAll(shuffled);
        }
        return deck.remove();
    }

    private Fault kill() {
        int draw = random.nextInt(20);
        if (draw < 10) {
            return Fault.SERVER_KILLED;
        }
        if (draw < 18) {
            return Fault.DATABASE_KILLED;
        }
        return draw == 18 ? Fault.SERVER_AND_DATABASE_KILLED : Fault.SERVER_KILLED_WHILE_STARTING;
    }
}
