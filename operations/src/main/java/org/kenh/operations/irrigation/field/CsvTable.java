package org.kenh.operations.irrigation.field;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A table as spreadsheets write and read it (RFC 4180), with commas, semicolons or tabs. Text that a spreadsheet would take
 * for a formula is written with an apostrophe before it, which is taken away when it is read.
 */
public final class CsvTable {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String FORMULA_STARTS = "=+-@\t\r\n|";
    private static final String SEPARATORS = ",;\t";

    private final String text;
    private final char separator;
    private final int mostRows;
    private int at;

    private CsvTable(String text, int mostRows) {
        this.text = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        this.separator = separator(this.text);
        this.mostRows = mostRows;
    }

    /** All rows that are not empty, the names of the columns first; one more than allowed if there are more than that. */
    public static List<List<String>> read(String text, int mostRows) {
        CsvTable table = new CsvTable(text, mostRows);
        List<List<String>> rows = new ArrayList<>();
        while (table.at < table.text.length() && rows.size() <= table.mostRows) {
            List<String> row = table.row();
            if (row.stream().anyMatch(cell -> !cell.isBlank())) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** Rows as they are read again. */
    public static String write(List<List<String>> rows) {
        return rows.stream().map(CsvTable::line).collect(Collectors.joining());
    }

    static String line(List<String> cells) {
        return cells.stream().map(CsvTable::quoted).collect(Collectors.joining(",")) + "\r\n";
    }

    static String table(List<String> columns, List<Map<String, String>> rows) {
        StringBuilder table = new StringBuilder(BYTE_ORDER_MARK).append(line(columns));
        for (Map<String, String> row : rows) {
            table.append(line(
                    columns.stream().map(column -> row.getOrDefault(column, "")).toList()));
        }
        return table.toString();
    }

    private List<String> row() {
        List<String> cells = new ArrayList<>();
        do {
            cells.add(unguarded(cell()));
        } while (take(separator));
        take('\r');
        take('\n');
        return cells;
    }

    private String cell() {
        if (!take('"')) {
            int start = at;
            while (at < text.length() && !ends(text.charAt(at))) {
                at++;
            }
            return text.substring(start, at).strip();
        }
        StringBuilder cell = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '"') {
                cell.append(c);
            } else if (take('"')) {
                cell.append('"');
            } else {
                break;
            }
        }
        while (at < text.length() && !ends(text.charAt(at))) {
            at++; // what stands behind the closing quotation mark is nobody's
        }
        return cell.toString();
    }

    private boolean ends(char c) {
        return c == separator || c == '\r' || c == '\n';
    }

    private boolean take(char wanted) {
        boolean there = at < text.length() && text.charAt(at) == wanted;
        at += there ? 1 : 0;
        return there;
    }

    private static char separator(String text) {
        return text.chars()
                .takeWhile(c -> c != '\r' && c != '\n')
                .filter(c -> SEPARATORS.indexOf(c) >= 0)
                .mapToObj(c -> (char) c)
                .findFirst()
                .orElse(',');
    }

    private static String quoted(String cell) {
        String safe = isNumber(cell) || !needsGuard(cell) ? cell : "'" + cell;
        boolean plain = safe.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_');
        return plain ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
    }

    private static String unguarded(String cell) {
        return cell.startsWith("'") && needsGuard(cell.substring(1)) ? cell.substring(1) : cell;
    }

    /** Also a guarded text gets another apostrophe, so that reading gives back what was written. */
    private static boolean needsGuard(String cell) {
        int start = 0;
        while (start < cell.length() && cell.charAt(start) == '\'') {
            start++;
        }
        return looksLikeFormula(cell.substring(start));
    }

    private static boolean looksLikeFormula(String cell) {
        String visible = cell.stripLeading();
        return !cell.isEmpty()
                && (FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0
                        || (!visible.isEmpty() && FORMULA_STARTS.indexOf(visible.charAt(0)) >= 0));
    }

    private static boolean isNumber(String cell) {
        return cell.matches("-?[0-9]{1,18}(\\.[0-9]{1,18})?");
    }
}
