package org.kenh.ingest.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.kenh.ingest.alarm.Condition.Direction;
import org.kenh.ingest.alarm.ReferenceAlarm.Settings;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Value;

/**
 * Random walks: whatever comes, in whatever order, the engine does what the reference does. Other walks than the usual
 * ones: {@code -Dkenh.alarm.seed=N}. A failure names the seed of its walk.
 */
class AlarmModelTest {
    private static final int FIRST_SEED = Integer.getInteger("kenh.alarm.seed", 1);
    private static final int WALKS = 400;
    private static final int STEPS = 300;
    private static final double[] VALUES = {60, 70, 77, 78, 78.5, 79.9, 80, 81, 93, 94, 95, 100};
    private static final UUID ANOTHER = new UUID(7, 7);

    @Test
    void walks_ofAHundredThousandSteps_agreeWithTheReference(TestReporter reporter) {
        reporter.publishEntry("seeds", FIRST_SEED + " to " + (FIRST_SEED + WALKS - 1));
        Map<Event, Integer> seen = new EnumMap<>(Event.class);
        Set<Letter> letters = EnumSet.noneOf(Letter.class);
        int historical = 0;
        int restartsInDelay = 0;
        for (int seed = FIRST_SEED; seed < FIRST_SEED + WALKS; seed++) {
            Walk walk = new Walk(seed);
            for (int step = 0; step < STEPS; step++) {
                walk.step();
                letters.add(walk.desk.letter());
            }
            for (Transition row : walk.desk.rows()) {
                seen.merge(row.event(), 1, Integer::sum);
                historical += row.historical() ? 1 : 0;
            }
            restartsInDelay += walk.restartsInDelay;
        }
        // The walks must have come everywhere, or they show nothing.
        assertThat(WALKS * STEPS).isGreaterThanOrEqualTo(100_000);
        assertThat(letters).containsExactlyInAnyOrder(Letter.values());
        for (Event event : Event.values()) {
            assertThat(seen.getOrDefault(event, 0)).as(event.name()).isGreaterThan(50);
        }
        assertThat(historical).isGreaterThan(100);
        assertThat(restartsInDelay).isGreaterThan(100);
    }

    /** One crossing, then ticks and restarts at random times: raised once, exactly the delay after the crossing. */
    @Test
    void crossing_withTicksAndRestartsAtAnyTime_raisesOnceAfterExactlyTheDelay() {
        Random random = new Random(42);
        for (int round = 0; round < 2_000; round++) {
            int delay = 1 + random.nextInt(100);
            int crossing = random.nextInt(100);
            Desk desk =
                    new Desk(Rules.high(80, 2).delays(delay, 10)).reads(-1, 70).reads(crossing, 81);
            double now = crossing;
            while (now < crossing + delay + 50) {
                now += random.nextInt(200) / 10.0;
                if (random.nextInt(3) == 0) {
                    desk.restarts(now);
                } else if (random.nextBoolean()) {
                    desk.ticks(now);
                } else {
                    desk.reads(now, 80 + random.nextInt(9));
                }
            }
            assertThat(desk.ticks(now + 1).told()).containsExactly("ACTIVATE@" + (crossing + delay));
        }
    }

    private static final class Walk {
        private final int seed;
        private final Random random;
        private final Settings settings;
        private final Desk desk;
        private final ReferenceAlarm reference;
        private final List<String> history = new ArrayList<>();
        private final List<UUID> live = new ArrayList<>();
        private int compared;
        private int restartsInDelay;
        private int rowsSeen;
        private int now = 100_000;

        Walk(int seed) {
            this.seed = seed;
            random = new Random(seed);
            boolean latching = random.nextInt(3) == 0;
            settings = new Settings(
                    random.nextInt(3) == 0 ? List.of(80.0, 95.0) : List.of(80.0),
                    pick(0, 0, 3, 10, 60),
                    pick(0, 0, 3, 30),
                    latching,
                    !latching && random.nextInt(4) == 0,
                    pick(0, 0, 20, 300),
                    pick(0, 0, 10, 60),
                    random.nextBoolean(),
                    pick(0, 15));
            desk = new Desk(rules(settings));
            reference = new ReferenceAlarm(settings);
            // Both begin at the same present.
            tick();
        }

