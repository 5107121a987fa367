package org.kenh.operations.irrigation.book;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.kenh.operations.irrigation.book.Sheet.Title;
import org.kenh.operations.irrigation.book.Sheet.Yields;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.execution.AccountStore;
import org.kenh.operations.irrigation.execution.TurnAccount;
import org.kenh.operations.irrigation.field.Canal;
import org.kenh.operations.irrigation.field.Field;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.irrigation.field.Pump;
import org.kenh.operations.irrigation.field.Season;
import org.kenh.operations.irrigation.plan.Horizon;
import org.kenh.operations.irrigation.plan.Period;

/**
 * Keeps the books: nothing is stored, they are added up from the accounts of turns. Energy of a pump goes to the fields below its
 * canal by the water that they took while it ran; what no field took stays on a line of its own, so that all lines together are what
 * the pumps took. Safe for any thread; blocks on the database.
 */
public final class Books {
    /** Of all days together. */
    public static final int MOST = 50_000;

    private static final Duration LONGEST_TURN = Duration.ofDays(3);

    private final AccountStore accounts;
    private final IrrigationRegistry registry;
    private final Savings savings;

    public Books(AccountStore accounts, IrrigationRegistry registry, Savings savings) {
        this.accounts = accounts;
        this.registry = registry;
        this.savings = savings;
    }

    /** The book of the days, both of them included, as far as somebody may see it. */
    public Book of(Grouping by, LocalDate first, LocalDate last, View view) {
        Period days = new Period(start(first), start(last.plusDays(1)));
        Period wide = new Period(days.from().minus(LONGEST_TURN), days.to().plus(LONGEST_TURN));
        List<TurnAccount> all = accounts.within(wide, Optional.empty(), MOST);
        List<TurnAccount> own =
                all.stream().filter(account -> days.contains(account.begins())).toList();
        Index index = new Index(registry);
        Allotment allotment = Allotment.of(own, all, index);
        Ledger ledger = new Ledger(by, index, view.whole());
        own.stream().filter(view.seen()).forEach(account -> ledger.book(account, allotment));
        if (by != Grouping.PUMP && by != Grouping.DAY && view.whole()) {
            own.stream().filter(view.seen()).forEach(account -> ledger.leftOver(account, allotment));
        }
        return ledger.close(first, last);
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(Horizon.ZONE).toInstant();
    }

    /**
     * What somebody may see.
     *
     * @param seen whose accounts count
     * @param whole all that pumps took counts; else only what the fields seen took
     */
    public record View(Predicate<TurnAccount> seen, boolean whole) {
        public static final View EVERYTHING = new View(account -> true, true);
    }

    /** Water that rice was spared by wetting and drying. May block on the database. */
    @FunctionalInterface
    public interface Savings {
        /** Nobody reckons it. */
        Savings NONE = (field, first, last) -> OptionalDouble.empty();

        /** m³ at the crop, of the days of a field, both included; empty where no rice was reckoned. */
        OptionalDouble of(Field field, LocalDate first, LocalDate last);
    }

    /** The sheets of one book. */
    private final class Ledger {
        private static final String NOBODY = "";

        private final Grouping by;
        private final Index index;
        private final Map<String, Sheet> sheets = new HashMap<>();
        private final Map<String, Title> titles = new HashMap<>();
        private final Sheet total = new Sheet();
        private final boolean whole;

        Ledger(Grouping by, Index index, boolean whole) {
            this.by = by;
            this.index = index;
            this.whole = whole;
        }

        void book(TurnAccount account, Allotment allotment) {
            boolean pump = account.kind() == SubjectKind.PUMP;
            boolean ofPumps = by == Grouping.PUMP || by == Grouping.DAY;
            if (whole || pump == ofPumps || by == Grouping.DAY) {
                enter(total, account, allotment, whole || ofPumps);
            }
            boolean shown = pump ? ofPumps || by == Grouping.CANAL : by != Grouping.PUMP;
            if (shown) {
                enter(sheet(title(account)), account, allotment, ofPumps);
            }
        }

        /** Energy goes where pumps are booked, or else to the fields that took the water. */
        private void enter(Sheet sheet, TurnAccount account, Allotment allotment, boolean ofPumps) {
            sheet.add(
                    account, index.field(account.subject()).map(Field::hectares).orElse(0.0));
            if (ofPumps) {
                account.energy().ifPresent(energy -> sheet.add(energy.bands(), 1));
            } else if (account.kind() == SubjectKind.FIELD) {
                allotment.of(account.id()).forEach(part -> sheet.add(part.energy(), part.share()));
            }
        }

        /** Energy that no field took water from. */
        void leftOver(TurnAccount account, Allotment allotment) {
            double share = allotment.leftOver(account.id());
            if (account.energy().isPresent() && share > 0) {
                sheet(new Title(NOBODY, "", "")).add(account.energy().get().bands(), share);
            }
        }

