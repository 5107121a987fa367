package org.kenh.edge;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kenh.edge.control.ControlSummary;
import org.kenh.edge.control.ControlSummary.Guard;
import org.kenh.edge.control.ControlSummary.GuardState;
import org.kenh.edge.control.ControlSummary.Machine;
import org.kenh.edge.control.ControlSummary.State;
import org.kenh.edge.control.ControlSummary.TurnLine;
import org.kenh.edge.life.StatusReport.ControlLine;
import org.kenh.edge.life.Words;

/** Says how the control is, a line for each machine, each of its interlocks and each turn of the schedule. */
final class ControlLines {
    private static final ZoneId HERE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MM HH:mm").withZone(HERE);
    private static final long MINUTE = 60_000_000_000L;
    private static final Words NOTHING = new Words("", "");

    private ControlLines() {}

    static List<ControlLine> of(ControlSummary summary) {
        List<ControlLine> lines = new ArrayList<>();
        for (Machine machine : summary.machines()) {
            lines.add(line(machine));
            machine.guards().forEach(guard -> lines.add(line(machine, guard)));
        }
        if (summary.schedule() > 0) {
            lines.add(new ControlLine("schedule", version(summary.schedule()), false));
        }
        summary.turns().forEach(turn -> lines.add(line(turn)));
        return lines;
    }

    private static ControlLine line(Machine machine) {
        boolean alert = machine.outputFailed()
                || machine.state() == State.UNCOMMANDED
                || machine.selector().equals("unknown");
        Words text = joined(Stream.of(
                state(machine),
                left(machine.leaseLeft()),
                selector(machine.selector()),
                starts(machine.startsInHour()),
                machine.outputFailed() ? new Words("không ghi được đầu ra", "the output cannot be written") : NOTHING));
        return new ControlLine(machine.name(), text, alert);
    }

    private static ControlLine line(Machine machine, Guard guard) {
        Words state = state(guard.state());
        Words text =
                new Words(guard.vietnamese() + ": " + state.vietnamese(), guard.english() + ": " + state.english());
        boolean alert = guard.state() != GuardState.QUIET && guard.state() != GuardState.PENDING;
        return new ControlLine(machine.name() + "/" + guard.name(), text, alert);
    }

    private static ControlLine line(TurnLine turn) {
        Words text = joined(Stream.of(
                status(turn),
                new Words(turn.target(), turn.target()),
                new Words("từ " + TIME.format(turn.start()), "from " + TIME.format(turn.start())),
                left(turn.left()),
                new Words(turn.reason(), turn.reason())));
        return new ControlLine("schedule/" + turn.id(), text, turn.status().equals("interrupted"));
    }

    private static Words version(long version) {
        return new Words("lịch bản " + version, "schedule version " + version);
    }

    private static Words state(Machine machine) {
        return switch (machine.state()) {
            case STOPPED -> new Words("đang dừng", "stopped");
            case STARTING -> new Words("đang khởi động", "starting");
            case RUNNING -> new Words("đang chạy", "running");
            case UNCOMMANDED -> new Words("chạy mà không có lệnh", "runs without a command");
            case SET -> {
                String share = Math.round(machine.target() * 100) + " %";
                yield new Words("đặt ở " + share, "set to " + share);
            }
        };
    }

    private static Words state(GuardState state) {
        return switch (state) {
            case QUIET -> new Words("không", "no");
            case PENDING -> new Words("đang đếm thời gian trễ", "its delay is running");
            case TRIPPED -> new Words("đang ngắt", "tripped");
            case LATCHED -> new Words("đã chốt, cần người đặt lại", "locked out, a person must reset it");
            case UNKNOWN -> new Words("không có số đo tin cậy", "no measurement to rely on");
        };
    }

    private static Words selector(String position) {
        return switch (position) {
            case "hand" -> new Words("khóa chọn: tay", "selector: hand");
            case "off" -> new Words("khóa chọn: tắt", "selector: off");
            case "unknown" -> new Words("không rõ vị trí khóa chọn", "position of the selector not known");
            default -> NOTHING;
        };
    }

    private static Words starts(int count) {
        return count == 0
                ? NOTHING
                : new Words(count + " lần khởi động trong giờ qua", "starts in the last hour: " + count);
    }

    private static Words left(OptionalLong nanos) {
        if (nanos.isEmpty()) {
            return NOTHING;
        }
        // Rounded up: a command that still runs never shows nothing left.
        long minutes = (nanos.getAsLong() + MINUTE - 1) / MINUTE;
        return new Words("còn " + minutes + " phút", minutes + " min left");
    }

    private static Words status(TurnLine turn) {
        return switch (turn.status()) {
            case "planned" -> new Words("sẽ chạy", "planned");
            case "interrupted" -> new Words("bị gián đoạn", "interrupted");
            case "running" -> new Words("đang chạy", "running");
            case "closing" -> new Words("đang đóng", "closing");
            default -> new Words("đã xong", "ended");
        };
    }

    private static Words joined(Stream<Words> parts) {
        List<Words> said = parts.filter(part -> !part.vietnamese().isBlank()).toList();
        return new Words(
                said.stream().map(Words::vietnamese).collect(Collectors.joining(" · ")),
                said.stream().map(Words::english).collect(Collectors.joining(" · ")));
    }
}
