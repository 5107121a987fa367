package org.kenh.system;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kenh.edge.fleet.LoudspeakerMonth;
import org.kenh.edge.fleet.LoudspeakerMonth.Cluster;
import org.kenh.edge.fleet.LoudspeakerMonth.Day;
import org.kenh.edge.fleet.LoudspeakerMonth.Kind;
import org.kenh.edge.fleet.LoudspeakerMonth.PlannedSlot;
import org.kenh.edge.fleet.LoudspeakerMonth.SeededFault;
import org.kenh.edge.fleet.LoudspeakerMonth.Stray;
import org.kenh.edge.fleet.LoudspeakerMonth.Truth;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.loudspeaker.proof.KeptUnplanned;
import org.kenh.operations.loudspeaker.proof.KeptVerdict;
import org.kenh.operations.loudspeaker.report.Line;
import org.kenh.operations.loudspeaker.report.MonthReport;

/** Holds what the desk has said of a month against what was true. */
final class SpeakerFindings {
    /** An alarm of a fault may come so long after it: when the slot is over and its evidence was waited for. */
    private static final Duration AFTERWARDS = Duration.ofHours(1);

    private static final Duration CLOCKS = Duration.ofSeconds(30);
    private static final int MOST_TESTS = 50;
    private static final AreaScope EVERYTHING = AreaScope.of(Optional.empty(), List.of());

    final List<String> wrongVerdicts = new ArrayList<>();
    final List<String> falseAlarms = new ArrayList<>();
    final List<SeededFault> unfound = new ArrayList<>();
    final Map<String, Account> said = new TreeMap<>();
    final Map<String, Account> truth = new TreeMap<>();
    int verdicts;
    int corrected;

    private final SpeakerMonth lived;
    private final List<SeededFault> begun;
    private final Map<SeededFault, Map<How, Instant>> found = new HashMap<>();
    private final Map<String, List<SeededFault>> faults;

    SpeakerFindings(SpeakerMonth lived) {
        this.lived = lived;
        begun = lived.month.faults().stream()
                .filter(fault -> fault.from().isBefore(lived.centre.now()))
                .toList();
        faults = begun.stream()
                .collect(Collectors.groupingBy(fault -> fault.device().value()));
        lived.days.values().forEach(this::verdicts);
        report();
        unplanned();
        alarms();
        tests();
        begun.stream().filter(fault -> !found.containsKey(fault)).forEach(unfound::add);
    }

    private void verdicts(Day day) {
        Map<String, KeptVerdict> kept = new HashMap<>();
        lived.centre
                .proof
                .store()
                .each(day.date(), day.date(), verdict -> kept.put(verdict.said().slot() + verdict.device(), verdict));
        Map<String, PlannedSlot> slots =
                day.slots().stream().collect(Collectors.toMap(PlannedSlot::id, Function.identity()));
        Map<String, String> areas = lived.month.clusters().stream()
                .collect(Collectors.toMap(cluster -> cluster.device().value(), Cluster::area));
        for (Truth real : day.truths()) {
            Optional<KeptVerdict> verdict = Optional.ofNullable(kept.remove(real.slot() + real.device()));
            PlannedSlot slot = Objects.requireNonNull(slots.get(real.slot()));
            compare(slot, real, verdict);
            String area = areas.get(real.device().value()) + " ";
            account(slot, real, area);
        }
        kept.values().forEach(one -> wrongVerdicts.add("of nothing: " + one));
    }

    private void account(PlannedSlot slot, Truth real, String area) {
        boolean missed = real.verdict() == LoudspeakerMonth.Verdict.MISSED;
        double heard = missed ? 0 : Math.min(real.played(), slot.seconds());
        count(truth, area + "planned", new Account(1, slot.seconds()));
        count(truth, area + "heard", new Account(missed ? 0 : 1, heard));
        real.cause().ifPresent(cause -> count(truth, area + cause, new Account(1, slot.seconds() - heard)));
    }

    private void report() {
        LocalDate first = lived.days.keySet().iterator().next();
        MonthReport report =
                lived.centre.reports.of(first, first.plusDays(lived.days.size() - 1), lived.centre.now(), EVERYTHING);
        for (Line line : report.communes()) {
            Line.Slots slots = line.slots();
            String area = line.key() + " ";
            count(
                    said,
                    area + "planned",
                    new Account(slots.planned(), line.seconds().planned()));
            count(
                    said,
                    area + "heard",
                    new Account(
                            slots.verified() + slots.partial(), line.seconds().heard()));
            line.causes().forEach(why -> count(said, area + why.cause(), new Account(why.count(), why.seconds())));
        }
    }

    private void compare(PlannedSlot slot, Truth real, Optional<KeptVerdict> verdict) {
        verdicts++;
        if (!verdict.map(SpeakerFindings::words).equals(Optional.of(words(real)))) {
            wrongVerdicts.add(real + " but said was " + verdict);
            return;
        }
        KeptVerdict right = verdict.orElseThrow();
        boolean late = right.correction().isPresent();
        corrected += late ? 1 : 0;
        fault(real.device().value(), slot.start())
                .filter(fault -> real.cause().isPresent() || (late && fault.kind() == Kind.NO_LINK))
                .ifPresent(fault -> found(fault, late ? How.CORRECTED : How.VERDICT, right.changedAt()));
    }

