package org.kenh.operations.api;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.loudspeaker.LocalDay;
import org.kenh.operations.loudspeaker.report.Line;
import org.kenh.operations.loudspeaker.report.MonthReport;
import org.kenh.operations.loudspeaker.report.ReportStore;
import org.kenh.operations.loudspeaker.report.Reports;

/** What the loudspeakers did in a month, for the screen, for print and for spreadsheets. */
final class LoudspeakerReportResource {
    private static final List<String> FORMATS = List.of("json", "csv", "xlsx");

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("HH:mm 'ngày' dd/MM/yyyy", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy", Locale.ROOT);

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
        String where = place.map(desk.clusters().map()::areaName).orElse("toàn huyện");
        String title = "Báo cáo truyền thanh tháng " + asked.getMonthValue() + "/" + asked.getYear() + " – " + where;
        List<String> summary = summary(report, asked, now);
        if (format.equals("json")) {
            return Answer.ok(view(asked, title, summary, report));
        }
        LoudspeakerReportTable table = new LoudspeakerReportTable(
                        call.language(), report, desk.clusters().map()::areaName)
                .after(title, summary);
        String file = "bao-cao-truyen-thanh-" + asked;
        return format.equals("csv")
                ? new Answer.Download(Csv.TYPE, file + ".csv", table.csv())
                : new Answer.Download(IrrigationBookTable.XLSX, file + ".xlsx", table.xlsx());
    }

    private static List<String> summary(MonthReport report, YearMonth month, Instant now) {
        List<String> sentences = new ArrayList<>(List.of(sounded(report.total()), minutes(report.total())));
        sentences.add(strays(report.total()));
        if (report.total().corrected() > 0) {
            sentences.add("Có " + number(report.total().corrected(), 0)
                    + " kết quả đã được sửa sau khi có thêm thông tin hoặc lịch thay đổi.");
        }
        LocalDate corrected = month.atEndOfMonth().plusDays(ReportStore.DAYS_CORRECTED);
        if (!LocalDay.of(now).isAfter(corrected)) {
            sentences.add("Số liệu tạm tính lúc " + MOMENT.format(now.atZone(LocalDay.ZONE))
                    + ": kết quả còn có thể được sửa đến hết ngày " + DAY.format(corrected)
                    + " khi cụm loa báo muộn.");
        }
        return sentences;
    }

    private static String sounded(Line total) {
        Line.Slots slots = total.slots();
        String share = total.compliance().isPresent()
                ? ", đạt " + share(total.compliance().getAsDouble()) + " %"
                : "";
        return "Có " + number(total.clusters(), 0) + " cụm loa, " + number(slots.planned(), 0)
                + " lượt phát theo lịch; " + number(slots.verified(), 0) + " lượt được xác nhận dân nghe được" + share
                + ", " + number(slots.partial(), 0) + " lượt phát thiếu, " + number(slots.missed(), 0)
                + " lượt không phát được, " + number(slots.excused(), 0) + " lượt nhường bản tin khẩn cấp hoặc đã hủy"
                + (slots.undecided() > 0 ? ", " + number(slots.undecided(), 0) + " lượt chưa có kết quả." : ".");
    }

    /** All that was planned, so that a reader may add it up. */
    private static String minutes(Line total) {
        Line.Seconds seconds = total.seconds();
        return "Thời lượng theo lịch " + inMinutes(seconds.planned()) + " phút, đã phát " + inMinutes(seconds.heard())
                + " phút, mất " + inMinutes(seconds.lost()) + " phút"
                + (seconds.excused() > 0
                        ? ", nhường khẩn cấp hoặc đã hủy " + inMinutes(seconds.excused()) + " phút"
                        : "")
                + (seconds.undecided() > 0 ? ", chưa có kết quả " + inMinutes(seconds.undecided()) + " phút" : "")
                + ".";
    }

    private static String strays(Line total) {
        if (total.unplanned() == 0) {
            return "Không có lần phát ngoài lịch nào.";
        }
        return "Có " + number(total.unplanned(), 0) + " lần phát ngoài lịch, tổng "
                + inMinutes(total.unplannedSeconds())
                + " phút"
                + (total.unplannedOpen() > 0
                        ? ", chưa kể " + number(total.unplannedOpen(), 0) + " lần chưa rõ lúc kết thúc."
                        : ".");
    }

    /** Rounded, but only the whole is 100. */
    private static String share(double share) {
        return number(share < 1 ? Math.min(share * 100, 99.9) : 100, 1);
    }

    private static String inMinutes(double seconds) {
        return number(seconds / 60, 1);
    }

    static String number(double value, int digits) {
        return String.format(Locale.forLanguageTag("vi"), "%,." + digits + "f", value);
    }

    private static boolean isMonth(String text) {
        try {
            return text.length() == "2026-06".length() && YearMonth.parse(text) != null;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private ReportView view(YearMonth month, String title, List<String> summary, MonthReport report) {
        LocalDate last = month.atEndOfMonth();
        Instant now = clock.instant();
        return new ReportView(
                month.toString(),
                title,
                now,
                LocalDay.of(now).isAfter(last) && report.isDecided(),
                summary,
                report.communes().stream().map(LoudspeakerReportResource::line).toList(),
                report.clusters().stream().map(LoudspeakerReportResource::line).toList(),
                report.classes().stream().map(LoudspeakerReportResource::line).toList(),
                line(report.total()),
                causes(report.total()));
    }

    private static LineView line(Line line) {
        return new LineView(
                line.key(),
                line.area(),
                line.key().equals(Reports.GONE) && line.name().isEmpty() ? "Cụm loa đã gỡ" : line.name(),
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