        void step() {
            now += random.nextInt(4) == 0 ? random.nextInt(120) : random.nextInt(6);
            int kind = random.nextInt(1_000);
            if (kind < 3) {
                now -= 1 + random.nextInt(20_000);
                tick();
            } else if (kind < 6) {
                now += random.nextInt(40_000);
                tick();
            } else if (kind < 600) {
                reading();
            } else if (kind < 720) {
                tick();
            } else if (kind < 770) {
                history.add("restart");
                restartsInDelay += desk.alarm().detection().deadline() == Micros.NEVER ? 0 : 1;
                desk.restarts(now);
            } else {
                // A reset means something in one state only, so it is tried there.
                act(desk.letter() == Letter.F && random.nextInt(4) != 0 ? 11 : kind % 23);
            }
            compare();
        }

        private void reading() {
            int input = settings.byPump() && random.nextInt(4) == 0 ? 1 : 0;
            int at = switch (random.nextInt(20)) {
                case 0 -> now - 60 - random.nextInt(2_000);
                case 1 -> now + random.nextInt(100);
                case 2, 3, 4 -> now - random.nextInt(5);
                default -> now;
            };
            boolean bad = random.nextInt(15) == 0;
            double value = input == 1 ? random.nextInt(3) : VALUES[random.nextInt(VALUES.length)];
            history.add("reads " + input + " " + at + " " + (bad ? "bad" : value) + " at " + now);
            int rows = desk.rows().size();
            boolean present = reference.reads(input, at, bad ? Double.NaN : value, now);
            desk.reads(input, new Value.Numeric(value), bad ? Quality.BAD : Quality.GOOD, at, now);
            if (!present) {
                assertThat(desk.rows().subList(rows, desk.rows().size()))
                        .as(this::story)
                        .allMatch(Transition::historical);
            }
        }

        private void tick() {
            history.add("tick " + now);
            reference.ticks(now);
            desk.ticks(now);
        }

        private void act(int kind) {
            reference.ticks(now);
            boolean thisOne = random.nextInt(5) != 0;
            int until = now + (random.nextBoolean() ? random.nextInt(300) : random.nextInt(30_000));
            boolean once = random.nextInt(3) == 0;
            UUID occurrence = live.isEmpty() || !thisOne ? ANOTHER : live.getFirst();
            history.add("act " + kind + " " + thisOne + " " + until + " " + once + " at " + now);
            Action action;
            String expected;
            if (kind < 10) {
                desk.ticks(now);
                follow();
                occurrence = live.isEmpty() || !thisOne ? ANOTHER : live.getFirst();
                action = new Action.Acknowledge(occurrence, "");
                expected = reference.acknowledges(thisOne);
            } else if (kind < 12) {
                action = new Action.Reset("");
                expected = reference.resets();
            } else if (kind < 15) {
                action = new Action.Shelve(Desk.at(until), once, "x");
                expected = reference.shelves(until, once);
            } else if (kind < 17) {
                action = new Action.Unshelve("");
                expected = reference.unshelves();
            } else if (kind < 20) {
                boolean set = kind == 17;
                String cause = thisOne ? "link" : "mains";
                action = set ? new Action.Suppress(cause) : new Action.Unsuppress(cause);
                expected = reference.suppresses(cause, set);
            } else {
                boolean out = kind == 20;
                action = out ? new Action.TakeOutOfService("x") : new Action.PutInService("x");
                expected = reference.serves(out);
            }
            assertThat(desk.does(action, now).getClass().getSimpleName())
                    .as(this::story)
                    .isEqualTo(expected);
        }

