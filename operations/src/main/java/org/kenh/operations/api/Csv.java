package org.kenh.operations.api;

import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A table that Excel opens as it is (RFC 4180, with a byte order mark). For Vietnamese with semicolons and decimal
 * commas, as Excel expects where that is the country's habit; for English with commas and points. A text that a
 * spreadsheet would take for a formula gets an apostrophe before it.
 */
final class Csv {
    static final String TYPE = "text/csv; charset=utf-8";
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final String FORMULA_STARTS = "=+-@\t\r\n|";

    private final StringBuilder text = new StringBuilder("\uFEFF");
    private final char separator;
    private final DecimalFormat number;
    private final DateTimeFormatter minute;

    Csv(Language language) {
        boolean vietnamese = language == Language.VIETNAMESE;
        DecimalFormatSymbols symbols = new DecimalFormatSymbols(Locale.ROOT);
        symbols.setDecimalSeparator(vietnamese ? ',' : '.');
        this.separator = vietnamese ? ';' : ',';
        this.number = new DecimalFormat("0.##", symbols);
        this.minute = DateTimeFormatter.ofPattern(vietnamese ? "dd/MM/yyyy HH:mm" : "yyyy-MM-dd HH:mm", Locale.ROOT)
                .withZone(ZONE);
    }

    /** Cells are texts, numbers, instants, or empty texts for nothing. */
    Csv row(Object... cells) {
        text.append(Arrays.stream(cells).map(this::cell).collect(Collectors.joining(String.valueOf(separator))))
                .append("\r\n");
        return this;
    }

    byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String cell(Object value) {
        if (value instanceof Number figure) {
            return number.format(figure.doubleValue());
        }
        if (value instanceof Instant at) {
            return minute.format(at);
        }
        String plain = value.toString();
        String safe = isFormula(plain) ? "'" + plain : plain;
        return "\"" + safe.replace("\"", "\"\"") + "\"";
    }

    private static boolean isFormula(String plain) {
        String visible = plain.stripLeading();
        return !plain.isEmpty()
                && (FORMULA_STARTS.indexOf(plain.charAt(0)) >= 0
                        || (!visible.isEmpty() && FORMULA_STARTS.indexOf(visible.charAt(0)) >= 0));
    }
}
