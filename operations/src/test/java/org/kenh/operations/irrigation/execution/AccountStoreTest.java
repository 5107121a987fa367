package org.kenh.operations.irrigation.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kenh.ingest.timescale.Databases;
import org.kenh.operations.OperationsException;
import org.kenh.operations.TestClock;
import org.kenh.operations.command.Commands;
import org.kenh.operations.command.IssuedCommand;
import org.kenh.operations.irrigation.desk.Step;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.plan.BandEnergy;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.Target;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlCommandStore;
import org.kenh.operations.timescale.SqlLockoutStore;
import org.kenh.operations.timescale.SqlReplanStore;
import org.kenh.operations.timescale.SqlStopStore;
import org.kenh.operations.timescale.SqlTurnAccounts;
import org.kenh.telemetry.DeviceId;

/** What the tables keep is what was given to them. */
class AccountStoreTest {
    private static final Instant START = Instant.parse("2026-06-14T00:00:00Z");
    private final OperationsDatabase database = OperationsDatabase.open(Databases.PLAIN.fresh(), 4);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void account_keptAndRead_isTheSame_andKeptAgainIsNoNews() {
        SqlTurnAccounts store = new SqlTurnAccounts(database);
        TurnAccount account = Cases.turn("p1-1", SubjectKind.PUMP, START, Duration.ofHours(2), 3_600)
                .account();
        TurnAccount full = new TurnAccount(
                account.id(),
                account.kind(),
                account.subject(),
                account.canal(),
                account.area(),
                account.target(),
                Optional.empty(),
                account.planned(),
                new TurnAccount.Course(
                        Optional.of(START),
                        Optional.of(START.plusSeconds(20)),
                        Optional.of(START.plusSeconds(7_200)),
                        "time",
                        Optional.of(true)),
                Optional.of(new TurnAccount.Volume(3_590, VolumeHow.FLOW_SERIES)),
                Optional.of(new TurnAccount.Energy(
                        List.of(new BandEnergy("normal", 1_500, 40, 60_000)), EnergyHow.ENERGY_SERIES)),
                AccountState.DONE);
        List<AccountStore.Kept> kept =
                List.of(new AccountStore.Kept(account, false), new AccountStore.Kept(manual(), false));

        assertThat(store.keep(kept, START)).containsExactly("p1-1", "m-b-1");
        assertThat(store.keep(kept, START.plusSeconds(9))).isEmpty();
        assertThat(store.keep(List.of(new AccountStore.Kept(full, true)), START))
                .containsExactly("p1-1");
        assertThat(store.find("p1-1")).contains(full);
        assertThat(store.open()).containsExactly(manual());
        assertThat(store.within(new Period(START, START.plusSeconds(1)), Optional.of(Set.of("b")), 10))
                .containsExactlyInAnyOrder(full, manual());
        assertThat(store.within(new Period(START.plusSeconds(8_000), START.plusSeconds(9_000)), Optional.empty(), 10))
                .containsExactly(manual());
        store.remove(List.of("m-b-1", "p1-1"));
        assertThat(store.find("m-b-1")).isEmpty();
        assertThat(store.find("p1-1")).isPresent();
        store.watched(Map.of());
        store.watched(Map.of("b", START, "a", START));
        store.watched(Map.of("b", START.plusSeconds(5)));
        assertThat(store.watched()).containsOnly(Map.entry("a", START), Map.entry("b", START.plusSeconds(5)));
    }

    @Test
    void limit_countsOnlyAccountsOfWhatIsAskedFor() {
        SqlTurnAccounts store = new SqlTurnAccounts(database);
        store.keep(List.of(kept("p1-1", START, ""), kept("p1-2", START.plusSeconds(60), "")), START);
        store.keep(List.of(new AccountStore.Kept(manual(), false)), START);
        Period period = new Period(START.minusSeconds(60), START.plusSeconds(120));

        assertThat(store.within(period, Optional.of(Set.of("r1", "r9")), 2))
                .extracting(TurnAccount::id)
                .containsExactly("p1-1", "p1-2");
        assertThat(store.within(period, Optional.of(Set.of("b")), 1))
                .extracting(TurnAccount::id)
                .containsExactly("m-b-1");
        assertThat(store.within(period, Optional.of(Set.of()), 9)).isEmpty();
    }

    @Test
    void account_thatTheStoreCannotTake_keepsNoneOfTheOthersOut() {
        SqlTurnAccounts store = new SqlTurnAccounts(database);
        List<AccountStore.Kept> all =
                List.of(kept("p1-1", START, ""), kept("p1-2", START, "a\u0000b"), kept("p1-3", START, ""));

        assertThat(store.keep(all, START)).containsExactly("p1-1", "p1-3");
        assertThat(store.open()).extracting(TurnAccount::id).containsExactly("p1-1", "p1-3");
        assertThatThrownBy(() -> store.keep(all.subList(1, 2), START)).isInstanceOf(OperationsException.class);
    }

