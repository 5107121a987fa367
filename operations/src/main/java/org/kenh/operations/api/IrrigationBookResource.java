package org.kenh.operations.api;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.registry.Area;
import org.kenh.ingest.registry.Registry;
import org.kenh.operations.irrigation.book.Book;
import org.kenh.operations.irrigation.book.Books;
import org.kenh.operations.irrigation.book.Grouping;
import org.kenh.operations.irrigation.book.Line;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.execution.ExecutionDesk;
import org.kenh.operations.irrigation.field.Field;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.irrigation.plan.BandEnergy;
import org.kenh.operations.irrigation.plan.Horizon;
import org.kenh.operations.irrigation.plan.Period;

/** What irrigation took and cost: books for the screen and for spreadsheets, and what a monthly report says. */
final class IrrigationBookResource {
    private static final List<String> GROUPINGS =
            Arrays.stream(Grouping.values()).map(Grouping::word).toList();
    private static final List<String> FORMATS = List.of("json", "csv", "xlsx");
    private static final int LONGEST_DAYS = 370;

    private final Books books;
    private final ExecutionDesk execution;
    private final IrrigationRegistry registry;
    private final Registry places;
    private final InstantSource clock;

    IrrigationBookResource(Backend backend) {
        this.books = backend.irrigation().books();
        this.execution = backend.irrigation().execution();
        this.registry = backend.irrigation().registry();
        this.places = backend.telemetry().registry();
        this.clock = backend.clock();
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/irrigation/books", Endpoint.Access.EVERY_ROLE, this::book),
                Endpoint.get("/irrigation/report", Endpoint.Access.EVERY_ROLE, this::report));
    }

    private Answer book(Call call) {
        Query query = call.query();
        LocalDate today = clock.instant().atZone(Horizon.ZONE).toLocalDate();
        LocalDate last = query.date("to").orElse(today);
        LocalDate first = query.date("from").orElseGet(() -> last.withDayOfMonth(1));
        Grouping by =
                query.parsed("by", GROUPINGS::contains, Grouping::fromWord).orElse(Grouping.FIELD);
        String format = query.parsed("format", FORMATS::contains, word -> word).orElse("json");
        Optional<String> area = query.parsed("area", Inputs::isId, id -> id);
        if (last.isBefore(first)) {
            query.error("from", "field.before", "to");
        } else if (first.plusDays(LONGEST_DAYS).isBefore(last)) {
            query.error("from", "field.days", LONGEST_DAYS);
        }
        query.finish();
        Book book = named(books.of(by, first, last, view(sight(call, area))));
        return format.equals("json")
                ? Answer.ok(bookView(book, first, last))
                : download(
                        "so-tuoi-" + by.word() + "-" + first + "-" + last,
                        format,
                        new IrrigationBookTable(call.language(), book));
    }

    private Answer report(Call call) {
        Query query = call.query();
        Optional<YearMonth> month = query.parsed("month", IrrigationBookResource::isMonth, YearMonth::parse);
        Optional<String> area = query.parsed("area", Inputs::isId, id -> id);
        String format = query.parsed("format", FORMATS::contains, word -> word).orElse("json");
        query.finish();
        YearMonth asked = month.orElseGet(() -> YearMonth.from(clock.instant().atZone(Horizon.ZONE)));
        LocalDate first = asked.atDay(1);
        LocalDate last = asked.atEndOfMonth();
        IrrigationSight sight = sight(call, area);
        Books.View view = view(sight);
        Book fields = named(books.of(Grouping.FIELD, first, last, view));
        IrrigationIncidents incidents = new IrrigationIncidents.Counting(execution, registry)
                .of(new Period(start(first), start(last.plusDays(1))), view.seen(), sight);
        String place = area.map(this::areaName).orElse("toàn huyện");
        String title = "Báo cáo tưới tháng " + asked.getMonthValue() + "/" + asked.getYear() + " – " + place;
        List<String> summary = List.of(water(fields), energy(fields), trouble(incidents));
        if (!format.equals("json")) {
            return download(
                    "bao-cao-tuoi-" + asked,
                    format,
                    new IrrigationBookTable(call.language(), fields).after(title, summary, incidents));
        }
        return Answer.ok(new ReportView(
                asked.toString(),
                area.orElse(null),
                title,
                clock.instant(),
                summary,
                incidents,
                bookView(named(books.of(Grouping.COMMUNE, first, last, view)), first, last),
                bookView(named(books.of(Grouping.CANAL, first, last, view)), first, last),
                bookView(named(books.of(Grouping.PUMP, first, last, view)), first, last),
                bookView(fields, first, last)));
    }

    private static Answer download(String file, String format, IrrigationBookTable table) {
        return format.equals("csv")
                ? new Answer.Download(Csv.TYPE, file + ".csv", table.csv())
                : new Answer.Download(IrrigationBookTable.XLSX, file + ".xlsx", table.xlsx());
    }

    private static String water(Book book) {
        double saved = book.lines().stream()
                .mapToDouble(line -> line.saved().orElse(0))
                .sum();
        return "Đã đưa " + number(book.total().delivered()) + " m³ nước vào ruộng, tưới cho "
                + number(book.total().hectares()) + " ha, trung bình "
                + number(book.total().millimetres())
                + " mm; tưới ướt khô xen kẽ tiết kiệm khoảng " + number(saved) + " m³ so với ngập liên tục.";
    }

    private static String energy(Book book) {
        Line total = book.total();
        String each = total.delivered() > 0
                ? ", bình quân " + number(total.kilowattHours() * 1_000 / total.delivered())
                        + " kWh cho 1.000 m³ đến ruộng"
                : "";
        return "Điện bơm: " + number(total.kilowattHours()) + " kWh, " + number(total.cost()) + " đồng" + each + ".";
    }

    private static String trouble(IrrigationIncidents incidents) {
        return "Lượt tưới không chạy hoặc thiếu nước: " + (incidents.missed() + incidents.cutShort())
                + "; chưa rõ: " + incidents.unknown() + "; bơm chạy tay: " + incidents.manualRuns() + " lần, "
                + number(incidents.manualHours()) + " giờ; dừng khẩn cấp: " + incidents.stops()
                + " lần; khóa bơm, kênh: "
                + incidents.lockouts() + " lần.";
    }

    private IrrigationSight sight(Call call, Optional<String> area) {
        return new IrrigationSight(call, new Places(places).narrowed(call, area), registry);
    }

    /** Fields of the area and their pumps; all that pumps took only for who sees the whole district. */
    private Books.View view(IrrigationSight sight) {
        boolean whole = sight.isWhole();
        Set<String> fields = sight.fields().stream().map(Field::id).collect(Collectors.toSet());
        Set<String> pumps = registry.pumps().all().stream()
                .filter(sight::sees)
                .map(pump -> pump.id())
                .collect(Collectors.toSet());
        return new Books.View(
                account -> whole || (account.kind() == SubjectKind.FIELD ? fields : pumps).contains(account.subject()),
                whole);
    }

    /** Communes by their names. */
    private Book named(Book book) {
        return book.by() == Grouping.COMMUNE
                ? new Book(
                        book.by(),
                        book.lines().stream()
                                .map(line -> line.named(areaName(line.key())))
                                .toList(),
                        book.total())
                : book;
    }

    private String areaName(String id) {
        return places.area(id).map(Area::name).orElse(id);
    }

    private static boolean isMonth(String text) {
        try {
            return text.length() == "2026-06".length() && YearMonth.parse(text) != null;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(Horizon.ZONE).toInstant();
    }

    private static String number(double value) {
        return String.format(Locale.forLanguageTag("vi"), value < 100 ? "%,.1f" : "%,.0f", value);
    }

    private static BookView bookView(Book book, LocalDate first, LocalDate last) {
        return new BookView(
                book.by().word(),
                first,
                last,
                book.lines().stream().map(IrrigationBookResource::lineView).toList(),
                lineView(book.total()),
                book.losses());
    }

    private static LineView lineView(Line line) {
        return new LineView(
                line.key(),
                line.name(),
                line.area().isEmpty() ? null : line.area(),
                line.hectares(),
                line.pumped(),
                line.delivered(),
                line.guessed(),
                line.millimetres(),
                line.turns(),
                line.missed(),
                line.hours(),
                line.energy(),
                line.kilowattHours(),
                line.cost(),
                boxed(line.perThousand()),
                boxed(line.efficiency()),
                boxed(line.expected()),
                boxed(line.saved()));
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    record BookView(String by, LocalDate from, LocalDate to, List<LineView> lines, LineView total, double losses) {}

    record LineView(
            String key,
            String name,
            @Nullable String area,
            double hectares,
            double pumped,
            double delivered,
            double guessed,
            double millimetres,
            int turns,
            int missed,
            double hours,
            List<BandEnergy> energy,
            double kilowattHours,
            double cost,
            @Nullable Double perThousand,
            @Nullable Double efficiency,
            @Nullable Double expectedEfficiency,
            @Nullable Double saved) {}

    record ReportView(
            String month,
            @Nullable String area,
            String title,
            Instant madeAt,
            List<String> summary,
            IrrigationIncidents incidents,
            BookView communes,
            BookView canals,
            BookView pumps,
            BookView fields) {}
}
