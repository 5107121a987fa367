package org.kenh.operations.alarmdesk.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.kenh.ingest.alarm.AlarmRule;
import org.kenh.ingest.alarm.Condition;
import org.kenh.ingest.alarm.InputName;
import org.kenh.ingest.alarm.Rationalisation.Bilingual;
import org.kenh.operations.alarmdesk.Scope;

/** Every rule that comes with the product. */
class RuleLibraryTest {
    private static final RuleDocument.Version VERSION =
            new RuleDocument.Version("r", 1, "library", Instant.parse("2026-03-01T05:00:00Z"));
    private static final String MARKS = "ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ";

    /** What each kind of device in the demo district sends; see its simulated devices. */
    private static final Map<String, Set<String>> SENT = Map.of(
            "pump-controller",
            Set.of(
                    "running",
                    "current",
                    "flow",
                    "power",
                    "temperature.winding",
                    "temperature.bearing",
                    "vibration",
                    "trip"),
            "level-gauge",
            Set.of("level", "level.suction", "level.discharge", "rack.difference", "pumps.running", "pumps.tripped"),
            "power-meter",
            Set.of("mains", "voltage.l12", "voltage.l23", "voltage.l31", "power", "power.factor", "door.open"),
            "gate-controller",
            Set.of("gate.opening", "level.upstream", "level.downstream", "flow"),
            "field-sensor",
            Set.of("water.depth", "soil.moisture", "rain.today", "irrigating"),
            "weather-station",
            Set.of("temperature", "wind.speed", "rain.today", "rain.intensity"),
            "water-quality-probe",
            Set.of("ph", "oxygen", "conductivity", "ammonium"),
            "loudspeaker",
            Set.of(
                    "state",
                    "playing",
                    "volume",
                    "temperature.amplifier",
                    "amplifier.current",
                    "underruns",
                    "line.impedance",
                    "tamper"),
            "server",
            Set.of("disk/1/used", "disk/1/total", "memory/used", "memory/total"));

    private final List<RulePack> packs = RuleLibrary.bundled().packs();

    @Test
    void packs_areTold_inBothLanguages() {
        assertThat(packs).hasSize(8).allSatisfy(pack -> {
            assertThat(pack.title().vi()).isNotBlank();
            assertThat(pack.title().en()).isNotBlank();
            assertThat(pack.description().vi()).isNotBlank();
            assertThat(pack.description().en()).isNotBlank();
            assertThat(pack.rules()).isNotEmpty();
        });
    }

    @Test
    void ids_areUnique() {
        Set<String> seen = new HashSet<>();
        rules().forEach(rule -> assertThat(seen.add(rule.id().orElseThrow()))
                .as(rule.id().orElseThrow())
                .isTrue());
        assertThat(seen).hasSizeGreaterThan(40);
    }

    @Test
    void everyRule_isRationalised() {
        rules().forEach(document -> {
            AlarmRule rule = document.rule(VERSION);
            assertThat(rule.rationalisation().gaps())
                    .as(document.id().orElseThrow())
                    .isEmpty();
            assertThat(rule.weights())
                    .as(document.id().orElseThrow())
                    .allSatisfy(weight -> assertThat(weight.grading()).isPresent());
        });
    }

    @Test
    void everyText_isVietnameseAndEnglish() {
        rules().forEach(document -> {
            AlarmRule rule = document.rule(VERSION);
            Stream.of(
                            rule.rationalisation().name(),
                            rule.rationalisation().causes(),
                            rule.rationalisation().consequence(),
                            rule.rationalisation().action())
                    .forEach(text -> assertLanguages(document.id().orElseThrow(), text));
        });
    }

    @Test
    void priorities_areMostlyTheLowest() {
        Map<Integer, Long> mix = rules().flatMap(rule -> rule.priorities().stream())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        double all = mix.values().stream().mapToLong(Long::longValue).sum();

        assertThat(mix.getOrDefault(3, 0L) / all).isCloseTo(0.80, within(0.05));
        assertThat(mix.getOrDefault(2, 0L) / all).isCloseTo(0.15, within(0.05));
        assertThat(mix.getOrDefault(1, 0L) / all).isCloseTo(0.05, within(0.03));
    }

