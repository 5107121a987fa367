package org.kenh.operations.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WordingTest {
    private static final Instant AT = Instant.parse("2026-11-21T07:05:00Z");
    private final Wording wording = new Wording("https://kenh.example/");

    @Test
    void mail_ofOneAlarm_isVietnameseFirst() {
        Content content = wording.of(List.of(alarm(12, 1, 0, "Mực nước bể hút cao")), false);
        assertThat(content.subject())
                .isEqualTo("[Kênh] Mức 1, khẩn cấp: Mực nước bể hút cao – Trạm bơm Đội Bình, Xã Ứng Hòa");
        assertThat(content.text()).isEqualTo("""
                        Cảnh báo: Mực nước bể hút cao
                        Mức độ: Mức 1, khẩn cấp
                        Nơi: Trạm bơm Đội Bình, Xã Ứng Hòa
                        Giá trị: 3,42 m (ngưỡng 3,2)
                        Bắt đầu: 14:05 21/11/2026
                        Chưa có người xác nhận.
                        Xem và xác nhận tại: https://kenh.example/alarms/12

                        --
                        Alarm: Suction level high
                        Priority: Priority 1, urgent
                        Place: Trạm bơm Đội Bình, Xã Ứng Hòa
                        Value: 3.42 m (limit 3.2)
                        Since: 14:05 21/11/2026
                        Nobody has acknowledged it.

                        """);
    }

    @Test
    void brief_ofOneAlarm_isAsciiWithTheNumbers() {
        Content content = wording.of(List.of(alarm(12, 1, 1, "Mực nước bể hút cao")), false);
        assertThat(content.brief())
                .isEqualTo("KENH muc 1: Muc nuoc be hut cao, Tram bom Doi Binh, Xa Ung Hoa: 3,42 m (nguong 3,2), 14:05"
                        + " 21/11 (lan 2)");
    }

    @Test
    void brief_withLongNames_keepsTheNumbers() {
        Content content = wording.of(List.of(alarm(12, 2, 0, "Đường đất ".repeat(40))), false);
        assertThat(content.brief())
                .hasSizeLessThanOrEqualTo(160)
                .matches("\\p{ASCII}+")
                .startsWith("KENH muc 2: Duong dat Duong")
                .endsWith("..: 3,42 m (nguong 3,2), 14:05 21/11");
    }

    @Test
    void alarm_thatIsOver_saysSoEverywhere() {
        AlarmFacts over = alarm(12, 1, 1, "Mực nước bể hút cao").over(AT.plusSeconds(600));
        Content content = wording.of(List.of(over), false);
        assertThat(content.subject()).contains("Mực nước bể hút cao (đã hết) – ");
        assertThat(content.text()).contains("Đã hết: 14:15 21/11/2026\n", "Over since: 14:15 21/11/2026\n");
        assertThat(content.brief()).endsWith(", 14:05 21/11, da het (lan 2)").hasSizeLessThanOrEqualTo(160);
        Content digest = wording.of(List.of(over, alarm(13, 2, 0, "Mất điện")), true);
        assertThat(digest.subject()).contains("(over)");
        assertThat(digest.text()).contains("Suction level high (over)");
    }

    @Test
    void digest_ofManyAlarms_namesTheWorstAndCountsAll() {
        List<AlarmFacts> alarms = LongStream.rangeClosed(1, 500)
                .mapToObj(id -> alarm(id, id == 77 ? 1 : 3, 0, "Mất liên lạc " + id))
                .toList();
        Content content = wording.of(alarms, false);
        assertThat(content.subject())
                .isEqualTo("[Kênh] 500 cảnh báo chưa xác nhận, cao nhất Mức 1, khẩn cấp: Mất liên lạc 77");
        assertThat(content.text())
                .contains("1 mức 1, 499 mức 3", "- Mức 1, 14:05 21/11: Mất liên lạc 77", "480 cảnh báo khác");
        assertThat(content.brief())
                .hasSizeLessThanOrEqualTo(160)
                .startsWith("KENH: 500 canh bao chua xac nhan (1 muc 1, 499 muc 3). Cao nhat: Mat lien lac 77");
        assertThat(content.alarms()).hasSize(Content.MOST_NAMED).startsWith(77L);
        assertThat(content.count()).isEqualTo(500);
    }

    @Test
    void subject_withLineBreaksInAName_isOneLine() {
        Content content = wording.of(List.of(alarm(1, 1, 0, "a\r\nBcc: x@y.example")), false);
        assertThat(content.subject()).doesNotContain("\r", "\n").contains("a Bcc: x@y.example");
    }

    @Test
    void english_isFirstForThoseWhoWantIt() {
        Content content = wording.of(List.of(alarm(1, 1, 2, "Mực nước")), true);
        assertThat(content.text()).startsWith("Alarm: Suction level high").contains("told for the 3. time");
        assertThat(content.brief()).startsWith("KENH P1: Suction level high").endsWith("(no. 3)");
    }

    private static AlarmFacts alarm(long id, int priority, int step, String name) {
        return new AlarmFacts(
                id,
                name,
                "Suction level high",
                "Trạm bơm Đội Bình, Xã Ứng Hòa",
                priority,
                step,
                AT,
                3.42,
                3.2,
                "m",
                null);
    }
}
