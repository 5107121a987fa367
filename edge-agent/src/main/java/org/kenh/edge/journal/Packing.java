package org.kenh.edge.journal;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.kenh.edge.clock.BootId;
import org.kenh.edge.clock.Boots;
import org.kenh.edge.clock.Moments;
import org.kenh.edge.clock.Stamp;
import org.kenh.edge.sensor.Measurement;
import org.kenh.edge.uplink.Channel;
import org.kenh.edge.uplink.Encoding;
import org.kenh.edge.uplink.Message;
import org.kenh.telemetry.Pack;
import org.kenh.telemetry.PackNumber;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.Value;

/** Entries to messages: stamped with wall-clock time, numbered, encoded; every time the same but for moments within texts. */
final class Packing {
    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private final Boots boots;
    private final BootLog log;
    private final Encoding encoding;

    Packing(Boots boots, BootLog log, Encoding encoding) {
        this.boots = boots;
        this.log = log;
        this.encoding = encoding;
    }

    /**
     * Empty as long as the time of that boot is not known. Throws {@link IllegalArgumentException} when it can never be
     * sent.
     */
    Optional<Message> message(BootId boot, Entry entry) {
        if (entry instanceof Entry.Written written) {
            return Optional.of(written.message());
        }
        return pack(boot, (Entry.Measured) entry);
    }

    private Optional<Message> pack(BootId boot, Entry.Measured entry) {
        PackNumber number = entry.number();
        if (number.epoch() == 0) {
            number = new PackNumber(log.epoch(), number.sequence());
        }
        List<Reading> readings = new ArrayList<>(entry.readings());
        for (Measurement measurement : entry.measurements()) {
            Optional<Stamp> stamp = boots.stamp(boot, measurement.monotonicNanos());
            if (stamp.isEmpty() || number.epoch() == 0) {
                return Optional.empty();
            }
            readings.add(reading(boot, measurement, stamp.get()));
        }
        byte[] payload = encoding.write(new Pack(readings, Optional.of(number)));
        return Optional.of(new Message(Channel.READINGS, encoding, payload));
    }

    private Reading reading(BootId boot, Measurement measurement, Stamp stamp) {
        boolean doubtful = !stamp.certain() && measurement.quality() == Quality.GOOD;
        return new Reading(
                measurement.series(),
                measurement.unit(),
                stamp.micros(),
                timed(boot, measurement.value()),
                doubtful ? Quality.UNCERTAIN : measurement.quality());
    }

    /** Moments that a text holds get the time that is known best now. */
    private Value timed(BootId boot, Value value) {
        if (!(value instanceof Value.Text text) || !Moments.isIn(text.value())) {
            return value;
        }
        return new Value.Text(Moments.resolve(
                text.value(), nanos -> time(boots.truest(boot, nanos).orElse(0L))));
    }

    private static String time(long micros) {
        return MILLISECONDS.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }
}
