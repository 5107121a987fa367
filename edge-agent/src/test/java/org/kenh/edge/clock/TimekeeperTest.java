package org.kenh.edge.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.kenh.edge.clock.TimeSource.Observation;
import org.kenh.edge.clock.Timekeeper.Clocks;

class TimekeeperTest {
    private static final Instant NOON = Instant.parse("2026-07-01T05:00:00Z");
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private Instant wall = Instant.EPOCH;
    private long nanos = 20_000_000_000L;
    private boolean synchronizedByNtp;
    private Optional<Instant> centre = Optional.empty();
    private Boots boots = new Boots(List.of(), boot(1), new NoStore());
    private Timekeeper keeper = keeper();

    @Test
    void boot1970_staysUnstampedUntilTheClockIsTrusted_thenAllOfTheBootIsStamped() {
        long early = nanos;
        pass(Duration.ofSeconds(100));
        assertThat(keeper.check()).isFalse();
        assertThat(boots.stamp(boots.present(), early)).isEmpty();

        trustWall(NOON);

        assertThat(keeper.check()).isTrue();
        assertThat(at(early)).isEqualTo(NOON.minusSeconds(100));
        assertThat(keeper.isTrusted()).isTrue();
    }

    @Test
    void centre_isEnoughWithoutNtp() {
        centre = Optional.of(NOON);

        assertThat(keeper.check()).isTrue();
        assertThat(keeper.instant()).isEqualTo(NOON);
    }

    @Test
    void wallClockSteps_withoutTrust_changeNothing() {
        trustedAtNoon();
        synchronizedByNtp = false;
        wall = NOON.minus(Duration.ofHours(2));
        pass(Duration.ofMinutes(1));
        boolean unused = keeper.check();

        assertThat(keeper.instant()).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void trustedStepForwardByADay_isFollowedAfterThreeLooks_andEarlierStampsStay() {
        trustedAtNoon();
        long before = nanos;
        Instant stamped = at(before);
        wall = wall.plus(Duration.ofDays(1));
        look();
        look();
        assertThat(keeper.instant()).isEqualTo(NOON.plusSeconds(120));
        look();

        assertThat(keeper.instant()).isEqualTo(NOON.plusSeconds(180).plus(Duration.ofDays(1)));
        assertThat(keeper.isTrusted()).isTrue();
        assertThat(at(before)).isEqualTo(stamped);
    }

    @Test
    void trustedStepBackByTwoHours_goesAtHalfSpeedAndUncertainUntilTimeHasCaughtUp() {
        trustedAtNoon();
        wall = wall.minus(Duration.ofHours(2));
        look();
        look();
        look();
        Instant turn = keeper.instant();
        pass(Duration.ofHours(1));
        assertThat(Duration.between(turn, keeper.instant())).isEqualTo(Duration.ofMinutes(30));
        assertThat(keeper.isTrusted()).isFalse();

        pass(Duration.ofHours(3));
        assertThat(keeper.instant()).isCloseTo(wall, within(1, ChronoUnit.MILLIS));
        pass(Duration.ofHours(1));
        assertThat(keeper.instant()).isEqualTo(wall);
        assertThat(keeper.isTrusted()).isTrue();
    }

    @Test
    void stepThatComesAndGoes_changesNothing() {
        trustedAtNoon();
        wall = wall.plus(Duration.ofHours(5));
        look();
        look();
        wall = wall.minus(Duration.ofHours(5));
        look();
        wall = wall.plus(Duration.ofHours(5));
        look();
        look();

        assertThat(keeper.instant()).isEqualTo(NOON.plusSeconds(300));
    }

    @Test
    void centre_contradictsNtp_wins() {
        trustedAtNoon();
        wall = wall.plus(Duration.ofDays(1));
        for (int i = 1; i <= 5; i++) {
            centre = Optional.of(NOON.plusSeconds(60L * i));
            look();
        }

        assertThat(keeper.instant()).isEqualTo(NOON.plusSeconds(300));
    }

    @Test
    void drift_isFollowedAtOnce() {
        trustedAtNoon();
        wall = wall.plusMillis(1_500);
        look();

        assertThat(keeper.instant()).isEqualTo(NOON.plusSeconds(60).plusMillis(1_500));
    }

    @Test
    void noSource_afterPatience_takesTheWallClockAsUncertain_untilOneIsThere() {
        wall = NOON;
        pass(PATIENCE);
        assertThat(keeper.check()).isTrue();
        assertThat(keeper.isTrusted()).isFalse();
        assertThat(keeper.instant()).isEqualTo(NOON.plus(PATIENCE));

        centre = Optional.of(wall.plusSeconds(40));
        boolean unused = keeper.check();
        assertThat(keeper.isTrusted()).isTrue();
        assertThat(keeper.instant()).isEqualTo(wall.plusSeconds(40));
    }

    @Test
    void noSourceAndAbsurdWallClock_goesOnAfterTheLastKnownTime() {
        trustedAtNoon();
        reboot(2);
        wall = Instant.EPOCH;
        pass(PATIENCE.plusSeconds(1));
        boolean unused = keeper.check();

        assertThat(keeper.isTrusted()).isFalse();
        assertThat(keeper.instant()).isAfter(NOON).isBefore(NOON.plus(Duration.ofMinutes(11)));
    }

    @Test
    void bootThatNeverKnewTheTime_isEstimatedAfterTheOneBefore_andBeforeTheNext() {
        trustedAtNoon();
        BootTime first = time(boots.present(), NOON.minusSeconds(20), 20);
        BootTime lost = new BootTime(boot(2), end(first), 600_000_000_000L, List.of());
        boots = new Boots(List.of(first, lost), boot(3), new NoStore());
        keeper = keeper();
        trustWall(NOON.plus(Duration.ofHours(3)));
        boolean unused = keeper.check();

        Stamp begin = boots.stamp(boot(2), 0).orElseThrow();
        Stamp end = boots.stamp(boot(2), 600_000_000_000L).orElseThrow();
        assertThat(begin.certain()).isFalse();
        assertThat(instant(begin)).isEqualTo(NOON.plusSeconds(1));
        assertThat(instant(end)).isEqualTo(NOON.plusSeconds(601));
    }

    @Test
    void bootBeforeAnyKnownTime_isEstimatedToEndRightBeforeTheFirstKnownOne() {
        BootTime lost = new BootTime(boot(2), Anchor.NO_FLOOR, 600_000_000_000L, List.of());
        boots = new Boots(List.of(lost), boot(3), new NoStore());
        keeper = keeper();
        trustWall(NOON);
        boolean unused = keeper.check();

        Stamp end = boots.stamp(boot(2), 600_000_000_000L).orElseThrow();
        assertThat(end.certain()).isFalse();
        assertThat(instant(end)).isEqualTo(NOON.minusSeconds(21));
    }

    @Test
    void midnightAndMonthEnd_areNothingSpecial() {
        trustWall(Instant.parse("2026-07-31T16:59:30Z"));
        boolean unused = keeper.check();
        List<Instant> stamps = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            pass(Duration.ofSeconds(1));
            stamps.add(keeper.instant());
        }

        assertThat(stamps).isSorted().doesNotHaveDuplicates();
        assertThat(stamps.get(59)).isEqualTo(Instant.parse("2026-07-31T17:00:30Z"));
    }