    @Test
    void seriesOfDevices_areSentByTheSimulatedOnes() {
        rules().filter(rule -> rule.scope().subject() == Scope.Subject.DEVICE)
                .filter(rule -> !rule.scope().deviceKinds().isEmpty())
                .forEach(rule -> {
                    Set<String> inputs = rule.rule(VERSION).inputs().stream()
                            .map(InputName::toString)
                            .collect(Collectors.toSet());
                    assertThat(rule.scope().deviceKinds())
                            .as(rule.id().orElseThrow() + " looks at " + inputs)
                            .allMatch(kind -> SENT.getOrDefault(kind, Set.of()).containsAll(inputs));
                });
    }

    @Test
    void seriesOfTheCentre_areThoseItMakes() {
        Set<String> made = Set.of(
                "kenh/irrigation.missed",
                "kenh/irrigation.short",
                "kenh/irrigation.lockout",
                "kenh/irrigation.stopped",
                "kenh/speaker.missed",
                "kenh/speaker.missed.count",
                "kenh/speaker.missed.share",
                "kenh/speaker.unplanned",
                "kenh/speaker.hash",
                "kenh/speaker.drift",
                "kenh/speaker.certificate",
                "kenh/speaker.volume",
                "kenh/speaker.emergency",
                "kenh/link",
                "kenh/power",
                "kenh/fault",
                "kenh/link.lost",
                "kenh/link.lost.share",
                "kenh/power.lost",
                "kenh/power.lost.share");
        rules().flatMap(rule -> rule.rule(VERSION).inputs().stream())
                .map(InputName::toString)
                .filter(name -> name.startsWith("kenh/"))
                .forEach(name -> assertThat(made).contains(name));
    }

    @Test
    void limitsOnMeasuredValues_haveADeadband() {
        rules().forEach(document -> {
            double deadband = switch (document.rule(VERSION).condition()) {
                case Condition.High(InputName series, double setpoint, double band) -> band;
                case Condition.Low(InputName series, double setpoint, double band) -> band;
                case Condition.Levels levels -> levels.deadband();
                case Condition.RateOfChange rate -> rate.deadband();
                case Condition.Deviation deviation -> deviation.deadband();
                case Condition.Equal equal -> 1;
                case Condition.EqualText equal -> 1;
                case Condition.Missing missing -> 1;
                case Condition.Count count -> 1;
                case Condition.Formula formula -> 1;
            };
            assertThat(deadband).as(document.id().orElseThrow()).isPositive();
        });
    }

    @Test
    void groups_actBeforeTheirMembers() {
        List<RuleDocument> groups = rules().filter(rule -> rule.scope().subject() == Scope.Subject.AREA)
                .toList();

        assertThat(groups).isNotEmpty().allSatisfy(group -> {
            Set<String> hidden = group.suppresses().orElseThrow().classes();
            List<RuleDocument> members = rules().filter(rule -> rule.scope().subject() != Scope.Subject.AREA)
                    .filter(rule ->
                            hidden.contains(rule.rule(VERSION).rationalisation().alarmClass()))
                    .toList();
            assertThat(members)
                    .isNotEmpty()
                    .allSatisfy(
                            member -> assertThat(group.rule(VERSION).timing().onDelay())
                                    .isLessThan(member.rule(VERSION).timing().onDelay()));
        });
    }

    @Test
    void lowFlow_onAStoppedPump_isSuppressedByDesign() {
        AlarmRule rule = rules().filter(each -> each.id().orElseThrow().equals("pump-no-flow"))
                .findFirst()
                .orElseThrow()
                .rule(VERSION);

        assertThat(rule.suppression().orElseThrow().when()).hasToString("{running} = 0");
    }

    private Stream<RuleDocument> rules() {
        return packs.stream().flatMap(pack -> pack.rules().stream());
    }

    private static void assertLanguages(String id, Bilingual text) {
        assertThat(text.vi().toLowerCase(java.util.Locale.ROOT).chars().anyMatch(c -> MARKS.indexOf(c) >= 0))
                .as("%s: \"%s\" is Vietnamese with its marks", id, text.vi())
                .isTrue();
        assertThat(text.en()).as(id).isNotBlank().isNotEqualTo(text.vi());
    }
}
