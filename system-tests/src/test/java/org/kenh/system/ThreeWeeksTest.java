package org.kenh.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.kenh.operations.alarmdesk.DeviceFlags.Flag;
import org.kenh.operations.irrigation.demand.FieldDay;
import org.kenh.operations.irrigation.desk.PlanStore.StandingTurn;
import org.kenh.operations.irrigation.desk.PlannedTurn;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.execution.AccountState;
import org.kenh.operations.irrigation.execution.Lockout;
import org.kenh.operations.irrigation.execution.Lockout.Kind;
import org.kenh.operations.irrigation.execution.TurnAccount;
import org.kenh.operations.irrigation.field.Field;
import org.kenh.operations.irrigation.plan.Horizon;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.telemetry.DeviceId;

/**
 * Weeks of the demo district, from the weather to the accounts, with a day of rain, stuck pumps, foul water and a loss of all
 * links: a week after three idle days with {@code -Dkenh.weeks=1}, three weeks with {@code -Dkenh.weeks=3}. One life is lived through, each test looks at another side of it.
 */
@EnabledIfSystemProperty(named = "kenh.weeks", matches = "[1-9]", disabledReason = "takes minutes, see docs/testing.md")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThreeWeeksTest {
    private static final int WEEKS = Integer.getInteger("kenh.weeks", 1);
    private static final Trouble TROUBLE = Trouble.ofWeeks(WEEKS);
    private static final Period ALL =
            new Period(DistrictWeeks.START, DistrictWeeks.START.plus(Duration.ofDays(TROUBLE.days())));
    private static final Set<AccountState> FINAL =
            EnumSet.of(AccountState.DONE, AccountState.CUT_SHORT, AccountState.MISSED, AccountState.WITHDRAWN);
    /** Their river always has too little oxygen. */
    private static final String FOUL_STATION = "tb-quang-phu-cau";

    private static final Set<String> DRY_FIELDS = Set.of("dong-truong-thinh", "dong-lien-bat", "dong-dong-lo");
    /** Its rice was transplanted 92 days before the start and is cut after 100; for the last 14 it is left to dry. */
    private static final String RIPE_FIELD = "dong-dai-hung";

    private static final Set<String> STATIONS_ON_DAY = Set.of("tb-ba-tha", "tb-cao-thanh", "tb-hoa-xa");
    /** mm: the roots of rice reach water down to there. */
    private static final double SAFE_LEVEL = -150;
    /** %: what a dry crop can easily take is used up. */
    private static final double SAFE_MOISTURE = 28;

    private static final int MOST = 10_000;

    private Path memory;
    private DistrictWeeks weeks;
    private List<TurnAccount> accounts;

    @BeforeAll
    void live(@TempDir Path directory) throws IOException {
        memory = Files.createTempDirectory(Path.of("/dev/shm"), "kenh-weeks-");
        weeks = new DistrictWeeks(TROUBLE, directory, memory);
        weeks.live();
        accounts = weeks.office.execution.accounts().within(ALL, Optional.empty(), MOST);
        WeeksReport.print(weeks, accounts);
    }

    @AfterAll
    void close() throws IOException {
        try (Stream<Path> files = Files.walk(memory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } finally {
            if (weeks != null) {
                weeks.close();
            }
        }
        assertThat(memory).doesNotExist();
    }

    @Test
    void turns_allThatWerePublished_areAccountedFor() {
        Map<String, TurnAccount> byId =
                accounts.stream().collect(Collectors.toMap(TurnAccount::id, Function.identity()));
        Instant settled = ALL.to().minus(Duration.ofHours(2));
        List<PlannedTurn> turns = weeks.office.plans.plans().turns(ALL).stream()
                .map(StandingTurn::turn)
                .filter(turn -> turn.period().to().isBefore(settled))
                .toList();

        assertThat(turns).hasSizeGreaterThan(TROUBLE.days());
        assertThat(turns).allSatisfy(turn -> {
            assertThat(byId).containsKey(turn.id());
            assertThat(Objects.requireNonNull(byId.get(turn.id())).state()).isIn(FINAL);
        });
        assertThat(accounts.stream().filter(TurnAccount::isManual)).isEmpty();
        assertThat(count(AccountState.DONE)).isGreaterThan(turns.size() / 2L);
    }

    @Test
    void machines_anyMinute_runOnlyInTheirTurns() {
        assertThat(weeks.watch.strays).isEmpty();
        assertThat(weeks.district.isTakenOver(DeviceId.of("dong-cao-thanh-1"))).isTrue();
        assertThat(weeks.watch.water.keySet())
                .noneMatch(device -> device.value().startsWith(FOUL_STATION));
    }

    @Test
    void accounts_waterOfEachMachine_isWhatTrulyFlowed() {
        assertThat(weeks.watch.water).hasSizeGreaterThan(10).allSatisfy((device, truth) -> {
            double accounted = accounts.stream()
                    .filter(account -> account.target()
                            .filter(target -> target.device().equals(device.value()))
                            .isPresent())
                    .flatMap(account -> account.volume().stream())
                    .mapToDouble(TurnAccount.Volume::cubicMetres)
                    .sum();
            assertThat(accounted).as(device.value()).isCloseTo(truth, within(Math.max(300, 0.05 * truth)));
        });
    }

    @Test
    void balances_ofAllFields_closeEachDay() {
        for (Field field : weeks.centre.registry.fields().all()) {
            List<FieldDay> days = days(field);
            assertThat(days).hasSizeGreaterThanOrEqualTo(TROUBLE.days() - 1);
            assertThat(days)
                    .allSatisfy(day -> assertThat(day.balance().residual()).isCloseTo(0, within(0.1)));
        }
    }

    @Test
    void fields_withWaterInTheirCanal_neverSuffer() {
        for (Field field : weeks.centre.registry.fields().all()) {
            if (!DRY_FIELDS.contains(field.id()) && !field.id().equals(RIPE_FIELD)) {
                double limit = field.sensors().depth().isPresent() ? SAFE_LEVEL : SAFE_MOISTURE;
                assertThat(Objects.requireNonNull(weeks.truth.get(field.id())).least())
                        .as(field.id())
                        .isGreaterThan(limit);
            }
        }
        assertThat(weeks.watch.water.keySet())
                .noneMatch(device -> device.value().startsWith(RIPE_FIELD));
    }

    @Test
    void rain_foretoldAndFallen_keepsTheValvesShut() {
        Period rain = TROUBLE.rain().after(DistrictWeeks.START);
        LocalDate wet = LocalDate.ofInstant(rain.from(), Horizon.ZONE);
        assertThat(weeks.centre.registry.fields().all())
                .allSatisfy(field -> assertThat(days(field).stream()
                                .filter(day -> day.balance().day().equals(wet))
                                .mapToDouble(day -> day.drivers().rainMeasured()))
                        .singleElement()
                        .satisfies(fallen -> assertThat(fallen).as(field.id()).isGreaterThan(25)));
        assertThat(accounts.stream()
                        .filter(account -> account.kind() == SubjectKind.FIELD)
                        .filter(account -> account.course()
                                .started()
                                .filter(rain::contains)
                                .isPresent()))
                .isEmpty();
    }

    @Test
    void pumps_stuck_areAlarmedAndPlannedAround() {
        List<TurnAccount> failed = accounts.stream()
                .filter(account -> Trouble.STUCK.contains(account.subject())
                        && account.state().isFailure())
                .toList();
        assertThat(failed).isNotEmpty();
        assertThat(failed).allSatisfy(account -> {
            DeviceId device = DeviceId.of(account.target().orElseThrow().device());
            assertThat(weeks.office.alarms.get(Flag.IRRIGATION_MISSED)).containsKey(device);
            Instant heard = weeks.unlinked
                    .filter(lost -> lost.contains(account.begins()))
                    .map(Period::to)
                    .orElse(account.begins());
            assertThat(weeks.staff.published.values())
                    .anyMatch(at -> at.isAfter(heard) && at.isBefore(heard.plusSeconds(7_200)));
        });
    }

    @Test
    void water_foul_locksTheIntakesUntilAPersonReleasesThem() {
        Period foul = TROUBLE.foul().after(DistrictWeeks.START);
        List<Lockout> locked = weeks.office.execution.lockouts().list().stream()
                .filter(lockout -> lockout.kind() == Kind.WATER_QUALITY
                        && !lockout.subject().startsWith(FOUL_STATION))
                .toList();
        assertThat(locked.stream().map(lockout -> lockout.subject().replaceFirst("-pump-.*", "")))
                .hasSameElementsAs(STATIONS_ON_DAY);
        assertThat(locked).hasSize(7).allSatisfy(lockout -> {
            assertThat(lockout.openedAt()).isBetween(foul.from(), foul.from().plus(Duration.ofHours(4)));
            assertThat(lockout.released().orElseThrow().by()).isEqualTo(IrrigationStaff.OFFICER);
            assertThat(lockout.released().orElseThrow().at()).isAfter(foul.to());
            assertThat(weeks.office.alarms.get(Flag.IRRIGATION_LOCKOUT)).containsKey(DeviceId.of(lockout.subject()));
            Period rest = new Period(
                    lockout.openedAt().plus(Duration.ofMinutes(5)),
                    lockout.released().orElseThrow().at());
            assertThat(accounts.stream()
                            .filter(account -> account.subject().equals(lockout.subject()))
                            .filter(account -> account.course().started().isPresent())
                            .filter(account ->
                                    rest.contains(account.course().ended().orElse(ALL.to()))))
                    .isEmpty();
        });
        assertThat(weeks.staff.tooEarly).isPositive();
    }

    @Test
    void links_lost_turnsRunAllTheSameAndAreAccountedForAfterwards() {
        Period lost = weeks.unlinked.orElseThrow();
        List<TurnAccount> without = accounts.stream()
                .filter(account ->
                        account.course().started().filter(lost::contains).isPresent())
                .toList();
        assertThat(weeks.watch.ranUnlinked).isNotEmpty();
        assertThat(without).isNotEmpty().allSatisfy(account -> assertThat(FINAL).contains(account.state()));
        assertThat(weeks.district.lost()).isZero();
    }

    private long count(AccountState state) {
        return accounts.stream().filter(account -> account.state() == state).count();
    }

    private List<FieldDay> days(Field field) {
        LocalDate first = DistrictWeeks.FIRST;
        return weeks.office.days.days(field.id(), first, first.plusDays(TROUBLE.days()));
    }
}
