package org.kenh.operations.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.dhatim.fastexcel.PaperSize;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.kenh.operations.loudspeaker.judge.Cause;
import org.kenh.operations.loudspeaker.report.Line;
import org.kenh.operations.loudspeaker.report.MonthReport;

/** The month's report as a table for spreadsheets, with its columns in the language of the reader: times in minutes. */
final class LoudspeakerReportTable {
    private static final String NOTHING = "";
    private static final double WIDTH = 12;
    private static final double NAME_WIDTH = 34;
    private static final double COMMUNE_WIDTH = 22;
    private static final int TITLE_SIZE = 14;

    /** As many pages one below the other as it takes. */
    private static final short UNBOUNDED = 0;

    private static final List<String> COLUMNS = List.of(
            "place",
            "commune",
            "clusters",
            "population",
            "planned",
            "verified",
            "partial",
            "missed",
            "excused",
            "undecided",
            "compliance",
            "plannedMinutes",
            "heardMinutes",
            "lostMinutes",
            "excusedMinutes",
            "undecidedMinutes",
            "unplanned",
            "unplannedMinutes",
            "unplannedOpen",
            "corrected",
            "availability");

    private final Language language;
    private final MonthReport report;
    private final UnaryOperator<String> areaName;
    private final List<Cause> causes;
    private final List<List<Object>> before = new ArrayList<>();

    LoudspeakerReportTable(Language language, MonthReport report, UnaryOperator<String> areaName) {
        this.language = language;
        this.report = report;
        this.areaName = areaName;
        this.causes = report.total().causes().stream().map(Line.Why::cause).toList();
    }

    /** The same with a title and sentences before it. */
    LoudspeakerReportTable after(String title, List<String> sentences) {
        before.add(List.of(title));
        sentences.forEach(sentence -> before.add(List.of(sentence)));
        before.add(List.of(NOTHING));
        return this;
    }

    byte[] csv() {
        Csv csv = new Csv(language);
        Stream.concat(before.stream(), rows().stream()).forEach(row -> csv.row(row.toArray()));
        return csv.bytes();
    }

    /** Texts stay texts there: nothing is taken for a formula. */
    byte[] xlsx() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "Kenh", "1.0")) {
            Worksheet sheet = workbook.newWorksheet(say("sheet"));
            int row = 0;
            for (List<Object> line : before) {
                write(sheet, row++, line);
            }
            int head = row;
            for (List<Object> line : rows()) {
                write(sheet, row++, line);
            }
            layOut(sheet, head);
            sheet.freezePane(1, head + 1);
        } catch (IOException e) {
            throw new UncheckedIOException("a table in memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    /** Names have their room; on paper all columns stand side by side. */
    private void layOut(Worksheet sheet, int head) {
        int columns = COLUMNS.size() + causes.size();
        sheet.width(0, NAME_WIDTH);
        sheet.width(1, COMMUNE_WIDTH);
        for (int column = 2; column < columns; column++) {
            sheet.width(column, WIDTH);
        }
        if (head > 0) {
            sheet.style(0, 0).bold().fontSize(TITLE_SIZE).set();
        }
        sheet.range(head, 0, head, columns - 1)
                .style()
                .bold()
                .wrapText(true)
                .verticalAlignment("top")
                .set();
        sheet.range(
                        head + 1 + report.communes().size(),
                        0,
                        head + 1 + report.communes().size(),
                        columns - 1)
                .style()
                .bold()
                .set();
        sheet.pageOrientation("landscape");
        sheet.paperSize(PaperSize.A4_PAPER);
        sheet.setFitToPage(true);
        sheet.fitToWidth((short) 1);
        sheet.fitToHeight(UNBOUNDED);
        sheet.repeatRows(head);
    }

    private static void write(Worksheet sheet, int row, List<Object> cells) {
        for (int column = 0; column < cells.size(); column++) {
            Object cell = cells.get(column);
            if (cell instanceof Integer || cell instanceof Long) {
                sheet.value(row, column, (Number) cell);
            } else if (cell instanceof Number number) {
                sheet.value(row, column, number);
                sheet.style(row, column).format("#,##0.00").set();
            } else if (!cell.equals(NOTHING)) {
                sheet.value(row, column, cell.toString());
            }
        }
    }

    private List<List<Object>> rows() {
        List<List<Object>> rows = new ArrayList<>();
        List<Object> header = new ArrayList<>();
        COLUMNS.forEach(column -> header.add(say(column)));
        causes.forEach(cause -> header.add(say("cause." + cause.word())));
        rows.add(header);
        report.communes()
                .forEach(line -> rows.add(row(line, line.key().isEmpty() ? say("gone") : line.name(), NOTHING)));
        rows.add(row(report.total(), say("total"), NOTHING));
        report.clusters()
                .forEach(line -> rows.add(
                        row(line, line.name(), line.area().isEmpty() ? say("gone") : areaName.apply(line.area()))));
        return rows;
    }

    private List<Object> row(Line line, String name, String commune) {
        List<Object> cells = new ArrayList<>(List.of(
                name,
                commune,
                line.clusters(),
                line.population(),
                line.slots().planned(),
                line.slots().verified(),
                line.slots().partial(),
                line.slots().missed(),
                line.slots().excused(),
                line.slots().undecided(),
                percent(line.compliance()),
                minutes(line.seconds().planned()),
                minutes(line.seconds().heard()),
                minutes(line.seconds().lost()),
                minutes(line.seconds().excused()),
                minutes(line.seconds().undecided()),
                line.unplanned(),
                minutes(line.unplannedSeconds()),
                line.unplannedOpen(),
                line.corrected(),
                percent(line.availability())));
        causes.forEach(cause -> cells.add(minutes(line.causes().stream()
                .filter(why -> why.cause() == cause)
                .mapToDouble(Line.Why::seconds)
                .sum())));
        return cells;
    }

    private static Object percent(OptionalDouble share) {
        return share.isPresent() ? (Object) (share.getAsDouble() * 100) : NOTHING;
    }

    private static double minutes(double seconds) {
        return seconds / 60;
    }

    private String say(String key) {
        return language.say(Text.of("loudspeakerReport." + key));
    }
}
