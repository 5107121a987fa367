package org.kenh.operations.irrigation.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kenh.operations.irrigation.execution.WaterQuality.Probed;

class WaterQualityTest {
    private static final Instant START = Instant.parse("2026-06-15T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "ph,5.5,false", "ph,5.49,true", "ph,9,false", "ph,9.01,true",
        "oxygen,2,false", "oxygen,1.99,true", "tds,2000,false", "tds,2001,true",
        "chloride,350,false", "chloride,351,true", "conductivity,3125,false", "conductivity,3126,true",
        "temperature,99,false"
    })
    void value_isJudgedByTheLimitsForIrrigation(String series, double value, boolean bad) {
        assertThat(WaterQuality.finding(new Probed("d", series, START, value)).isPresent())
                .isEqualTo(bad);
    }

    @Test
    void threeBadReadings_within30Minutes_lock_andNotOneSecondMore() {
        assertThat(locking(bad(0), bad(900), bad(1_800))).isPresent();
        assertThat(locking(bad(0), bad(900), bad(1_801))).isEmpty();
        assertThat(locking(bad(0), bad(900))).isEmpty();
        assertThat(locking(bad(0), good(300), bad(900), good(1_000), bad(1_800)))
                .isPresent();
    }

    @Test
    void whatAProbeTellsAtOneMoment_isOneReading_andProbesAreNotMixed() {
        assertThat(locking(bad(0), new Probed("d", "oxygen", START, 1), new Probed("d", "chloride", START, 900)))
                .isEmpty();
        assertThat(locking(bad(0), new Probed("e", "ph", START.plusSeconds(60), 4), bad(120)))
                .isEmpty();
    }

    @Test
    void readings_thatAPersonHasReleased_doNotLockAgain() {
        List<Probed> readings = List.of(bad(0), bad(600), bad(1_200));
        assertThat(WaterQuality.locking(readings, START.plusSeconds(1_200))).isEmpty();
        assertThat(WaterQuality.locking(readings, START.plusSeconds(1_199))).isPresent();
    }

    @Test
    void goodWater_countsFromTheLastBadReading_andSilenceBeginsAnew() {
        List<Probed> readings = new ArrayList<>(List.of(good(0), bad(600)));
        for (int second = 1_200; second <= 9_000; second += 600) {
            readings.add(good(second));
        }
        assertThat(WaterQuality.goodSince(readings, List.of(), START.plusSeconds(9_100)))
                .contains(START.plusSeconds(1_200));
        assertThat(WaterQuality.goodSince(readings, List.of(), START.plusSeconds(9_000 + 1_801)))
                .isEmpty();
        readings.add(good(9_000 + 1_900));
        assertThat(WaterQuality.goodSince(readings, List.of(), START.plusSeconds(11_000)))
                .contains(START.plusSeconds(10_900));
        readings.add(new Probed("e", "oxygen", START.plusSeconds(10_950), 1));
        assertThat(WaterQuality.goodSince(readings, List.of(), START.plusSeconds(11_000)))
                .isEmpty();
        assertThat(WaterQuality.goodSince(List.of(), List.of(), START)).isEmpty();
    }

    @Test
    void whatLocked_mustHaveBecomeGoodItself_howeverGoodTheRestIs() {
        List<Probed> readings = new ArrayList<>();
        for (int second = 0; second <= 7_800; second += 600) {
            readings.add(good(second));
        }
        Instant now = START.plusSeconds(7_800);
        List<Lockout.Finding> evidence =
                List.of(new Lockout.Finding("d", "conductivity", START.minusSeconds(60), 5_000, 3_125));
        assertThat(WaterQuality.goodSince(readings, List.of(), now)).contains(START);
        assertThat(WaterQuality.goodSince(readings, evidence, now)).isEmpty();
        readings.add(new Probed("d", "conductivity", START.plusSeconds(6_600), 900));
        assertThat(WaterQuality.goodSince(readings, evidence, now)).contains(START.plusSeconds(6_600));
    }

    @Test
    void level_isHighAtOnce_andOverAfterHalfAnHourClearlyBelow() {
        LevelWatch flood = new LevelWatch(5.5, true);
        assertThat(flood.isBeyond(List.of(level(0, 5.56)), START.plusSeconds(60)))
                .isTrue();
        assertThat(flood.isBeyond(List.of(level(0, 5.49)), START.plusSeconds(60)))
                .isFalse();
        assertThat(flood.isBeyond(
                        List.of(level(0, 6)), START.plus(LevelWatch.STALE).plusSeconds(1)))
                .isFalse();
        List<Samples.Sample> falling = List.of(level(0, 5.46), level(600, 5.44), level(1_200, 5.4));
        assertThat(flood.goodSince(falling, START.plusSeconds(1_260))).contains(START.plusSeconds(600));
    }

    @Test
    void intake_isLowAfterTwoMinutes() {
        LevelWatch intake = new LevelWatch(0.8, false);
        List<Samples.Sample> low = List.of(level(0, 0.9), level(60, 0.79), level(120, 0.78));
        assertThat(intake.isBeyond(low, START.plusSeconds(179))).isFalse();
        assertThat(intake.isBeyond(low, START.plusSeconds(180))).isTrue();
        assertThat(intake.goodSince(List.of(level(0, 0.84)), START)).isEmpty();
        assertThat(intake.goodSince(List.of(level(0, 0.85)), START)).isEqualTo(Optional.of(START));
        assertThat(LevelWatch.CALM).isEqualTo(Duration.ofMinutes(30));
    }

    private static Optional<List<Lockout.Finding>> locking(Probed... readings) {
        return WaterQuality.locking(List.of(readings), START.minusSeconds(1));
    }

    private static Probed bad(long second) {
        return new Probed("d", "ph", START.plusSeconds(second), 4.9);
    }

    private static Probed good(long second) {
        return new Probed("d", "ph", START.plusSeconds(second), 7);
    }

    private static Samples.Sample level(long second, double level) {
        return new Samples.Sample(START.plusSeconds(second), level);
    }
}
