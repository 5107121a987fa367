package org.kenh.operations.api;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.loudspeaker.LocalDay;
import org.kenh.operations.loudspeaker.report.Line;
import org.kenh.operations.loudspeaker.report.MonthReport;
import org.kenh.operations.loudspeaker.report.Reports;

/** What the loudspeakers did in a month, for the screen, for print and for spreadsheets. */
final class LoudspeakerReportResource {
    private static final List<String> FORMATS = List.of("json", "csv", "xlsx");

    private final Loudspeakers desk;
    private final Places places;
    private final InstantSource clock;

    LoudspeakerReportResource(Backend backend, Places places) {
        this.desk = backend.loudspeakers();
        this.places = places;
        this.clock = backend.clock();
    }

    Endpoint endpoint() {
        return Endpoint.get("/loudspeakers/report", Endpoint.Access.SIGNED_IN, this::report);
    }

    private Answer report(Call call) {
        Query query = call.query();
        Optional<YearMonth> month = query.parsed("month", LoudspeakerReportResource::isMonth, YearMonth::parse);
        Optional<String> area = query.parsed("area", Inputs::isId, id -> id);
        String format = query.parsed("format", FORMATS::contains, word -> word).orElse("json");
        query.finish();
        Instant now = clock.instant();
        YearMonth asked = month.orElseGet(() -> YearMonth.from(LocalDay.of(now)));
        AreaScope scope = places.narrowed(call, area);
        MonthReport report = desk.broadcasting().reports().of(asked.atDay(1), asked.atEndOfMonth(), now, scope);
        Optional<String> place = area.or(() -> call.principal().account().area());
        LoudspeakerReportWords words = new LoudspeakerReportWords(call.language());
        String title = words.title(asked, place.map(desk.clusters().map()::areaName));
        if (format.equals("json")) {
            return Answer.ok(view(asked, title, report, words));
        }
        LoudspeakerReportTable table = new LoudspeakerReportTable(
                        call.language(), report, desk.clusters().map()::areaName)
                .after(title, words.summary(report, asked, now));
        String file = "bao-cao-truyen-thanh-" + asked;
        return format.equals("csv")
                ? new Answer.Download(Csv.TYPE, file + ".csv", table.csv())
                : new Answer.Download(IrrigationBookTable.XLSX, file + ".xlsx", table.xlsx());
    }

    private static boolean isMonth(String text) {
        try {
            return text.length() == "2026-06".length() && YearMonth.parse(text) != null;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private ReportView view(YearMonth month, String title, MonthReport report, LoudspeakerReportWords words) {
        LocalDate last = month.atEndOfMonth();
        Instant now = clock.instant();
        return new ReportView(
                month.toString(),
                title,
                now,
                LocalDay.of(now).isAfter(last) && report.isDecided(),
                words.summary(report, month, now),
                lines(report.communes(), words),
                lines(report.clusters(), words),
                lines(report.classes(), words),
                line(report.total(), words.total()),
                causes(report.total()));
    }

    private static List<LineView> lines(List<Line> lines, LoudspeakerReportWords words) {
        return lines.stream().map(line -> line(line, words.gone())).toList();
    }

    /** What has no name of its own is called as given. */
    private static LineView line(Line line, String otherwise) {
        return new LineView(
                line.key(),
                line.area(),
                line.key().equals(Reports.GONE) && line.name().isEmpty() ? otherwise : line.name(),
                line.clusters(),
                line.population(),
                line.slots().planned(),
                line.slots().verified(),
                line.slots().partial(),
                line.slots().missed(),
                line.slots().excused(),
                line.slots().undecided(),
                line.seconds().planned(),
                line.seconds().heard(),
                line.seconds().lost(),
                line.seconds().excused(),
                line.seconds().undecided(),
                line.unplanned(),
                line.unplannedSeconds(),
                line.unplannedOpen(),
                line.corrected(),
                boxed(line.compliance()),
                boxed(line.availability()),
                causes(line));
    }

    private static List<CauseView> causes(Line line) {
        return line.causes().stream()
                .map(why -> new CauseView(why.cause().word(), why.count(), why.seconds()))
                .toList();
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    record CauseView(String cause, int count, double seconds) {}

    record LineView(
            String key,
            String area,
            String name,
            int clusters,
            long population,
            int planned,
            int verified,
            int partial,
            int missed,
            int excused,
            int undecided,
            double plannedSeconds,
            double heardSeconds,
            double lostSeconds,
            double excusedSeconds,
            double undecidedSeconds,
            int unplanned,
            double unplannedSeconds,
            int unplannedOpen,
            int corrected,
            @Nullable Double compliance,
            @Nullable Double availability,
            List<CauseView> causes) {}

    record ReportView(
            String month,
            String title,
            Instant madeAt,
            boolean complete,
            List<String> summary,
            List<LineView> communes,
            List<LineView> clusters,
            List<LineView> classes,
            LineView total,
            List<CauseView> causes) {}
}
