package org.kenh.operations.irrigation.agronomy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SentencesTest {
    private static final LocalDateTime NOW = LocalDateTime.of(2026, 11, 24, 6, 0);
    private static final LocalDateTime THURSDAY = LocalDateTime.of(2026, 11, 26, 5, 0);

    @Test
    void tell_riceThatDries_saysWhenWhyAndHowMuch() {
        Demand demand = demand(
                new Reason(ReasonCode.WETTING_AND_DRYING, true, -40, -50, 3, false), measured(0), THURSDAY, 57.5);

        assertThat(Sentences.vietnamese(demand, NOW))
                .isEqualTo("Ruộng cần nước thứ Năm 26/11 lúc 05:00: mực nước −4 cm, ngưỡng −5 cm, "
                        + "ba ngày qua không mưa; cần 57,5 mm tại ruộng, phải lấy vào 821 m³.");
        assertThat(Sentences.english(demand, NOW))
                .isEqualTo("The field needs water on Thursday 26/11 at 05:00: water level −4 cm, threshold −5 cm, "
                        + "no rain for three days; it takes 57.5 mm net, 821 m³ at the inlet.");
    }

    @Test
    void tell_dryCropToday_saysSoAndThatNothingIsMeasured() {
        Demand demand = demand(
                new Reason(ReasonCode.SOIL_DEPLETED, false, 32.7, 28.9, 1, false),
                Confidence.neverMeasured(),
                NOW,
                32.7);

        assertThat(Sentences.vietnamese(demand, NOW))
                .isEqualTo(
                        "Ruộng cần nước ngay hôm nay (thứ Ba 24/11): đất đã thiếu 32,7 mm, ngưỡng 28,9 mm, "
                                + "một ngày qua không mưa; cần 32,7 mm tại ruộng, phải lấy vào 467 m³; số tính toán, ruộng không có số đo.");
        assertThat(Sentences.english(demand, NOW))
                .isEqualTo(
                        "The field needs water today (Tuesday 24/11): the soil lacks 32.7 mm, threshold 28.9 mm, "
                                + "no rain for a day; it takes 32.7 mm net, 467 m³ at the inlet; reckoned, nothing is measured on this field.");
    }

    @Test
    void tell_delayedAndLongUnmeasured_saysBoth() {
        Demand demand = demand(
                new Reason(ReasonCode.FLOWERING, true, 2, 30, 0, true),
                measured(12),
                LocalDateTime.of(2026, 11, 29, 17, 30),
                120);

        assertThat(Sentences.vietnamese(demand, NOW))
                .isEqualTo("Ruộng cần nước Chủ nhật 29/11 lúc 17:30: mực nước 0 cm, ngưỡng 3 cm, lúa đang trổ, "
                        + "đã lùi lại vì dự báo có mưa; cần 120 mm tại ruộng, phải lấy vào 1.714 m³; "
                        + "số tính toán, lần đo cuối cách đây 12 ngày.");
        assertThat(Sentences.english(demand, NOW))
                .endsWith("the rice flowers, put off as rain is forecast; it takes 120 mm net, 1,714 m³ at the inlet; "
                        + "reckoned, last measured 12 days ago.");
    }

    @Test
    void tell_enough_saysSo() {
        Demand demand =
                new Demand(new Reason(ReasonCode.ENOUGH_WATER, true, 48, 48, 0, false), measured(1), Optional.empty());

        assertThat(Sentences.vietnamese(demand, NOW))
                .isEqualTo("Ruộng chưa cần nước trong 30 ngày tới: mực nước 5 cm.");
        assertThat(Sentences.english(demand, NOW))
                .isEqualTo("The field needs no water in the next 30 days: water level 5 cm.");
    }

    @Test
    void tell_seasonEndsBefore_doesNotSpeakOfThirtyDays() {
        Demand demand = new Demand(
                new Reason(ReasonCode.NONE_BEFORE_RIPENING, true, 20, 20, 0, false), measured(1), Optional.empty());

        assertThat(Sentences.vietnamese(demand, NOW))
                .isEqualTo("Ruộng không cần tưới thêm cho đến khi lúa chín: mực nước 2 cm.");
        assertThat(Sentences.english(demand, NOW))
                .isEqualTo("The field needs no more water until the rice ripens: water level 2 cm.");
    }

    @ParameterizedTest
    @EnumSource(ReasonCode.class)
    void tell_anyReason_isASentenceInBothLanguages(ReasonCode code) {
        Reason reason = new Reason(code, code != ReasonCode.SOIL_DEPLETED, 10, 20, 20, true);
        Demand demand = code.isNeed()
                ? demand(reason, measured(3), THURSDAY, 40)
                : new Demand(reason, measured(3), Optional.empty());

        assertThat(Sentences.vietnamese(demand, NOW))
                .endsWith(".")
                .contains("20 ngày qua không mưa")
                .doesNotContain("{");
        assertThat(Sentences.english(demand, NOW))
                .endsWith(".")
                .contains("no rain for 20 days")
                .doesNotContain("{");
    }

    private static Confidence measured(int days) {
        return new Confidence(OptionalInt.of(days));
    }

    private static Demand demand(Reason reason, Confidence confidence, LocalDateTime needed, double net) {
        Need need = new Need(
                needed, needed, needed.plusDays(1), Optional.empty(), Optional.empty(), net, net / 0.7, net / 0.07);
        return new Demand(reason, confidence, Optional.of(need));
    }
}
