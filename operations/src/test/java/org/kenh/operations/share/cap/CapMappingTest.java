package org.kenh.operations.share.cap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kenh.ingest.alarm.AlarmRule.Grading;
import org.kenh.ingest.alarm.Priority.Consequence;
import org.kenh.ingest.alarm.Rationalisation.Bilingual;
import org.kenh.operations.AlarmViewBuilder;
import org.kenh.operations.alarmdesk.AlarmView;
import org.kenh.operations.share.cap.CapMessage.MsgType;

class CapMappingTest {
    @ParameterizedTest
    @CsvSource({"9,Immediate", "10,Expected", "60,Expected", "61,Future"})
    void urgency_followsFromTheTimeToRespond(int minutes, String urgency) {
        assertThat(CapMapping.urgency(Optional.of(new Grading(Duration.ofMinutes(minutes), Consequence.SEVERE))))
                .isEqualTo(urgency);
    }

    @Test
    void urgency_ofARuleWithoutGrading_isUnknown() {
        assertThat(CapMapping.urgency(Optional.empty())).isEqualTo("Unknown");
    }

    @ParameterizedTest
    @CsvSource({"1,Moderate", "2,Severe", "3,Extreme", "4,Extreme"})
    void content_ofAFlood_followsItsLevel(int level, String severity) {
        CapContent content = content(alarm("flood", "device:do-1", "level", level, 3));
        assertThat(content.severity()).isEqualTo(severity);
        assertThat(content.scope()).isEqualTo("Public");
        assertThat(content.category()).isEqualTo("Met");
        assertThat(content.certainty()).isEqualTo("Observed");
        assertThat(content.texts().headline().vi())
                .startsWith("Báo động lũ, mức I")
                .endsWith("– Xã Lũ");
        assertThat(content.texts().description().vi())
                .contains("từ 12:00 01/03/2026", "đo được 3,25 m", "ngưỡng 3,20 m");
        assertThat(content.texts().description().en()).contains("measured 3.25 m", "limit 3.20 m");
    }

    @ParameterizedTest
    @CsvSource({"1,Severe", "2,Moderate", "3,Minor"})
    void content_ofEquipment_followsItsPriority(int priority, String severity) {
        CapContent content = content(alarm("area-outage", "area:xa-1", "kenh/link.lost.share", 1, priority));
        assertThat(content.severity()).isEqualTo(severity);
        assertThat(content.scope()).isEqualTo("Restricted");
        assertThat(content.category()).isEqualTo("Infra");
    }

    @Test
    void content_ofAForecast_isLikely() {
        assertThat(content(alarm("flood", "site:tv-1", "forecast/level", 1, 2)).certainty())
                .isEqualTo("Likely");
    }

    @Test
    void content_ofARuleWithAVietnameseNameAlone_isInVietnameseAndValid() {
        AlarmView alarm =
                new AlarmViewBuilder().name("Lũ ở ngầm tràn", "").level(2, 3).build();
        CapMessage draft = CapMessages.message(MsgType.ALERT, content(alarm));
        String xml = CapMessages.xml(draft, List.of());
        assertThat(CapSchema.problems(xml)).isEmpty();
        assertThat(xml).contains("<language>vi-VN</language>").doesNotContain("en-US");
        CapContent over = CapMapping.over(draft.content());
        assertThat(over.texts().headline().vi()).isEqualTo("Đã hết: Lũ ở ngầm tràn, mức II – Xã Lũ");
        assertThat(over.speaksEnglish()).isFalse();
    }

    @Test
    void content_withAnEnglishHeadlineOfAPerson_isInEnglishToo() {
        CapContent vietnamese = content(new AlarmViewBuilder().name("Lũ", "").build());
        Bilingual headline = new Bilingual("Lũ", "Flood at the ford");
        CapContent both = vietnamese.withTexts(
                new CapContent.CapTexts(headline, new Bilingual("Nước lên", ""), new Bilingual("Tránh xa", "")));
        String xml = CapMessages.xml(CapMessages.message(MsgType.ALERT, both), List.of());
        assertThat(CapSchema.problems(xml)).isEmpty();
        assertThat(xml).contains("<language>en-US</language>", "<event>Flood at the ford</event>");
    }

    @Test
    void fits_onlyFloodsAndAreas() {
        assertThat(CapMapping.fits(alarm("flood", "device:do-1", "level", 1, 2)))
                .isTrue();
        assertThat(CapMapping.fits(alarm("power", "area:xa-1", null, 1, 2))).isTrue();
        assertThat(CapMapping.fits(alarm("equipment", "device:bom-1", "current", 1, 2)))
                .isFalse();
    }

    private static CapContent content(AlarmView alarm) {
        return CapMapping.content(alarm, Optional.empty(), Optional.empty());
    }

    private static AlarmView alarm(
            String alarmClass, String subject, @Nullable String series, int level, int priority) {
        return new AlarmViewBuilder()
                .about(alarmClass, subject, series)
                .level(level, 3)
                .priority(priority)
                .build();
    }
}
