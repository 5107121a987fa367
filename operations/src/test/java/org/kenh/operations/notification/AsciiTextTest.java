package org.kenh.operations.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AsciiTextTest {
    private static final String[][] LETTERS = {
        {"a", "aàáảãạăằắẳẵặâầấẩẫậ"},
        {"e", "eèéẻẽẹêềếểễệ"},
        {"i", "iìíỉĩị"},
        {"o", "oòóỏõọôồốổỗộơờớởỡợ"},
        {"u", "uùúủũụưừứửữự"},
        {"y", "yỳýỷỹỵ"},
        {"d", "dđ"}
    };

    /** All 134 letters with marks, in both cases and in both forms of Unicode. */
    @ParameterizedTest
    @EnumSource(
            value = Normalizer.Form.class,
            names = {"NFC", "NFD"})
    void fold_everyLetter_losesItsMarks(Normalizer.Form form) {
        for (String[] letter : LETTERS) {
            String marked = Normalizer.normalize(letter[1], form);
            assertThat(AsciiText.fold(marked)).isEqualTo(letter[0].repeat(letter[1].length()));
            String upper = Normalizer.normalize(letter[1].toUpperCase(java.util.Locale.ROOT), form);
            assertThat(AsciiText.fold(upper))
                    .isEqualTo(letter[0].toUpperCase(java.util.Locale.ROOT).repeat(letter[1].length()));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Mực nước bể hút Đội Bình ; Muc nuoc be hut Doi Binh",
                "ĐƯỜNG ĐẤT ; DUONG DAT",
                "3,5 m³/s – 40 °C ; 3,5 m3/s - 40 C",
                "“a” ≥ b… ; \"a\" >= b...",
                "[a]{b}~c^d|e\\f` ; (a)(b)-c-d/e/f'",
                "水 ; ?"
            })
    void fold_text_isOfTheGsmAlphabet(String text, String folded) {
        assertThat(AsciiText.fold(text)).isEqualTo(folded);
    }

    @Test
    void fold_controlsAndBlanks_becomeOneBlank() {
        assertThat(AsciiText.fold("a\r\n\tb\u00a0 c")).isEqualTo("a b c");
    }

    @Test
    void cut_tooLong_endsInDots() {
        assertThat(AsciiText.cut("0123456789", 10)).isEqualTo("0123456789");
        assertThat(AsciiText.cut("0123456 89", 9)).isEqualTo("0123456..");
        assertThat(AsciiText.cut("0123456789", 2)).isEmpty();
    }
}