    @Test
    void lockout_holdsOncePerSubject_andIsReleasedOnlyFromItsState() {
        SqlLockoutStore store = new SqlLockoutStore(database);
        Lockout wanted = new Lockout(
                0,
                Lockout.Kind.WATER_QUALITY,
                SubjectKind.PUMP,
                "b",
                START,
                List.of(new Lockout.Finding("do-nuoc", "ph", START, 4.9, 5.5)),
                Optional.empty(),
                Lockout.State.LOCKED,
                Optional.empty(),
                "");
        Lockout kept = store.add(wanted).orElseThrow();

        assertThat(store.add(wanted)).isEmpty();
        assertThat(kept.evidence()).isEqualTo(wanted.evidence());
        Step step = new Step("an", START.plusSeconds(60));
        assertThat(store.release(kept.id(), Lockout.State.RELEASABLE, step, "đã thử nước"))
                .isFalse();
        store.assess(kept.id(), Optional.of(START), Lockout.State.RELEASABLE);
        assertThat(store.open())
                .singleElement()
                .satisfies(one -> assertThat(one.goodSince()).contains(START));
        assertThat(store.release(kept.id(), Lockout.State.RELEASABLE, step, "đã thử nước"))
                .isTrue();
        assertThat(store.open()).isEmpty();
        assertThat(store.find(kept.id()).orElseThrow().released()).contains(step);
        assertThat(store.add(wanted)).isPresent();
        assertThat(store.list(10)).hasSize(2);
    }

    @Test
    void stop_isReleasedByASecondPersonOnly() {
        SqlStopStore store = new SqlStopStore(database);
        Stop stop = store.add(stop()).orElseThrow();
        Commands commands = new Commands(new SqlCommandStore(database), new TestClock(START), Runnable::run);
        IssuedCommand issued = commands.issue(
                        DeviceId.of("b-dk"), new Commands.NewCommand("pump.stop", "{}", "an", START.plusSeconds(60)))
                .orElseThrow();
        store.asked(
                stop.id(), stop.devices().getFirst().target(), issued.command().id(), START);

        assertThat(store.add(stop())).isEmpty();
        assertThat(store.open())
                .singleElement()
                .satisfies(one -> assertThat(one.devices().getFirst().answer()).isPresent());
        assertThat(store.release(stop.id(), new Step("binh", START), "đã sửa")).isFalse();
        assertThat(store.propose(stop.id(), new Step("an", START), "đã sửa")).isTrue();
        assertThat(store.release(stop.id(), new Step("an", START), "đã sửa")).isFalse();
        assertThat(store.lapse(START)).isZero();
        assertThat(store.lapse(START.plusSeconds(1))).isOne();
        assertThat(store.propose(stop.id(), new Step("an", START), "đã sửa")).isTrue();
        assertThat(store.release(stop.id(), new Step("binh", START), "đã xem")).isTrue();
        assertThat(store.open()).isEmpty();
        assertThat(store.list(1))
                .singleElement()
                .satisfies(one -> assertThat(one.state()).isEqualTo(Stop.State.RELEASED));
    }

    @Test
    void causes_ofOneDraft_waitTogether() {
        SqlReplanStore store = new SqlReplanStore(database);
        store.want("missed", "r1", START);
        store.want("lockout", "b", START);
        assertThat(store.lastTried()).isEmpty();
        assertThat(store.waiting()).extracting(ReplanStore.Cause::subject).containsExactly("r1", "b");
        store.tried(store.waiting().getLast().id(), Optional.empty(), START.plusSeconds(5));
        assertThat(store.waiting()).isEmpty();
        assertThat(store.lastTried()).contains(START.plusSeconds(5));
    }

    private static AccountStore.Kept kept(String id, Instant from, String reason) {
        TurnAccount account = Cases.turn(id, SubjectKind.FIELD, from, Duration.ofHours(2), 3_600)
                .account();
        return new AccountStore.Kept(
                new TurnAccount(
                        account.id(),
                        account.kind(),
                        account.subject(),
                        account.canal(),
                        account.area(),
                        account.target(),
                        account.plan(),
                        account.planned(),
                        new TurnAccount.Course(
                                Optional.empty(), Optional.empty(), Optional.empty(), reason, Optional.empty()),
                        account.volume(),
                        account.energy(),
                        account.state()),
                false);
    }

    private static TurnAccount manual() {
        return new TurnAccount(
                "m-b-1",
                SubjectKind.PUMP,
                "b",
                "k",
                "xa-a",
                Optional.of(new Target("b-dk", "pump")),
                Optional.empty(),
                Optional.empty(),
                new TurnAccount.Course(Optional.of(START), Optional.empty(), Optional.empty(), "", Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                AccountState.RUNNING);
    }

    private static Stop stop() {
        return new Stop(
                0,
                "k",
                "xa-a",
                new Step("an", START),
                "vỡ bờ",
                Stop.State.ACTIVE,
                Optional.empty(),
                "",
                Optional.empty(),
                "",
                List.of(new Stop.Device(
                        SubjectKind.PUMP,
                        "b",
                        new Target("b-dk", "pump"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "")));
    }
}
