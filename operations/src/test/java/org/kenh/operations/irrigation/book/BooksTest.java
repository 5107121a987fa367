package org.kenh.operations.irrigation.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kenh.ingest.timescale.Databases;
import org.kenh.operations.TestClock;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.execution.AccountState;
import org.kenh.operations.irrigation.execution.AccountStore.Kept;
import org.kenh.operations.irrigation.execution.EnergyHow;
import org.kenh.operations.irrigation.execution.TurnAccount;
import org.kenh.operations.irrigation.execution.VolumeHow;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.irrigation.field.Saved;
import org.kenh.operations.irrigation.field.TestWorks;
import org.kenh.operations.irrigation.plan.BandEnergy;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.operations.irrigation.plan.Target;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlIrrigation;
import org.kenh.operations.timescale.SqlTurnAccounts;

class BooksTest {
    /** 05:00 in Vietnam. */
    private static final Instant START = Instant.parse("2026-06-14T22:00:00Z");

    private static final LocalDate DAY = LocalDate.parse("2026-06-15");

    private final OperationsDatabase database = OperationsDatabase.open(Databases.PLAIN.fresh(), 3);
    private final IrrigationRegistry registry = SqlIrrigation.registry(database, new TestClock(START));
    private final SqlTurnAccounts accounts = new SqlTurnAccounts(database);
    private final Books books =
            new Books(accounts, registry, (field, first, last) -> OptionalDouble.of(field.hectares()));

