package org.kenh.operations.irrigation.demand;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kenh.operations.irrigation.agronomy.Confidence;
import org.kenh.operations.irrigation.agronomy.Crop;
import org.kenh.operations.irrigation.agronomy.Stage;
import org.kenh.operations.irrigation.demand.FieldState.Urgency;
import org.kenh.operations.irrigation.demand.FieldState.Warning;

class BulletinWriterTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-21");
    private static final Instant NOW = Instant.parse("2026-11-20T22:30:00Z");

    @Test
    void bulletin_tellsWeatherFieldsAndWarnings() {
        Bulletin bulletin = write(List.of(
                state("Đồng Gon", Urgency.NOW, 0),
                state("Đồng Sổ", Urgency.SOON, 2),
                state("Bãi Giữa", Urgency.NO, 9),
                state("Ruộng Trũng", Urgency.NO, 9, Warning.TOO_DEEP)));

        assertThat(bulletin.vi())
                .isEqualTo(
                        "Bản tin đồng ruộng Xã Hoa Sơn, thứ Bảy ngày 21 tháng 11. Ba ngày qua mưa 12 mm, mỗi ngày bốc"
                                + " thoát khoảng 4,7 mm nước. Dự báo ba ngày tới mưa 6 mm. Cần nước ngay: Đồng Gon. Sắp cần nước:"
                                + " Đồng Sổ (thứ Hai). 2 ruộng khác đủ nước. Lúa ngập sâu lâu ngày, cần tiêu nước: Ruộng Trũng.");
        assertThat(bulletin.en())
                .isEqualTo("Farming bulletin of Xã Hoa Sơn, Saturday 21/11. 12 mm of rain in the last three days; about"
                        + " 4.7 mm of water evaporate a day. Forecast for three days: 6 mm of rain. Water is needed now:"
                        + " Đồng Gon. Water will soon be needed: Đồng Sổ (Monday). 2 other fields have enough. Rice has"
                        + " stood in deep water for long, drain: Ruộng Trũng.");
        assertThat(bulletin.sms())
                .isEqualTo(
                        "Xa Hoa Son 21/11: 3 ngay mua 12 mm, boc thoat 4,7 mm/ngay. Sap mua 6 mm. Can nuoc: Dong Gon."
                                + " Sap can: Dong So (T2). 2 ruong du nuoc. Ngap sau: Ruong Trung.");
    }

    @Test
    void bulletin_ofOneFieldWithEnough_doesNotCountIt() {
        FieldState one = state("Đồng Sổ", Urgency.NO, 9);

        assertThat(write(List.of(one)).vi()).endsWith("6 mm. Ruộng đang đủ nước.");
        assertThat(write(List.of(one)).en()).endsWith("rain. The field has enough water.");
        assertThat(write(List.of(one, state("Bãi Giữa", Urgency.NO, 9))).vi()).endsWith("Cả 2 ruộng đang đủ nước.");
    }

    @Test
    void bulletin_ofManyFields_staysWithinItsLengths_andNamesTheMostUrgent() {
        List<FieldState> states = new ArrayList<>();
        for (int number = 0; number < 80; number++) {
            states.add(state(
                    "Cánh đồng mẫu lớn số " + number,
                    number % 2 == 0 ? Urgency.NOW : Urgency.SOON,
                    number % 2,
                    Warning.STRESSED,
                    Warning.SENSOR_SILENT));
        }

        Bulletin bulletin = write(states);

        assertThat(bulletin.vi()).hasSizeLessThanOrEqualTo(Bulletin.LONGEST).contains("ruộng nữa");
        assertThat(bulletin.en()).hasSizeLessThanOrEqualTo(Bulletin.LONGEST).contains("more");
        assertThat(bulletin.sms())
                .hasSizeLessThanOrEqualTo(Bulletin.LONGEST_SMS)
                .matches("\\p{ASCII}+");
        assertThat(bulletin.sms()).contains("Can nuoc: 40 ruong");
    }

    @Test
    void bulletin_ofAnAreaWithAVeryLongName_isCutToItsLengths() {
        Bulletin bulletin =
                new BulletinWriter("xa", "X".repeat(700), DAY).write(List.of(state("A", Urgency.NOW, 0)), NOW);

        assertThat(bulletin.vi()).hasSize(Bulletin.LONGEST);
        assertThat(bulletin.sms()).hasSize(Bulletin.LONGEST_SMS);
    }

    private static Bulletin write(List<FieldState> states) {
        return new BulletinWriter("hoa-son", "Xã Hoa Sơn", DAY).write(states, NOW);
    }

    private static FieldState state(String name, Urgency urgency, int days, Warning... warnings) {
        Instant at = NOW.plus(Duration.ofDays(days));
        return new FieldState(
                name,
                name,
                "hoa-son",
                NOW,
                new FieldState.Growth(
                        1,
                        "rice",
                        new Crop.Name("Lúa", "Rice"),
                        Crop.Kind.PADDY,
                        DAY,
                        40,
                        Stage.MID,
                        Optional.empty(),
                        1.2),
                new FieldState.Water(
                        10, 10, Optional.empty(), Optional.empty(), Confidence.Level.MEASURED, Optional.empty()),
                new FieldState.Weather(12, 1, 6, 4.72, 5.6),
                urgency,
                Optional.of(new FieldState.Needed(at, at, at, Optional.empty(), Optional.empty(), 50, 70, 7_000, days)),
                new FieldState.Sentence("", ""),
                List.of(warnings));
    }
}
