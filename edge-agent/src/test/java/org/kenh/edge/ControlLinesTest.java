package org.kenh.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.kenh.edge.control.ControlSummary;
import org.kenh.edge.control.ControlSummary.Guard;
import org.kenh.edge.control.ControlSummary.GuardState;
import org.kenh.edge.control.ControlSummary.Machine;
import org.kenh.edge.control.ControlSummary.State;
import org.kenh.edge.control.ControlSummary.TurnLine;
import org.kenh.edge.life.StatusReport.ControlLine;
import org.kenh.edge.life.Words;

class ControlLinesTest {
    private static final long MINUTE = 60_000_000_000L;

    @Test
    void of_pumpWithALatch_saysWhatAPersonMustDo() {
        Guard latched = new Guard("dry-run", GuardState.LATCHED, "chạy khô", "dry run");
        Guard quiet = new Guard("overload", GuardState.QUIET, "quá tải", "overload");
        Machine pump = new Machine(
                "pump-1", State.STOPPED, 0, OptionalLong.empty(), "hand", 2, false, List.of(latched, quiet));

        List<ControlLine> lines = ControlLines.of(new ControlSummary(0, List.of(pump), List.of()));

        assertThat(lines)
                .containsExactly(
                        new ControlLine(
                                "pump-1",
                                new Words(
                                        "đang dừng · khóa chọn: tay · 2 lần khởi động trong giờ qua",
                                        "stopped · selector: hand · starts in the last hour: 2"),
                                false),
                        new ControlLine(
                                "pump-1/dry-run",
                                new Words(
                                        "chạy khô: đã chốt, cần người đặt lại",
                                        "dry run: locked out, a person must reset it"),
                                true),
                        new ControlLine("pump-1/overload", new Words("quá tải: không", "overload: no"), false));
    }

    @Test
    void of_valveAndSchedule_inLocalTimeWithWhatIsLeft() {
        Machine valve = new Machine("valve-1", State.SET, 0.4, OptionalLong.of(MINUTE / 2), "auto", 0, true, List.of());
        TurnLine turn = new TurnLine(
                "t1", "valve-1", Instant.parse("2026-07-01T22:00:00Z"), "running", "", OptionalLong.of(90 * MINUTE));

        List<ControlLine> lines = ControlLines.of(new ControlSummary(7, List.of(valve), List.of(turn)));

        assertThat(lines)
                .containsExactly(
                        new ControlLine(
                                "valve-1",
                                new Words(
                                        "đặt ở 40 % · còn 1 phút · không ghi được đầu ra",
                                        "set to 40 % · 1 min left · the output cannot be written"),
                                true),
                        new ControlLine("schedule", new Words("lịch bản 7", "schedule version 7"), false),
                        new ControlLine(
                                "schedule/t1",
                                new Words(
                                        "đang chạy · valve-1 · từ 02/07 05:00 · còn 90 phút",
                                        "running · valve-1 · from 02/07 05:00 · 90 min left"),
                                false));
    }
}
