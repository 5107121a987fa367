package org.kenh.edge.uplink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.kenh.edge.sensor.Measurement;
import org.kenh.telemetry.Birth.DeclaredSeries;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/**
 * What the agent reports about its own link: {@code agent/link} (an event: the uplink and address in use, when it
 * changed), {@code agent/connects} (since the start), {@code agent/round-trip} (milliseconds, smoothed) and
 * {@code agent/queue} (messages that wait for the centre). Called by one thread at a time.
 */
public final class LinkMetrics {
    private static final SeriesName LINK = SeriesName.of("agent/link");
    private static final DeclaredSeries CONNECTS = number("agent/connects", "count");
    private static final DeclaredSeries ROUND_TRIP = number("agent/round-trip", "ms");
    private static final DeclaredSeries QUEUE = number("agent/queue", "count");

    private final Supplier<LinkReport> link;
    private final IntSupplier queue;
    private String told = "";

    /** The queue is how many messages wait for the centre. */
    public LinkMetrics(Supplier<LinkReport> link, IntSupplier queue) {
        this.link = link;
        this.queue = queue;
    }

    /** What it sends, for the birth: the numbers at this interval, the event when it happens. */
    public static List<DeclaredSeries> series(Duration interval) {
        List<DeclaredSeries> series = new ArrayList<>();
        series.add(new DeclaredSeries(LINK, Unit.NONE, Optional.empty()));
        for (DeclaredSeries number : List.of(CONNECTS, QUEUE)) {
            series.add(new DeclaredSeries(number.name(), number.unit(), Optional.of(interval)));
        }
        // Without an interval: there is none before the first acknowledgement.
        series.add(ROUND_TRIP);
        return series;
    }

    /** What holds at a moment of the monotonic clock. */
    public List<Measurement> measure(long nanos) {
        LinkReport report = link.get();
        List<Measurement> measurements = new ArrayList<>();
        if (!report.inUse().equals(told)) {
            told = report.inUse();
            measurements.add(new Measurement(nanos, LINK, Unit.NONE, new Value.Text(told), Quality.GOOD));
        }
        measurements.add(good(nanos, CONNECTS, (double) report.connects()));
        measurements.add(good(nanos, QUEUE, queue.getAsInt()));
        report.roundTripMillis().ifPresent(millis -> measurements.add(good(nanos, ROUND_TRIP, millis)));
        return measurements;
    }

    private static Measurement good(long nanos, DeclaredSeries series, double value) {
        return new Measurement(nanos, series.name(), series.unit(), new Value.Numeric(value), Quality.GOOD);
    }

    private static DeclaredSeries number(String name, String unit) {
        return new DeclaredSeries(SeriesName.of(name), Unit.of(unit), Optional.empty());
    }
}
