package org.kenh.operations.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.kenh.operations.irrigation.book.Book;
import org.kenh.operations.irrigation.book.Grouping;
import org.kenh.operations.irrigation.book.Line;
import org.kenh.operations.irrigation.plan.BandEnergy;

/** A book as a table for spreadsheets, with its columns in the language of the reader. */
final class IrrigationBookTable {
    static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String NOTHING = "";
    private static final double SHARE_OF_WIDTH = 18;

    private final Language language;
    private final Book book;
    private final List<String> bands;
    private final List<List<Object>> before = new ArrayList<>();

    IrrigationBookTable(Language language, Book book) {
        this.language = language;
        this.book = book;
        TreeSet<String> found = new TreeSet<>();
        book.lines().forEach(line -> line.energy().forEach(band -> found.add(band.band())));
        this.bands = List.copyOf(found);
    }

    /** The same with a title, sentences and the month's incidents before it. */
    IrrigationBookTable after(String title, List<String> sentences, IrrigationIncidents incidents) {
        before.add(List.of(title));
        sentences.forEach(sentence -> before.add(List.of(sentence)));
        before.add(List.of(say("done"), incidents.done()));
        before.add(List.of(say("missedTurns"), incidents.missed()));
        before.add(List.of(say("cutShort"), incidents.cutShort()));
        before.add(List.of(say("unknown"), incidents.unknown()));
        before.add(List.of(say("manualRuns"), incidents.manualRuns()));
        before.add(List.of(say("manualHours"), incidents.manualHours()));
        before.add(List.of(say("stops"), incidents.stops()));
        before.add(List.of(say("lockouts"), incidents.lockouts()));
        before.add(List.of(NOTHING));
        return this;
    }

    byte[] csv() {
        Csv csv = new Csv(language);
        rows().forEach(row -> csv.row(row.toArray()));
        return csv.bytes();
    }

    /** Texts stay texts there: nothing is taken for a formula. */
    byte[] xlsx() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "Kenh", "1.0")) {
            Worksheet sheet = workbook.newWorksheet(say("title"));
            List<List<Object>> rows = rows();
            for (int row = 0; row < rows.size(); row++) {
                for (int column = 0; column < rows.get(row).size(); column++) {
                    write(sheet, row, column, rows.get(row).get(column));
                }
            }
            int head = before.size();
            for (int column = 0; column < rows.get(head).size(); column++) {
                sheet.width(column, SHARE_OF_WIDTH);
            }
            sheet.range(head, 0, head, rows.get(head).size() - 1)
                    .style()
                    .bold()
                    .wrapText(true)
                    .set();
            sheet.freezePane(1, head + 1);
        } catch (IOException e) {
            throw new UncheckedIOException("a table in memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    private static void write(Worksheet sheet, int row, int column, Object cell) {
        if (cell instanceof Number number) {
            sheet.value(row, column, number);
            sheet.style(row, column).format("#,##0.00").set();
        } else if (!cell.equals(NOTHING)) {
            sheet.value(row, column, cell.toString());
        }
    }

    private List<List<Object>> rows() {
        List<List<Object>> rows = new ArrayList<>(before);
        rows.add(header());
        book.lines().forEach(line -> rows.add(row(line, name(line))));
        rows.add(row(book.total(), say("total")));
        return rows;
    }

    private List<Object> header() {
        List<Object> header = new ArrayList<>(List.of(
                say("by." + book.by().word()),
                say("hectares"),
                say("pumped"),
                say("delivered"),
                say("millimetres"),
                say("turns"),
                say("missed"),
                say("hours")));
        bands.forEach(band -> header.add(language.say(Text.of("book.energy", band(band)))));
        header.addAll(List.of(
                say("kilowattHours"),
                say("cost"),
                say("perThousand"),
                say("efficiency"),
                say("expected"),
                say("saved")));
        return header;
    }

    private List<Object> row(Line line, String name) {
        List<Object> row = new ArrayList<>(List.of(
                name,
                line.hectares(),
                line.pumped(),
                line.delivered(),
                line.millimetres(),
                line.turns(),
                line.missed(),
                line.hours()));
        for (String band : bands) {
            row.add(line.energy().stream()
                    .filter(energy -> energy.band().equals(band))
                    .mapToDouble(BandEnergy::kilowattHours)
                    .sum());
        }
        row.addAll(List.of(
                line.kilowattHours(),
                line.cost(),
                orNothing(line.perThousand()),
                orNothing(line.efficiency()),
                orNothing(line.expected()),
                orNothing(line.saved())));
        return row;
    }

    private String name(Line line) {
        if (line.key().isEmpty()) {
            return say("unallotted");
        }
        return book.by() == Grouping.DAY ? line.key() : line.name();
    }

    private static Object orNothing(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : NOTHING;
    }

    private String band(String code) {
        return switch (code) {
            case "peak", "normal", "off-peak" -> say("band." + code);
            default -> code;
        };
    }

    private String say(String key) {
        return language.say(Text.of("book." + key));
    }
}