    private void unplanned() {
        LocalDate first = lived.days.keySet().iterator().next();
        Map<String, List<Stray>> strays = lived.strays.stream()
                .collect(Collectors.groupingBy(stray -> stray.device().value()));
        for (KeptUnplanned heard : lived.centre.proof.store().unplanned(first, first.plusDays(lived.days.size()))) {
            Instant from = heard.said().start();
            Instant to = heard.said().end().orElse(from);
            Optional<Stray> stray = strays.getOrDefault(heard.device(), List.of()).stream()
                    .filter(one -> !from.minus(CLOCKS).isAfter(one.to())
                            && !to.plus(CLOCKS).isBefore(one.from()))
                    .findFirst();
            if (stray.isEmpty()) {
                falseAlarms.add("unplanned " + heard);
            } else {
                fault(heard.device(), stray.get().from())
                        .ifPresent(fault -> found(fault, How.UNPLANNED, heard.judgedAt()));
            }
        }
    }

    private void alarms() {
        lived.centre.raised.forEach((device, raised) -> raised.forEach(alarm -> {
            List<SeededFault> reasons = faults.getOrDefault(device, List.of()).stream()
                    .filter(fault -> alarm.isWithin(fault.from(), fault.to().plus(AFTERWARDS)))
                    .filter(fault -> expected(fault.kind()).contains(alarm.what()))
                    .toList();
            if (reasons.isEmpty()) {
                falseAlarms.add(device + " " + alarm + " " + faults.getOrDefault(device, List.of()));
            }
            reasons.forEach(fault -> found(fault, How.ALARM, alarm.at()));
        }));
    }

    private void tests() {
        for (SeededFault fault : begun) {
            if (fault.kind() == Kind.DEAF) {
                lived.centre.clusters.selfTests(fault.device().value(), MOST_TESTS).stream()
                        .filter(test -> !test.microphone()
                                && !test.at().isBefore(fault.from())
                                && test.at().isBefore(fault.to()))
                        .forEach(test -> found(fault, How.SELF_TEST, test.at()));
            } else if (fault.kind() == Kind.NO_LINK) {
                lived.centre.lost.getOrDefault(fault.device().value(), List.of()).stream()
                        .filter(at -> !at.isBefore(fault.from()) && at.isBefore(fault.to()))
                        .forEach(at -> found(fault, How.UNHEARD, at));
            }
        }
    }

    private static Set<String> expected(Kind kind) {
        return switch (kind) {
            case OPEN_LINE, SHORT_LINE -> Set.of("speaker-line", "speaker-missed");
            case AMPLIFIER -> Set.of("speaker-fault", "speaker-missed");
            case STRANGE_AUDIO, UNPLANNED_PLAY -> Set.of("speaker-unplanned-sound");
            case STUCK -> Set.of("speaker-unplanned-sound", "speaker-missed");
            case WRONG_FILE -> Set.of("speaker-wrong-audio", "speaker-missed");
            case OVERHEATED -> Set.of("speaker-amplifier-hot");
            case DEAD_AMPLIFIER, WRONG_VOLUME, NO_START, MUTED -> Set.of("speaker-missed");
            case UNDERRUNS, NO_LINK, LATE_START, DEAF -> Set.of();
        };
    }

    private Optional<SeededFault> fault(String device, Instant at) {
        return faults.getOrDefault(device, List.of()).stream()
                .filter(fault -> !at.isBefore(fault.from()) && !at.isAfter(fault.to()))
                .findFirst();
    }

    private void found(SeededFault fault, How how, Instant at) {
        found.computeIfAbsent(fault, any -> new EnumMap<>(How.class))
                .merge(how, at, (one, other) -> one.isBefore(other) ? one : other);
    }

    private static String words(Truth real) {
        return real.verdict() + real.cause().map(cause -> " " + cause).orElse("");
    }

    private static String words(KeptVerdict kept) {
        return kept.said().verdict()
                + kept.said().cause().map(cause -> " " + cause).orElse("");
    }

    private static void count(Map<String, Account> to, String key, Account account) {
        to.merge(key, account, Account::plus);
    }

    void print() {
        System.out.printf(
                "verdicts %d, other than the truth %d, corrected %d, unplanned strays %d, false alarms %d, readings %d%n",
                verdicts,
                wrongVerdicts.size(),
                corrected,
                lived.strays.size(),
                falseAlarms.size(),
                lived.centre.readings);
        System.out.println("| Fault | seeded | found | "
                + Stream.of(How.values()).map(How::name).collect(Collectors.joining(" | ")) + " | median delay |");
        for (Kind kind : Kind.values()) {
            List<SeededFault> all =
                    begun.stream().filter(fault -> fault.kind() == kind).toList();
            List<Long> delays = all.stream()
                    .filter(found::containsKey)
                    .map(fault -> Objects.requireNonNull(found.get(fault)).values().stream()
                            .mapToLong(at -> Duration.between(fault.from(), at).toSeconds())
                            .min()
                            .orElseThrow())
                    .sorted()
                    .toList();
            String by = Stream.of(How.values())
                    .map(how -> String.valueOf(all.stream()
                            .filter(fault -> found.getOrDefault(fault, Map.of()).containsKey(how))
                            .count()))
                    .collect(Collectors.joining(" | "));
            System.out.printf(
                    "| %s | %d | %d | %s | %s |%n",
                    kind,
                    all.size(),
                    delays.size(),
                    by,
                    delays.isEmpty() ? "–" : Duration.ofSeconds(delays.get(delays.size() / 2)));
        }
        Stream.of(wrongVerdicts, falseAlarms, unfound)
                .forEach(list -> list.stream().limit(12).forEach(System.out::println));
    }

    /** What told of a fault. */
    enum How {
        VERDICT,
        CORRECTED,
        UNPLANNED,
        ALARM,
        SELF_TEST,
        UNHEARD
    }

    /** Slots and the seconds of them that were played. */
    record Account(int slots, double seconds) {
        Account plus(Account other) {
            return new Account(slots + other.slots, seconds + other.seconds);
        }
    }
}