        private void compare() {
            follow();
            List<String> rows = desk.rows().subList(compared, desk.rows().size()).stream()
                    .filter(row -> !row.historical())
                    .map(Walk::text)
                    .toList();
            compared = desk.rows().size();
            assertThat(rows).as(this::story).isEqualTo(reference.rows);
            reference.rows.clear();
            assertThat(desk.letter()).as(this::story).isEqualTo(reference.letter);
            assertThat(live).as(this::story).hasSize(reference.live ? 1 : 0);
            AlarmStatus status = desk.alarm().status(Desk.at(now));
            assertThat(status.occurrence())
                    .as(this::story)
                    .isEqualTo(live.stream().findFirst());
            assertThat(status.level()).as(this::story).isEqualTo(reference.severity);
            assertThat(status.active()).isEqualTo(status.level() > 0);
            assertThat(letter(status)).as(this::story).isEqualTo(status.letter());
        }

        /** Follows the rows that are new, as a journal would. */
        private void follow() {
            for (Transition row : desk.rows().subList(rowsSeen, desk.rows().size())) {
                if (row.historical()) {
                    assertThat(row.from()).isEqualTo(row.to());
                    assertThat(row.annunciates()).isFalse();
                    continue;
                }
                row.ended().ifPresent(live::remove);
                if (row.event() == Event.ACTIVATE) {
                    assertThat(live)
                            .as(this::story)
                            .doesNotContain(row.occurrence().orElseThrow());
                    live.add(row.occurrence().orElseThrow());
                }
                assertThat(live).as(this::story).hasSizeLessThanOrEqualTo(1);
                if (row.to().suppressed()) {
                    assertThat(row.annunciates()).as(this::story).isFalse();
                }
            }
            rowsSeen = desk.rows().size();
        }

        private static Letter letter(AlarmStatus status) {
            if (status.outOfService()) {
                return Letter.I;
            }
            if (status.byRule() || !status.suppressors().isEmpty()) {
                return Letter.H;
            }
            if (status.shelvedUntil().isPresent()) {
                return Letter.G;
            }
            if (status.active()) {
                return status.acknowledged() ? Letter.C : Letter.B;
            }
            if (status.latched()) {
                return status.acknowledged() ? Letter.F : Letter.E;
            }
            return status.acknowledged() ? Letter.A : Letter.D;
        }

        private static String text(Transition row) {
            long second = row.at().getEpochSecond() - Desk.START.getEpochSecond();
            return String.format(Locale.ROOT, "%s@%d %s%s %d", row.event(), second, row.from(), row.to(), row.level());
        }

        private String story() {
            List<String> end = history.subList(Math.max(0, history.size() - 25), history.size());
            List<String> rows = desk.rows().stream()
                    .skip(Math.max(0, desk.rows().size() - 12))
                    .map(row -> (row.historical() ? "past " : "") + text(row))
                    .toList();
            return "seed " + seed + " " + settings + "\n" + String.join("\n", end) + "\nrows " + String.join("\n", rows)
                    + "\n";
        }

        private int pick(int... choices) {
            return choices[random.nextInt(choices.length)];
        }

        private static Rules rules(Settings settings) {
            Condition condition = settings.setpoints().size() == 1
                    ? new Condition.High(Rules.LEVEL, 80, ReferenceAlarm.CLEAR_BELOW_SETPOINT)
                    : new Condition.Levels(
                            Rules.LEVEL, Direction.RISING, List.of(80.0, 95.0), ReferenceAlarm.CLEAR_BELOW_SETPOINT);
            Rules rules = Rules.of(condition)
                    .timing(new AlarmRule.Timing(
                            Duration.ofSeconds(settings.onDelay()),
                            Duration.ofSeconds(settings.offDelay()),
                            settings.reAlarm() == 0
                                    ? Optional.empty()
                                    : Optional.of(Duration.ofSeconds(settings.reAlarm()))))
                    .handling(new AlarmRule.Handling(
                            settings.latching(), settings.auto(), true, AlarmRule.LONGEST_SHELVING, true));
            rules = settings.byPump() ? rules.suppressed("{pump} = 0", settings.hold()) : rules;
            return settings.interval() == 0 ? rules : rules.interval(settings.interval());
        }
    }
}
