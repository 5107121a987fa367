package org.kenh.operations.alarmdesk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kenh.ingest.alarm.Alarm;
import org.kenh.ingest.alarm.Binding;
import org.kenh.ingest.alarm.InputName;
import org.kenh.ingest.series.SeriesInfo;
import org.kenh.ingest.series.SeriesInfo.LastReading;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;

/** What alarms need of the store: how far back each device is to be read, and what their series said last. */
final class Lookback {
    /** A reading without an interval that is older than this counts as of now. */
    private static final Duration OLD = Duration.ofMinutes(5);

    private static final Duration LONGEST = Duration.ofDays(1);

    private final Board board;

    Lookback(Board board) {
        this.board = board;
    }

    /**
     * The devices that some alarm looks at, each with the time after which there may be readings that an alarm has not
     * seen, given that all were told that had come by a moment.
     */
    Map<DeviceId, Instant> unseenAfter(Instant toldUntil, Instant now) {
        Instant earliest = now.minus(LONGEST);
        Map<DeviceId, Instant> unseen = new HashMap<>();
        for (Hosted alarm : board.all()) {
            Alarm engine = board.engine(alarm);
            List<InputName> inputs = alarm.watched().binding().rule().inputs();
            for (int i = 0; i < inputs.size(); i++) {
                Binding.Source source = alarm.watched().binding().sources().get(inputs.get(i));
                if (source != null && !CentreSeries.isOwn(source.device())) {
                    Instant newest = engine.newest(i).orElseGet(() -> toldUntil.minus(engine.reach()));
                    unseen.merge(source.device(), newest.isBefore(earliest) ? earliest : newest, Lookback::earlier);
                }
            }
        }
        return unseen;
    }

    /** From when on stored readings matter to what follows a moment, device by device. */
    Map<DeviceId, Instant> mattersFrom(Instant moment) {
        Map<DeviceId, Instant> from = new HashMap<>();
        for (Hosted alarm : board.all()) {
            Duration reach = board.engine(alarm).reach();
            Instant start = moment.minus(reach.compareTo(LONGEST) < 0 ? reach : LONGEST);
            for (Binding.Source source : alarm.watched().binding().sources().values()) {
                if (!CentreSeries.isOwn(source.device())) {
                    from.merge(source.device(), start, Lookback::earlier);
                }
            }
        }
        return from;
    }

    /**
     * Tells one alarm the newest readings of its series. What is stale says nothing, and neither does what is older than
     * a day and has no interval; what has none and is younger still holds now. The other alarms on these series know
     * them already.
     */
    void tellLast(Hosted alarm, Map<DeviceId, Map<SeriesName, SeriesInfo>> last, Instant now) {
        List<Last> told = new ArrayList<>();
        for (Binding.Source source : alarm.watched().binding().sources().values()) {
            SeriesInfo series = last.getOrDefault(source.device(), Map.of()).get(source.series());
            Optional<LastReading> newest = series == null ? Optional.empty() : series.last();
            newest.filter(reading -> isFresh(reading, source, now))
                    .ifPresent(reading -> told.add(new Last(source, reading, holdsAt(reading, source, now))));
        }
        told.sort(Comparator.comparing(Last::at));
        for (Last each : told) {
            Reading reading =
                    Reading.of(each.source.series(), Unit.NONE, each.at, each.reading.value(), each.reading.quality());
            board.retell(alarm, each.source.device(), reading);
        }
    }

    private static Instant holdsAt(LastReading reading, Binding.Source source, Instant now) {
        boolean old = reading.at().plus(OLD).isBefore(now);
        return source.interval().isEmpty() && old ? now : reading.at();
    }

    private static boolean isFresh(LastReading reading, Binding.Source source, Instant now) {
        Duration oldest =
                source.interval().map(interval -> interval.multipliedBy(2)).orElse(LONGEST);
        return reading.at().plus(oldest).isAfter(now);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private record Last(Binding.Source source, LastReading reading, Instant at) {}
}
