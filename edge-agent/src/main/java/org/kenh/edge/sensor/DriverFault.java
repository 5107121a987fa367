package org.kenh.edge.sensor;

import java.util.List;
import java.util.Optional;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/**
 * Whether a driver works, and the event {@code <driver>/fault} when that changes. A driver that flaps speaks at most
 * every {@value #LEAST_SECONDS_BETWEEN_FAULTS} s. Not thread-safe.
 */
final class DriverFault {
    static final int LEAST_SECONDS_BETWEEN_FAULTS = 10;
    static final String RECOVERED = "hoạt động trở lại / recovered";
    private static final int LONGEST_REASON = 300;

    private final SeriesName series;
    private Optional<String> reason = Optional.empty();
    private boolean announced;
    private boolean everAnnounced;
    private long announcedNanos;

    DriverFault(String driver) {
        this.series = SeriesName.of(driver + "/fault");
    }

    SeriesName series() {
        return series;
    }

    /** Why it does not work; empty while it works. */
    Optional<String> reason() {
        return reason;
    }

    /** Notes how the driver is now, and sends the event if that is news. */
    void now(Optional<String> fault, long nanos, MeasurementSink sink) {
        reason = fault.map(DriverFault::sendable);
        boolean tooSoon = everAnnounced
                && nanos - announcedNanos < LEAST_SECONDS_BETWEEN_FAULTS * 1_000_000_000L
                && reason.isPresent();
        if (reason.isPresent() == announced || tooSoon) {
            return;
        }
        announced = reason.isPresent();
        everAnnounced = true;
        announcedNanos = nanos;
        String text = reason.map(why -> "hỏng / fault: " + why).orElse(RECOVERED);
        sink.accept(List.of(new Measurement(nanos, series, Unit.NONE, new Value.Text(text), Quality.GOOD)), true);
    }

    /** Foreign text may hold anything, and must not keep the event from being sent. */
    private static String sendable(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cs}]+", " ").trim();
        if (line.length() <= LONGEST_REASON) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LONGEST_REASON - 1)) ? LONGEST_REASON - 1 : LONGEST_REASON;
        return line.substring(0, end);
    }
}
