package org.kenh.edge.life;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Is the clock set, synchronised, and near the centre's? */
public final class ClockExamination implements Examination {
    static final Duration FAR = Duration.ofSeconds(30);
    /** No agent ran before this was written. */
    private static final Instant EARLIEST = Instant.parse("2025-01-01T00:00:00Z");

    private static final String PART = "clock";
    private static final Words SYNCHRONISE = new Words(
            "Bật đồng bộ giờ: timedatectl set-ntp true; xem máy chủ giờ trong /etc/systemd/timesyncd.conf. Không có"
                    + " Internet thì trỏ về máy chủ giờ của trung tâm, hoặc gắn pin đồng hồ (RTC).",
            "Turn on time synchronisation: timedatectl set-ntp true; see the time server in"
                    + " /etc/systemd/timesyncd.conf. Without Internet point it at the centre's, or fit a battery clock"
                    + " (RTC).");

    private final InstantSource clock;
    private final BooleanSupplier synchronised;
    private final Supplier<Optional<Instant>> centre;

    /** {@code centre} asks the centre for its time; empty when it does not answer. */
    public ClockExamination(InstantSource clock, BooleanSupplier synchronised, Supplier<Optional<Instant>> centre) {
        this.clock = clock;
        this.synchronised = synchronised;
        this.centre = centre;
    }

    @Override
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        Instant now = clock.instant();
        if (now.isBefore(EARLIEST)) {
            findings.add(Finding.wrong(
                    PART,
                    "clock.unset",
                    new Words("Đồng hồ chưa được đặt: đang là " + now, "The clock is not set: it says " + now),
                    SYNCHRONISE));
        } else if (!synchronised.getAsBoolean()) {
            findings.add(Finding.warning(
                    PART,
                    "clock.unsynchronised",
                    new Words(
                            "Đồng hồ chưa được đồng bộ; số liệu chờ đến khi biết đúng giờ, lâu nhất bằng clock.patience",
                            "The clock is not synchronised; readings wait for the right time, no longer than clock.patience"),
                    SYNCHRONISE));
        }
        centre.get().ifPresent(time -> compare(now, time, findings));
        if (findings.isEmpty()) {
            findings.add(
                    Finding.fine(PART, "clock.fine", new Words("Đồng hồ đúng: " + now, "The clock is right: " + now)));
        }
        return findings;
    }

    private static void compare(Instant now, Instant centre, List<Finding> findings) {
        Duration ahead = Duration.between(centre, now);
        if (ahead.abs().compareTo(FAR) > 0) {
            String seconds = String.valueOf(ahead.abs().toSeconds());
            findings.add(Finding.wrong(
                    PART,
                    "clock.far",
                    new Words(
                            "Đồng hồ " + (ahead.isNegative() ? "chậm" : "nhanh") + " hơn trung tâm " + seconds
                                    + " giây",
                            "The clock is " + seconds + " s " + (ahead.isNegative() ? "behind" : "ahead of")
                                    + " the centre's"),
                    SYNCHRONISE));
        }
    }
}
