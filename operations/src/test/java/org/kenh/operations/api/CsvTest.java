package org.kenh.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    @Test
    void bytes_vietnamese_isWhatExcelExpectsThere() {
        byte[] bytes = new Csv(Language.VIETNAMESE)
                .row("Mực nước", 1.5, -3, Instant.parse("2026-03-01T17:05:00Z"), "")
                .bytes();
        assertThat(bytes).startsWith(0xEF, 0xBB, 0xBF);
        assertThat(text(bytes)).isEqualTo("\uFEFF\"Mực nước\";1,5;-3;02/03/2026 00:05;\"\"\r\n");
    }

    @Test
    void bytes_english_hasCommasAndPoints() {
        byte[] bytes = new Csv(Language.ENGLISH)
                .row("a,\"b\"\nc", 1.5, Instant.parse("2026-03-01T17:05:00Z"))
                .bytes();
        assertThat(text(bytes)).isEqualTo("\uFEFF\"a,\"\"b\"\"\nc\",1.5,2026-03-02 00:05\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "|cmd", "=HYPERLINK(\"http://a\")"})
    void row_textThatLooksLikeAFormula_isNone(String hostile) {
        String written = text(new Csv(Language.ENGLISH).row(hostile).bytes());
        assertThat(written).isEqualTo("\uFEFF\"'" + hostile.replace("\"", "\"\"") + "\"\r\n");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
