package org.kenh.edge.fleet;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.kenh.edge.fleet.LoudspeakerMonth.Cluster;
import org.kenh.edge.fleet.LoudspeakerMonth.Kind;
import org.kenh.edge.fleet.LoudspeakerMonth.PlannedSlot;
import org.kenh.edge.fleet.LoudspeakerMonth.SeededFault;
import org.kenh.edge.fleet.LoudspeakerMonth.Terms;
import org.kenh.telemetry.DeviceId;

/** Seeds the faults of a month: one at a time at a cluster, none that begins or ends within a slot but lost links. */
final class LoudspeakerFaults {
    /** Around a slot where nothing else should sound: late starts, ends and their evidence. */
    private static final int BEFORE_SLOT = 150;

    private static final int AFTER_SLOT = 260;
    private static final int LEAST_SOUND = 40;
    private static final int MOST_SOUND = 300;
    private static final Duration APART = Duration.ofHours(3);
    private static final Duration LAST_RETURN = Duration.ofMinutes(15);
    private static final int MOST_TRIES = 10_000;

    private final Terms terms;
    private final SplittableRandom random;
    private final List<SeededFault> all = new ArrayList<>();
    private final Map<DeviceId, List<SeededFault>> byDevice = new HashMap<>();

    LoudspeakerFaults(Terms terms, List<Cluster> clusters) {
        this.terms = terms;
        this.random = terms.random("faults");
        for (Kind kind : Kind.values()) {
            for (int i = 0; i < terms.faults().getOrDefault(kind, 0); i++) {
                SeededFault fault = seed(kind, clusters);
                all.add(fault);
                byDevice.computeIfAbsent(fault.device(), device -> new ArrayList<>())
                        .add(fault);
            }
        }
        all.sort(Comparator.comparing(SeededFault::from)
                .thenComparing(fault -> fault.device().value()));
    }

    List<SeededFault> all() {
        return List.copyOf(all);
    }

    List<SeededFault> of(DeviceId device) {
        return byDevice.getOrDefault(device, List.of());
    }

    Optional<SeededFault> at(DeviceId device, Instant time) {
        return of(device).stream().filter(fault -> fault.covers(time)).findFirst();
    }

    private SeededFault seed(Kind kind, List<Cluster> clusters) {
        for (int i = 0; i < MOST_TRIES; i++) {
            DeviceId device = clusters.get(random.nextInt(clusters.size())).device();
            Optional<SeededFault> fault = seed(kind, device).filter(this::isFree);
            if (fault.isPresent()) {
                return fault.get();
            }
        }
        throw new IllegalArgumentException("there is no room for so many faults of the kind " + kind);
    }

    private boolean isFree(SeededFault fault) {
        return fault.from().isBefore(fault.to())
                && of(fault.device()).stream()
                        .noneMatch(other -> other.from().minus(APART).isBefore(fault.to())
                                && fault.from().isBefore(other.to().plus(APART)));
    }

    private Optional<SeededFault> seed(Kind kind, DeviceId device) {
        LocalDate day = terms.first().plusDays(random.nextInt(terms.days()));
        List<PlannedSlot> slots = terms.programme().slots(day);
        int number = random.nextInt(slots.size());
        PlannedSlot slot = slots.get(number);
        return switch (kind) {
            case STRANGE_AUDIO, UNPLANNED_PLAY -> Optional.of(within(kind, device, gap(day, slots, number)));
            case STUCK -> {
                Instant from = slot.start();
                yield Optional.of(new SeededFault(kind, device, from, end(from, 3_000, 10_800)));
            }
            case NO_LINK -> {
                Instant from =
                        day.atStartOfDay().toInstant(LoudspeakerMonth.HERE).plusSeconds(random.nextInt(86_400));
                Instant last = terms.end().minus(LAST_RETURN);
                Instant to = from.plusSeconds(1_200 + random.nextInt(130_000));
                yield Optional.of(new SeededFault(kind, device, from, to.isBefore(last) ? to : last));
            }
            case DEAF ->
                sunday(day)
                        .map(sunday -> new SeededFault(
                                kind,
                                device,
                                sunday.minusSeconds(3_600 * (1L + random.nextInt(2))),
                                end(sunday, 30_000, 90_000)));
            default -> {
                Instant from = slot.start().minusSeconds(BEFORE_SLOT);
                yield Optional.of(new SeededFault(kind, device, from, end(from, 7_200, longest(kind))));
            }
        };
    }

    private static int longest(Kind kind) {
        return switch (kind) {
            case DEAD_AMPLIFIER, OPEN_LINE, SHORT_LINE -> 3 * 86_400;
            case WRONG_FILE, OVERHEATED, LATE_START -> 5 * 3_600;
            default -> 20 * 3_600;
        };
    }

    /** Some time later, but before the next slot where it would be within one, and within the month. */
    private Instant end(Instant from, int least, int most) {
        Instant wanted = from.plusSeconds(random.nextInt(least, most));
        Instant bounded = wanted.isBefore(terms.end()) ? wanted : terms.end().minusSeconds(1);
        for (PlannedSlot slot :
                terms.programme().slots(bounded.atOffset(LoudspeakerMonth.HERE).toLocalDate())) {
            Instant begin = slot.start().minusSeconds(BEFORE_SLOT);
            if (bounded.isAfter(begin) && bounded.isBefore(slot.end().plusSeconds(AFTER_SLOT))) {
                return begin;
            }
        }
        return bounded;
    }

    /** The time after a slot in which nothing should sound; the night where it is too short. */
    private static Instant[] gap(LocalDate day, List<PlannedSlot> slots, int number) {
        Instant from = slots.get(number).end().plusSeconds(AFTER_SLOT);
        if (number + 1 < slots.size()) {
            Instant to = slots.get(number + 1).start().minusSeconds(BEFORE_SLOT);
            if (from.plusSeconds(LEAST_SOUND + 20).isBefore(to)) {
                return new Instant[] {from, to};
            }
        }
        return new Instant[] {
            day.atTime(22, 30).toInstant(LoudspeakerMonth.HERE),
            day.atTime(23, 30).toInstant(LoudspeakerMonth.HERE)
        };
    }

    private SeededFault within(Kind kind, DeviceId device, Instant[] gap) {
        int room = (int) Duration.between(gap[0], gap[1]).toSeconds();
        int length = LEAST_SOUND + random.nextInt(Math.min(MOST_SOUND, room) - LEAST_SOUND);
        Instant from = gap[0].plusSeconds(random.nextInt(room - length + 1));
        return new SeededFault(kind, device, from, from.plusSeconds(length));
    }

    /** 3:00 of the Sunday on or after a day, when clusters test themselves. */
    private Optional<Instant> sunday(LocalDate day) {
        Instant sunday = day.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY))
                .atTime(LoudspeakerDay.SELF_TEST)
                .toInstant(LoudspeakerMonth.HERE);
        return Optional.of(sunday)
                .filter(at ->
                        at.isBefore(terms.end()) && at.isAfter(terms.begin().plus(APART)));
    }
}