        Book close(LocalDate first, LocalDate last) {
            List<Line> lines = new ArrayList<>();
            sheets.forEach((key, sheet) -> {
                Title title = titles.getOrDefault(key, new Title(key, key, ""));
                lines.add(sheet.line(title, yields(key, sheet, first, last)));
            });
            lines.sort(Comparator.comparing((Line line) -> line.key().equals(NOBODY))
                    .thenComparing(Line::area)
                    .thenComparing(line -> by == Grouping.DAY ? line.key() : line.name())
                    .thenComparing(Line::key));
            return new Book(by, lines, total.line(new Title("total", "", ""), Yields.NONE));
        }

        private Sheet sheet(Title title) {
            titles.putIfAbsent(title.key(), title);
            return sheets.computeIfAbsent(title.key(), key -> new Sheet());
        }

        private Title title(TurnAccount account) {
            String area = account.area();
            LocalDate day = account.begins().atZone(Horizon.ZONE).toLocalDate();
            return switch (by) {
                case FIELD ->
                    index.field(account.subject())
                            .map(field -> new Title(field.id(), field.name(), field.area()))
                            .orElseGet(() -> new Title(account.subject(), account.subject(), area));
                case PUMP ->
                    new Title(
                            account.subject(),
                            index.pump(account.subject()).map(Pump::name).orElse(account.subject()),
                            area);
                case COMMUNE -> new Title(area, area, area);
                case CANAL ->
                    index.canal(account.canal())
                            .map(canal -> new Title(canal.id(), canal.name(), canal.area()))
                            .orElseGet(() -> new Title(account.canal(), account.canal(), area));
                case DAY -> new Title(day.toString(), day.toString(), "");
                case SEASON ->
                    season(account.subject(), day)
                            .map(season -> new Title(
                                    String.valueOf(season.id()),
                                    index.field(season.field()).map(Field::name).orElse(season.field()) + " – "
                                            + season.crop() + " " + season.startsOn(),
                                    area))
                            .orElseGet(() -> new Title(account.subject(), account.subject(), area));
            };
        }

        private Optional<Season> season(String field, LocalDate day) {
            return index.seasons(field).stream()
                    .filter(season -> season.covers(day))
                    .findFirst();
        }

        private Yields yields(String key, Sheet sheet, LocalDate first, LocalDate last) {
            return switch (by) {
                case PUMP ->
                    index.pump(key).map(pump -> efficiency(pump, sheet)).orElse(Yields.NONE);
                case FIELD ->
                    index.field(key)
                            .map(field -> new Yields(
                                    OptionalDouble.empty(), OptionalDouble.empty(), savings.of(field, first, last)))
                            .orElse(Yields.NONE);
                case COMMUNE, CANAL, SEASON, DAY -> Yields.NONE;
            };
        }

        private static Yields efficiency(Pump pump, Sheet sheet) {
            double flow = sheet.pumpHours() > 0 ? sheet.pumped() / sheet.pumpHours() / 3_600 : pump.flow();
            return new Yields(
                    Pumping.measured(pump.head(), sheet.pumped(), sheet.kilowattHours()),
                    Pumping.expected(pump, flow),
                    OptionalDouble.empty());
        }
    }

    /** The registry at one moment. */
    static final class Index {
        private final Map<String, Field> fields;
        private final Map<String, Pump> pumps;
        private final Map<String, Canal> canals;
        private final Map<String, List<Season>> seasons = new HashMap<>();
        private final Function<String, List<Season>> seasonsOf;

        Index(IrrigationRegistry registry) {
            fields = registry.fields().all().stream().collect(Collectors.toMap(Field::id, Function.identity()));
            pumps = registry.pumps().all().stream().collect(Collectors.toMap(Pump::id, Function.identity()));
            canals = registry.canals().all().stream().collect(Collectors.toMap(Canal::id, Function.identity()));
            seasonsOf = registry.seasons()::of;
        }

        Optional<Field> field(String id) {
            return Optional.ofNullable(fields.get(id));
        }

        Optional<Pump> pump(String id) {
            return Optional.ofNullable(pumps.get(id));
        }

        Optional<Canal> canal(String id) {
            return Optional.ofNullable(canals.get(id));
        }

        List<Season> seasons(String field) {
            return seasons.computeIfAbsent(field, seasonsOf);
        }

        /** Whether water of the first canal can come to the other one. */
        boolean feeds(String upper, String lower) {
            Optional<String> next = Optional.of(lower);
            for (int depth = 0; next.isPresent() && depth <= canals.size(); depth++) {
                if (next.get().equals(upper)) {
                    return true;
                }
                next = canal(next.get()).flatMap(Canal::parent);
            }
            return false;
        }
    }
}
