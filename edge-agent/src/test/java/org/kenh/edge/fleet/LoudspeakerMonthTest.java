package org.kenh.edge.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.kenh.edge.fleet.LoudspeakerMonth.Arrival;
import org.kenh.edge.fleet.LoudspeakerMonth.Cause;
import org.kenh.edge.fleet.LoudspeakerMonth.Day;
import org.kenh.edge.fleet.LoudspeakerMonth.Kind;
import org.kenh.edge.fleet.LoudspeakerMonth.PlannedSlot;
import org.kenh.edge.fleet.LoudspeakerMonth.SeededFault;
import org.kenh.edge.fleet.LoudspeakerMonth.Terms;
import org.kenh.edge.fleet.LoudspeakerMonth.Truth;
import org.kenh.edge.fleet.LoudspeakerMonth.Verdict;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.Value;

class LoudspeakerMonthTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);
    private static final Terms SMALL =
            new Terms(7, FIRST, 8, 4, 40, Duration.ofMinutes(30), Terms.programme(40), Terms.ofEachKind(3));

    @Test
    void truths_followFromWhatArrives() {
        LoudspeakerMonth month = new LoudspeakerMonth(SMALL);
        Map<String, Set<String>> ends = new HashMap<>();
        List<Day> days = days(month);
        days.forEach(day -> day.arrivals().forEach(arrival -> collect(arrival, ends)));
        Map<String, PlannedSlot> slots = days.stream()
                .flatMap(day -> day.slots().stream())
                .collect(Collectors.toMap(PlannedSlot::id, slot -> slot));
        List<Truth> truths = days.stream().flatMap(day -> day.truths().stream()).toList();

        assertThat(truths).hasSize(8 * 40 * 40);
        for (Truth truth : truths) {
            Set<String> told = ends.getOrDefault(truth.device() + " " + truth.slot(), Set.of());
            assertThat(told.size()).isLessThanOrEqualTo(1);
            Optional<JsonNode> end = told.stream().findFirst().map(LoudspeakerMonthTest::json);
            assertThat(judged(Objects.requireNonNull(slots.get(truth.slot())), end))
                    .as(truth + " " + told)
                    .isEqualTo(truth.verdict() + " " + truth.cause());
        }
    }

    @Test
    void truths_faults_haveTheirVerdicts() {
        List<Truth> truths = days(new LoudspeakerMonth(SMALL)).stream()
                .flatMap(day -> day.truths().stream())
                .toList();

        Map<Kind, Set<String>> byKind = new HashMap<>();
        truths.forEach(truth -> truth.fault()
                .ifPresent(kind -> byKind.computeIfAbsent(kind, key -> new HashSet<>())
                        .add(truth.verdict()
                                + truth.cause().map(cause -> " " + cause).orElse(""))));
        assertThat(byKind)
                .containsEntry(Kind.DEAD_AMPLIFIER, Set.of("MISSED SILENT"))
                .containsEntry(Kind.OPEN_LINE, Set.of("MISSED SILENT"))
                .containsEntry(Kind.AMPLIFIER, Set.of("MISSED FAULT"))
                .containsEntry(Kind.UNDERRUNS, Set.of("PARTIAL SHORT"))
                .containsEntry(Kind.LATE_START, Set.of("PARTIAL LATE"))
                .containsEntry(Kind.STUCK, Set.of("VERIFIED", "MISSED NO_START"))
                .containsEntry(Kind.WRONG_FILE, Set.of("MISSED WRONG_AUDIO"))
                .containsEntry(Kind.MUTED, Set.of("MISSED MUTED"))
                .containsEntry(Kind.NO_LINK, Set.of("VERIFIED"))
                .containsEntry(Kind.DEAF, Set.of("VERIFIED"));
        assertThat(truths.stream().filter(truth -> truth.fault().isEmpty()))
                .allMatch(truth -> truth.verdict() == Verdict.VERIFIED && truth.heard() > 0);
    }

    @Test
    void faults_areSeededOneAtATime_andAllShow() {
        LoudspeakerMonth month = new LoudspeakerMonth(SMALL);

        List<SeededFault> faults = month.faults();
        Map<Kind, Long> counts =
                faults.stream().collect(Collectors.groupingBy(SeededFault::kind, Collectors.counting()));
        assertThat(counts)
                .hasSize(Kind.values().length)
                .allSatisfy((kind, count) -> assertThat(count).isEqualTo(3));
        for (SeededFault one : faults) {
            assertThat(one.from()).isBefore(one.to());
            assertThat(one.to()).isBeforeOrEqualTo(month.end());
            assertThat(faults)
                    .noneMatch(other -> !other.equals(one)
                            && other.device().equals(one.device())
                            && other.from().isBefore(one.to())
                            && one.from().isBefore(other.to()));
        }
        Set<Kind> strays = days(month).stream()
                .flatMap(day -> day.strays().stream())
                .map(LoudspeakerMonth.Stray::kind)
                .collect(Collectors.toSet());
        assertThat(strays)
                .containsExactlyInAnyOrder(Kind.STRANGE_AUDIO, Kind.UNPLANNED_PLAY, Kind.STUCK, Kind.WRONG_FILE);
    }

    @Test
    void arrivals_areLateTwiceAndOutOfOrder_butEachReadingIsOne() {
        LoudspeakerMonth month = new LoudspeakerMonth(SMALL);
        SeededFault lost = month.faults().stream()
                .filter(fault -> fault.kind() == Kind.NO_LINK)
                .findFirst()
                .orElseThrow();
        int twice = 0;
        int outOfOrder = 0;
        int afterLoss = 0;
        Map<String, Value> seen = new HashMap<>();
        Map<DeviceId, Instant> newest = new HashMap<>();
        Instant before = Instant.MIN;
        for (Day day : days(month)) {
            for (Arrival arrival : day.arrivals()) {
                assertThat(arrival.at()).isAfterOrEqualTo(before);
                before = arrival.at();
                for (Reading reading : arrival.readings()) {
                    assertThat(arrival.at()).isAfter(reading.at());
                    Value earlier = seen.put(arrival.device() + " " + reading.series() + reading.at(), reading.value());
                    assertThat(earlier == null || earlier.equals(reading.value()))
                            .isTrue();
                    twice += earlier == null ? 0 : 1;
                    Instant last = newest.merge(arrival.device(), reading.at(), (a, b) -> a.isAfter(b) ? a : b);
                    outOfOrder += last.isAfter(reading.at()) ? 1 : 0;
                }
                if (arrival.device().equals(lost.device())) {
                    assertThat(lost.covers(arrival.at())).isFalse();
                    boolean during = lost.covers(arrival.readings().get(0).at());
                    afterLoss += during ? 1 : 0;
                }
            }
        }
        assertThat(twice).isGreaterThan(500);
        assertThat(outOfOrder).isGreaterThan(500);
        assertThat(afterLoss).isPositive();
    }

    @Test
    void month_sameTerms_isTheSame() {
        assertThat(new LoudspeakerMonth(SMALL).next()).isEqualTo(new LoudspeakerMonth(SMALL).next());
    }

    @Test
    void district_hasItsSize() {
        LoudspeakerMonth month = new LoudspeakerMonth(Terms.district(3, FIRST, 12));

        Day day = month.next();

        assertThat(month.clusters()).hasSize(700);
        assertThat(month.clusters().stream().map(LoudspeakerMonth.Cluster::area).distinct())
                .hasSize(29);
        assertThat(day.truths()).hasSize(28_000);
        assertThat(month.faults()).hasSize(12 * Kind.values().length);
    }

    @Test
    void programme_tooManySlots_areRefused() {
        assertThatThrownBy(() -> Terms.programme(200))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("200");
    }

    private static List<Day> days(LoudspeakerMonth month) {
        List<Day> days = new ArrayList<>();
        month.forEachRemaining(days::add);
        return days;
    }

    private static void collect(Arrival arrival, Map<String, Set<String>> ends) {
        for (Reading reading : arrival.readings()) {
            if (reading.series().value().equals("play") && reading.value() instanceof Value.Text text) {
                assertThat(text.value().length()).isLessThan(1_024);
                JsonNode event = json(text.value());
                if (event.path("kind").asText().equals("end") && event.has("slot")) {
                    ends.computeIfAbsent(
                                    arrival.device() + " " + event.path("slot").asText(), key -> new HashSet<>())
                            .add(text.value());
                }
            }
        }
    }

    /** The rules of the proof of play, written once more. */
    private static String judged(PlannedSlot slot, Optional<JsonNode> told) {
        if (told.isEmpty()) {
            return Verdict.MISSED + " " + Optional.of(Cause.NO_START);
        }
        JsonNode end = told.get();
        double late =
                Duration.between(slot.start(), Instant.parse(end.path("start").asText()))
                                .toMillis()
                        / 1e3;
        double share = end.path("played").asDouble() / slot.seconds();
        double rise = end.path("rise").asDouble();
        double current = end.path("current").asDouble();
        Optional<Cause> missed = Optional.empty();
        if (!end.path("sha256").asText().equals(slot.sha256())) {
            missed = Optional.of(Cause.WRONG_AUDIO);
        } else if (end.path("reason").asText().equals("muted")) {
            missed = Optional.of(Cause.MUTED);
        } else if (end.path("result").asText().equals("failed")) {
            missed = Optional.of(Cause.FAULT);
        } else if (rise < 3 && current < 0.25) {
            missed = Optional.of(Cause.SILENT);
        }
        if (missed.isPresent()) {
            return Verdict.MISSED + " " + missed;
        }
        if (share < 0.95) {
            assertThat(share).isGreaterThanOrEqualTo(0.5);
            return Verdict.PARTIAL + " " + Optional.of(Cause.SHORT);
        }
        if (late > 30) {
            assertThat(late).isLessThan(120);
            return Verdict.PARTIAL + " " + Optional.of(Cause.LATE);
        }
        assertThat(rise >= 6 || current >= 0.5).isTrue();
        return Verdict.VERIFIED + " " + Optional.empty();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
