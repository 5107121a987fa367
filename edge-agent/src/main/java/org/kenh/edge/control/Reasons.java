package org.kenh.edge.control;

/** What the control says, in Vietnamese and English. */
final class Reasons {
    static final Reason LATCHED =
            new Reason("latched", "đang khóa, cần người đặt lại", "locked out, a person must reset it");
    static final Reason CAUSE_HOLDS =
            new Reason("cause-holds", "nguyên nhân khóa vẫn còn", "the cause of the lock-out still holds");
    static final Reason INPUT_UNKNOWN =
            new Reason("input-unknown", "không có số đo tin cậy", "there is no measurement to rely on");
    static final Reason NO_MODE = new Reason(
            "selector-unknown", "không biết khóa chọn đang ở vị trí nào", "the position of the selector is not known");
    static final Reason HAND = new Reason("hand", "đang chạy tay tại chỗ", "under manual control on site");
    static final Reason SWITCHED_OFF = new Reason(
            "switched-off", "khóa chọn tại chỗ đang ở vị trí tắt", "the selector on site is in position off");
    static final Reason UNCOMMANDED = new Reason(
            "uncommanded",
            "bơm chạy mà không có lệnh: chạy tay hoặc dính tiếp điểm",
            "the pump runs without a command: by hand, or the contactor is welded");
    static final Reason OUTPUT_FAILED =
            new Reason("output-failed", "không điều khiển được đầu ra", "the output cannot be written");
    static final Reason NOT_READY = new Reason(
            "not-ready", "đang đưa các đầu ra về trạng thái an toàn", "outputs are being brought to their safe state");
    static final Reason OVERDUE = new Reason(
            "control-overdue",
            "vòng điều khiển bị chậm, đã về trạng thái an toàn",
            "the control loop was late, outputs went to their safe state");
    static final Reason STARTS_PER_HOUR =
            new Reason("starts-per-hour", "đã đủ số lần khởi động trong một giờ", "too many starts within an hour");
    static final Reason ANTI_RESTART = new Reason(
            "anti-restart", "chưa hết thời gian chờ khởi động lại", "the pause before a restart is not over");
    static final Reason MINIMUM_OFF =
            new Reason("minimum-off", "chưa hết thời gian nghỉ tối thiểu", "the shortest rest is not over");
    static final Reason TOO_SHORT =
            new Reason("too-short", "ngắn hơn thời gian chạy tối thiểu", "shorter than the shortest run of this pump");
    static final Reason TOO_LONG = new Reason("too-long", "dài hơn thời gian cho phép", "longer than this site allows");
    static final Reason NOT_CONFIRMED = new Reason(
            "not-confirmed",
            "đã đóng điện nhưng dòng điện và lưu lượng (hoặc mực nước) không xác nhận",
            "switched on, but current and flow (or level) do not confirm it");
    static final Reason STILL_RUNNING =
            new Reason("still-running", "đã cắt nhưng dòng điện vẫn còn", "switched off, but there still is current");
    static final Reason EXPIRED =
            new Reason("expired", "lệnh hết hạn trước khi được phép chạy", "the command expired before it could begin");
    static final Reason SUPERSEDED =
            new Reason("superseded", "có lệnh mới hơn thay thế", "a newer command took its place");
    static final Reason STOPPED_BY_COMMAND =
            new Reason("stopped-by-command", "dừng theo lệnh của người", "stopped by a person's command");
    static final Reason LEASE_ENDED =
            new Reason("lease-ended", "hết thời gian được phép chạy", "the time it was asked to run is over");
    static final Reason TURN_RESTS =
            new Reason("turn-rests", "lịch không cần chạy lúc này", "the schedule does not want it now");
    static final Reason SHUTDOWN = new Reason("shutdown", "chương trình dừng", "the agent is ending");
    static final Reason STATE_LOST = new Reason(
            "state-lost",
            "tệp trạng thái hỏng, cần người kiểm tra rồi đặt lại",
            "the state file was damaged, a person must check and reset");
    static final Reason UNTRUSTED_CLOCK =
            new Reason("clock-untrusted", "đồng hồ chưa đúng giờ", "the clock is not to be trusted yet");
    static final Reason UNAUTHORISED =
            new Reason("unauthorised", "trạm không cho phép lệnh này từ xa", "this site does not allow it from afar");
    static final Reason UNKNOWN_TARGET =
            new Reason("unknown-target", "không có thiết bị này", "there is no such target");
    static final Reason BAD_ARGUMENT = new Reason("bad-argument", "tham số không hợp lệ", "an argument is wrong");
    static final Reason NO_PERSON = new Reason(
            "no-person", "thiếu tên người đặt lại (by)", "the name of the person who resets it is missing (by)");
    static final Reason BAD_SIGNATURE =
            new Reason("bad-signature", "chữ ký của lịch không đúng", "the schedule's signature is wrong");
    static final Reason BAD_SCHEDULE = new Reason("bad-schedule", "lịch không hợp lệ", "the schedule cannot be used");
    static final Reason OLD_SCHEDULE = new Reason(
            "old-schedule", "đã có lịch mới bằng hoặc mới hơn", "the same or a newer schedule is here already");
    static final Reason NOT_STORED =
            new Reason("not-stored", "không ghi được vào đĩa", "it could not be written to disk");
    static final Reason RESTARTED = new Reason(
            "restarted", "chương trình khởi động lại giữa chừng", "the agent was restarted before it was done");

    static final Reason COMMAND_EXPIRED = new Reason("expired", "lệnh đã hết hạn", "the command has expired");
    static final Reason UNKNOWN_COMMAND = new Reason("unknown-command", "không có lệnh này", "unknown command");
    static final Reason BUSY = new Reason("control-busy", "bộ điều khiển không trả lời", "the control does not answer");

    private Reasons() {}
}