    /** Whatever the clocks say: later is stamped later, and what was stamped keeps its stamp. */
    @Property(tries = 300)
    void stamps_neverGoBackAndNeverChange(
            @ForAll @Size(max = 40) List<@IntRange(min = -200_000, max = 200_000) Integer> steps) {
        boots = new Boots(List.of(), boot(1), new NoStore());
        keeper = keeper();
        trustedAtNoon();
        List<Long> moments = new ArrayList<>();
        List<Stamp> stamps = new ArrayList<>();
        for (int step : steps) {
            wall = wall.plusSeconds(step % 3 == 0 ? step : step % 7);
            for (int i = 0; i < 4; i++) {
                pass(Duration.ofSeconds(1));
                boolean unused = keeper.check();
                moments.add(nanos);
                stamps.add(boots.stamp(boots.present(), nanos).orElseThrow());
            }
        }
        for (int i = 0; i < moments.size(); i++) {
            assertThat(boots.stamp(boots.present(), moments.get(i))).contains(stamps.get(i));
        }
        assertThat(stamps.stream().map(Stamp::micros)).isSorted().doesNotHaveDuplicates();
    }

    private void trustedAtNoon() {
        trustWall(NOON);
        assertThat(keeper.check()).isTrue();
    }

    private void trustWall(Instant now) {
        wall = now;
        synchronizedByNtp = true;
    }

    private void look() {
        pass(Duration.ofMinutes(1));
        boolean unused = keeper.check();
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
        wall = wall.plus(time);
    }

    private void reboot(int number) {
        BootTime old = time(boots.present(), at(0), nanos / 1_000_000_000L);
        nanos = 1_000_000_000L;
        synchronizedByNtp = false;
        boots = new Boots(List.of(old), boot(number), new NoStore());
        keeper = keeper();
    }

    private Instant at(long moment) {
        return instant(boots.stamp(boots.present(), moment).orElseThrow());
    }

    private Timekeeper keeper() {
        Clocks clocks = new Clocks(() -> nanos, () -> wall);
        TimeSource ntp = () -> synchronizedByNtp
                ? Optional.of(NtpState.observe(clocks.monotonic(), clocks.wall(), 1_000))
                : Optional.empty();
        TimeSource http = () -> centre.map(time -> new Observation(nanos, micros(time), 50_000));
        return new Timekeeper(boots, List.of(ntp, http), clocks, PATIENCE);
    }

    private static BootTime time(BootId boot, Instant zero, long seconds) {
        return new BootTime(
                boot,
                Anchor.NO_FLOOR,
                seconds * 1_000_000_000L,
                List.of(new Anchor(0, Anchor.NO_FLOOR, micros(zero), true)));
    }

    private static long end(BootTime boot) {
        return boot.endMicros();
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static Instant instant(Stamp stamp) {
        return Instant.EPOCH.plus(stamp.micros(), ChronoUnit.MICROS);
    }

    private static BootId boot(int number) {
        return new BootId(new UUID(0, number));
    }

    private static final class NoStore implements BootStore {
        @Override
        public void began(BootId boot, long afterMicros) {}

        @Override
        public void anchored(BootId boot, Anchor anchor) {}
    }
}
