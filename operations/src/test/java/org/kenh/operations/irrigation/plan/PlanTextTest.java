package org.kenh.operations.irrigation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.kenh.operations.irrigation.plan.Shortfall.Cause;
import org.kenh.operations.irrigation.plan.Shortfall.Reason;

class PlanTextTest {
    private final PlanText vietnamese = PlanText.vietnamese(UnaryOperator.identity());
    private final PlanText english = PlanText.english(UnaryOperator.identity());

    @Test
    void shortfall_lockedPumpAndFullCanal_saysBoth() {
        Shortfall shortfall = new Shortfall(
                "Đồng Sau",
                1340.4,
                Station.at("2026-06-11T06:00"),
                List.of(
                        new Reason(
                                Cause.PUMP_BLOCKED,
                                "P1",
                                BlockReason.WATER_QUALITY,
                                Station.at("2026-06-10T18:00"),
                                Duration.ofHours(20)),
                        new Reason(Cause.CANAL_FULL, "K1", null, null, Duration.ofHours(3))));

        assertThat(vietnamese.of(shortfall))
                .isEqualTo("Ruộng Đồng Sau thiếu 1.340 m³ trước thứ Năm 06:00 (11/06): "
                        + "máy bơm P1 bị khóa vì nước bẩn đến thứ Tư 18:00 (10/06); kênh K1 đã đủ tải.");
        assertThat(english.of(shortfall))
                .isEqualTo("Field Đồng Sau lacks 1,340 m³ by Thursday 06:00 (11/06): "
                        + "pump P1 is locked by bad water until Wednesday 18:00 (10/06); canal K1 carries no more.");
    }

    @Test
    void noTimeToTakeWater_isNotToldAsHoursOfAnInlet() {
        Reason reason = new Reason(Cause.INLET, "Phù Lưu", null, null, Duration.ZERO);
        Shortfall shortfall = new Shortfall("Phù Lưu", 500, Station.at("2026-06-11T00:00"), List.of(reason));

        assertThat(vietnamese.of(shortfall)).contains("Phù Lưu không có giờ nào để lấy nước trước hạn");
        assertThat(english.of(shortfall)).contains("Phù Lưu has no time to take water before it is due");
    }

    @Test
    void everyCodeCauseAndReason_hasASentenceInBothLanguages() {
        for (PlanText text : List.of(vietnamese, english)) {
            Arrays.stream(ViolationCode.values())
                    .map(code -> new Violation(
                            code,
                            "X",
                            Station.MONDAY,
                            Map.of("reason", "QUIET", "where", "X", "until", "2026-06-08T00:00:00Z")))
                    .forEach(violation ->
                            assertThat(text.of(violation)).contains("X").doesNotContain("{"));
            for (Cause cause : Cause.values()) {
                for (BlockReason block : BlockReason.values()) {
                    Reason reason = new Reason(cause, "Y", block, Station.MONDAY, Duration.ofHours(1));
                    Shortfall shortfall = new Shortfall("X", 1, Station.MONDAY, List.of(reason));
                    assertThat(text.of(shortfall)).contains("X", "Y").doesNotContain("{");
                }
            }
        }
    }
}