    @BeforeEach
    void lay() {
        done(registry.canals().add(TestWorks.canal("k"), "an"));
        done(registry.canals().add(TestWorks.canal("n", "k"), "an"));
        done(registry.pumps().add(TestWorks.pump("b", "k"), "an"));
        done(registry.fields().add(TestWorks.field("r1", "k"), "an"));
        done(registry.fields().add(TestWorks.field("r2", "n"), "an"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    /**
     * By hand: the pump lifts 2,000 m³ in two hours for 30 kWh off-peak at 1,000 and 20 kWh normal at 1,800 VND. r1 takes 1,200 m³ in
     * both hours, r2 600 m³ in the second one. r1's water while the pump ran is 1,200, r2's 600: two thirds and one third of 50 kWh.
     */
    @Test
    void example_agreesWithItsReckoningByHand() {
        keep(
                pump("p1", START, 2, 2_000, List.of(band("off-peak", 1_000, 30), band("normal", 1_800, 20))),
                field("f1", "r1", "k", START, 2, 1_200),
                field("f2", "r2", "n", START.plus(Duration.ofHours(1)), 1, 600));

        Book fields = books.of(Grouping.FIELD, DAY, DAY, Books.View.EVERYTHING);
        assertThat(fields.lines()).extracting(Line::key).containsExactly("r1", "r2");
        Line first = fields.lines().getFirst();
        assertThat(first.delivered()).isEqualTo(1_200);
        assertThat(first.millimetres()).isCloseTo(4, within(1e-9));
        assertThat(first.kilowattHours()).isCloseTo(100 / 3.0, within(1e-9));
        assertThat(first.cost()).isCloseTo(44_000, within(1e-6));
        assertThat(first.perThousand().orElseThrow()).isCloseTo(1_000 * 100 / 3.0 / 1_200, within(1e-9));
        assertThat(first.saved()).hasValue(30);
        assertThat(fields.lines().getLast().cost()).isCloseTo(22_000, within(1e-6));
        assertThat(fields.total().cost()).isEqualTo(66_000);
        assertThat(fields.losses()).isEqualTo(200);

        Line pump =
                books.of(Grouping.PUMP, DAY, DAY, Books.View.EVERYTHING).lines().getFirst();
        assertThat(pump.hours()).isEqualTo(2);
        assertThat(pump.perThousand().orElseThrow()).isEqualTo(25);
        // TestWorks: head 3 m; 2,000 m³ × 3 m × 0.002725 = 16.35 kWh of 50. At 0.278 m³/s its curve begins with 0.6.
        assertThat(pump.efficiency().orElseThrow()).isCloseTo(0.327, within(1e-9));
        assertThat(pump.expected().orElseThrow()).isCloseTo(0.6, within(1e-9));
        assertThat(books.of(Grouping.DAY, DAY, DAY.plusDays(1), Books.View.EVERYTHING)
                        .lines())
                .singleElement()
                .satisfies(line -> assertThat(line.key()).isEqualTo("2026-06-15"))
                .satisfies(line -> assertThat(line.pumped()).isEqualTo(2_000))
                .satisfies(line -> assertThat(line.delivered()).isEqualTo(1_800));
        assertThat(books.of(Grouping.DAY, DAY.plusDays(1), DAY.plusDays(1), Books.View.EVERYTHING)
                        .lines())
                .isEmpty();
    }

    @Test
    void books_close_whateverHappened() {
        Random random = new Random(20_260_615);
        List<TurnAccount> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Instant start = START.plusSeconds(random.nextInt(10 * 86_400));
            int hours = 1 + random.nextInt(5);
            all.add(
                    switch (random.nextInt(3)) {
                        case 0 ->
                            pump(
                                    "p" + i,
                                    start,
                                    hours,
                                    500.0 * hours,
                                    List.of(band("peak", 3_000, random.nextInt(50)), band("normal", 1_800, 7)));
                        case 1 -> field("f" + i, "r1", "k", start, hours, 300.0 * hours);
                        default -> field("f" + i, "r2", "n", start, hours, 200.0 * hours);
                    });
        }
        keep(all.toArray(TurnAccount[]::new));
        LocalDate last = DAY.plusDays(12);
        Book pumps = books.of(Grouping.PUMP, DAY, last, Books.View.EVERYTHING);
        for (Grouping by : Grouping.values()) {
            Book book = books.of(by, DAY, last, Books.View.EVERYTHING);
            assertThat(sum(book, Line::kilowattHours))
                    .as(by.word())
                    .isCloseTo(sum(pumps, Line::kilowattHours), within(1e-6));
            assertThat(sum(book, Line::cost))
                    .as(by.word())
                    .isCloseTo(pumps.total().cost(), within(1e-3));
            assertThat(book.total().pumped() - book.losses())
                    .isCloseTo(book.total().delivered(), within(1e-6));
            if (by != Grouping.PUMP) {
                assertThat(sum(book, Line::delivered))
                        .as(by.word())
                        .isCloseTo(book.total().delivered(), within(1e-6));
            }
        }
        double parts = 0;
        for (LocalDate day = DAY; !day.isAfter(last); day = day.plusDays(1)) {
            parts += sum(books.of(Grouping.FIELD, day, day, Books.View.EVERYTHING), Line::delivered);
        }
        assertThat(parts).isCloseTo(pumps.total().delivered(), within(1e-6));
    }

    @Test
    void partOfTheDistrict_hasABookThatCloses() {
        keep(
                pump("p1", START, 2, 2_000, List.of(band("normal", 1_000, 60))),
                field("f1", "r1", "k", START, 2, 1_200),
                field("f2", "r2", "n", START, 2, 600));
        Book own = books.of(
                Grouping.FIELD,
                DAY,
                DAY,
                new Books.View(account -> !account.subject().equals("r2"), false));

        assertThat(own.lines())
                .singleElement()
                .satisfies(line -> assertThat(line.cost()).isCloseTo(40_000, within(1e-6)));
        assertThat(own.total().cost()).isCloseTo(40_000, within(1e-6));
        assertThat(own.total().delivered()).isEqualTo(1_200);
    }

    @Test
    void pumping_agreesWithTheVectorsOfTheHandbook() {
        assertThat(Pumping.hydraulicPower(1_000, 5)).isCloseTo(13.6, within(0.05));
        assertThat(Pumping.hydraulicPower(1_000, 5) / 0.68).isCloseTo(20.0, within(0.05));
        assertThat(Pumping.perCubicMetre(5, 0.68)).isCloseTo(0.0200, within(0.00005));
        assertThat(Pumping.measured(5, 1_000, 22).orElseThrow()).isCloseTo(0.619, within(0.0005));
        assertThat(Pumping.measured(5, 0, 22)).isEmpty();
        // Half-way between the two points of the curve of TestWorks.
        assertThat(Pumping.expected(TestWorks.pump("b", "k"), 0.45).orElseThrow())
                .isCloseTo(0.64, within(1e-9));
        assertThat(Pumping.expected(TestWorks.pump("b", "k"), 9).orElseThrow()).isEqualTo(0.68);
    }

    private static double sum(Book book, java.util.function.ToDoubleFunction<Line> what) {
        return book.lines().stream().mapToDouble(what).sum();
    }

    private void keep(TurnAccount... all) {
        accounts.keep(
                List.of(all).stream().map(account -> new Kept(account, true)).toList(), START);
    }

    private static TurnAccount pump(String id, Instant start, int hours, double volume, List<BandEnergy> energy) {
        return account(
                id,
                SubjectKind.PUMP,
                "b",
                "k",
                new Period(start, start.plus(Duration.ofHours(hours))),
                volume,
                Optional.of(new TurnAccount.Energy(energy, EnergyHow.ENERGY_SERIES)));
    }

    private static TurnAccount field(String id, String field, String canal, Instant start, int hours, double volume) {
        return account(
                id,
                SubjectKind.FIELD,
                field,
                canal,
                new Period(start, start.plus(Duration.ofHours(hours))),
                volume,
                Optional.empty());
    }

    @SuppressWarnings("TooManyParameters")
    private static TurnAccount account(
            String id,
            SubjectKind kind,
            String subject,
            String canal,
            Period run,
            double volume,
            Optional<TurnAccount.Energy> energy) {
        return new TurnAccount(
                id,
                kind,
                subject,
                canal,
                "xa-a",
                Optional.of(new Target(subject + "-dk", "pump")),
                Optional.empty(),
                Optional.of(new TurnAccount.Planned(run, volume, List.of())),
                new TurnAccount.Course(
                        Optional.of(run.from()), Optional.empty(), Optional.of(run.to()), "time", Optional.of(true)),
                Optional.of(new TurnAccount.Volume(volume, VolumeHow.FLOW_SERIES)),
                energy,
                AccountState.DONE);
    }

    private static BandEnergy band(String code, double price, double kilowattHours) {
        return new BandEnergy(code, price, kilowattHours, price * kilowattHours);
    }

    private static void done(Saved saved) {
        assertThat(saved).isInstanceOf(Saved.Done.class);
    }
}
