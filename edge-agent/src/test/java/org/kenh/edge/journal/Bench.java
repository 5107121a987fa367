package org.kenh.edge.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kenh.edge.clock.BootId;
import org.kenh.edge.clock.ClockConfig;
import org.kenh.edge.clock.Timekeeper;
import org.kenh.edge.clock.Timekeeper.Clocks;
import org.kenh.edge.sensor.Measurement;
import org.kenh.edge.uplink.Encoding;
import org.kenh.telemetry.Pack;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;
import org.kenh.telemetry.wire.ContentKind;
import org.kenh.telemetry.wire.Decoding;
import org.kenh.telemetry.wire.DecodingLimits;
import org.kenh.telemetry.wire.ReadingsDecoder;

/** A board with a journal, whose time passes when the test says so. */
final class Bench {
    static final Instant START = Instant.parse("2026-07-01T00:00:00Z");

    final FlakyDisk disk = new FlakyDisk();
    private final Path directory;
    private final long maxBytes;
    private final Clocks clocks = new Clocks(this::nanos, this::wall);
    private BootId boot = new BootId(new UUID(1, 1));
    private long nanos = 5_000_000_000L;
    private Instant bootedAt = START;
    private boolean battery = true;
    private @Nullable DiskJournal journal;

    Bench(Path directory, long maxBytes) {
        this.directory = directory;
        this.maxBytes = maxBytes;
    }

    /** Opens it again, as after an end without a word. */
    DiskJournal open() {
        DiskJournal opened = DiskJournal.open(
                new JournalConfig(directory, maxBytes, Duration.ofSeconds(1), 150), boot, Encoding.CBOR, clocks, disk);
        journal = opened;
        if (battery) {
            trust();
        }
        return opened;
    }

    DiskJournal journal() {
        if (journal == null) {
            throw new AssertionError("it was not opened");
        }
        return journal;
    }

    /** The process ends without closing anything; only its lock goes, as the kernel would let it go. */
    void abandon() {
        journal().letGo();
    }

    /** The wall clock can be trusted from now on. */
    void trust() {
        ClockConfig config = new ClockConfig(true, List.of(), Duration.ofMinutes(10), Duration.ofMinutes(1));
        boolean unused = new Timekeeper(journal().boots(), config.sources(clocks), clocks, config.patience()).check();
    }

    void noBattery() {
        battery = false;
    }

    /** The machine starts anew some time later. */
    void reboot(Duration off) {
        bootedAt = bootedAt.plusNanos(nanos).plus(off);
        nanos = 5_000_000_000L;
        boot = new BootId(UUID.randomUUID());
    }

    void pass(Duration time) {
        nanos += time.toNanos();
    }

    Instant wall() {
        return bootedAt.plusNanos(nanos);
    }

    Clocks clocks() {
        return clocks;
    }

    void measure(double value) {
        measure(value, false);
    }

    void measure(double value, boolean urgent) {
        journal().accept(List.of(measurement("level", value)), urgent);
    }

    Measurement measurement(String series, double value) {
        return new Measurement(nanos, SeriesName.of(series), Unit.of("m"), new Value.Numeric(value), Quality.GOOD);
    }

    Optional<Parcel> take() {
        return journal().take(EnumSet.allOf(Lane.class));
    }

    /** Takes all that may be sent, and acknowledges it. */
    List<Pack> deliver() {
        List<Pack> packs = new ArrayList<>();
        for (Optional<Parcel> parcel = take(); parcel.isPresent(); parcel = take()) {
            packs.add(pack(parcel.get()));
            journal().done(parcel.get());
        }
        return packs;
    }

    /** The numbers of one series among what is delivered. */
    List<Double> deliverValues(String series) {
        return values(deliver(), series);
    }

    static List<Double> values(List<Pack> packs, String series) {
        List<Double> values = new ArrayList<>();
        for (Pack pack : packs) {
            for (Reading reading : pack.readings()) {
                if (reading.series().value().equals(series) && reading.value() instanceof Value.Numeric numeric) {
                    values.add(numeric.value());
                }
            }
        }
        return values;
    }

    Pack pack(Parcel parcel) {
        Decoding<Pack> decoding =
                ReadingsDecoder.decode(parcel.message().payload(), ContentKind.CBOR, wall(), DecodingLimits.CONTRACT);
        if (decoding instanceof Decoding.Decoded<Pack> decoded) {
            return decoded.value();
        }
        throw new AssertionError(decoding);
    }

    long nanos() {
        return nanos;
    }
}
