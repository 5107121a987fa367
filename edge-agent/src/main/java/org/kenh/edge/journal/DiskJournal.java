package org.kenh.edge.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.kenh.edge.clock.BootId;
import org.kenh.edge.clock.Boots;
import org.kenh.edge.clock.Timekeeper.Clocks;
import org.kenh.edge.sensor.Measurement;
import org.kenh.edge.sensor.MeasurementSink;
import org.kenh.edge.uplink.Encoding;
import org.kenh.edge.uplink.Message;
import org.kenh.telemetry.Birth.DeclaredSeries;
import org.kenh.telemetry.PackNumber;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal on disk. What is measured waits in memory for the next {@link #sync}, is written and forced to the disk
 * together, and only then may be sent; alarms, events and answers are synced at once. It is sent from memory while it is
 * new and from disk later, oldest first. Where the disk takes nothing the journal goes on in memory, within a bound.
 * Thread-safe; {@link #sync} may block for as long as the disk does, all else is short.
 */
public final class DiskJournal implements Journal, MeasurementSink, AutoCloseable {
    /** In memory, while the disk takes nothing. */
    static final int MOST_UNSYNCED = 1024 * 1024;

    static final SeriesName EVENTS = SeriesName.of("agent/journal");
    static final SeriesName GAPS = SeriesName.of("agent/gap");

    private static final int MOST_MEASUREMENTS = 1_000;
    private static final int MOST_TEXT = 64 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(DiskJournal.class);

    /** Held while something is written; never taken by who holds the lock of the journal itself. */
    private final Object writing = new Object();

    private final Storage storage;
    private final Boots boots;
    private final Clocks clocks;
    private final Packing packing;
    private final Waiting waiting = new Waiting();
    private final Map<Strand, Shelf> shelves = new EnumMap<>(Strand.class);
    private final Numbering numbering;
    private final Gap gap;
    private final Room room;
    private long lastId;
    private long damaged;
    private long dropped;
    private long failedSyncs;
    private boolean inMemory;

    private DiskJournal(Storage storage, BootId boot, Encoding encoding, Clocks clocks) {
        this.storage = storage;
        this.clocks = clocks;
        Opening opening = new Opening(storage.directory(), storage.acks()::contains);
        this.boots = new Boots(storage.boots().retain(opening.lastNanos()), boot, storage.boots());
        this.packing = new Packing(boots, storage.boots(), encoding);
        this.gap = new Gap(boots);
        for (Strand strand : Strand.values()) {
            Shelf shelf = storage.shelf();
            shelf.segments().addAll(opening.segments(strand));
            shelves.put(strand, shelf);
        }
        this.room = new Room(shelves, storage);
        Resumption resumption = Resumption.of(opening, storage, clocks.wall().instant());
        this.lastId = resumption.lastId();
        this.numbering = resumption.numbering();
        this.damaged = opening.damaged();
        if (opening.damaged() > 0 || opening.torn() > 0) {
            event("{\"damaged\":" + opening.damaged() + ",\"torn\":" + opening.torn() + "}");
        }
    }

    /** Reads what is there; never fails. Without a directory that can be used all stays in memory. */
    public static DiskJournal open(JournalConfig config, BootId boot, Encoding encoding, Clocks clocks) {
        return open(config, boot, encoding, clocks, Disk.REAL);
    }

    static DiskJournal open(JournalConfig config, BootId boot, Encoding encoding, Clocks clocks, Disk disk) {
        return new DiskJournal(Storage.open(config, disk), boot, encoding, clocks);
    }

    /** The series of its own events, for the birth. */
    public static List<DeclaredSeries> series() {
        return Stream.of(EVENTS, GAPS)
                .map(name -> new DeclaredSeries(name, Unit.NONE, Optional.empty()))
                .toList();
    }

    /** The times of the boots; without an anchor in the present one nothing that was measured is sent. */
    public Boots boots() {
        return boots;
    }

    @Override
    public void accept(List<Measurement> measurements, boolean urgent) {
        synchronized (this) {
            for (List<Measurement> part : parts(measurements)) {
                add(urgent ? Strand.URGENT : Strand.READINGS, measured(part));
            }
        }
        if (urgent) {
            sync();
        }
    }

    @Override
    public void append(Lane lane, Message message, int readings) {
        synchronized (this) {
            lastId++;
            add(strand(lane), new Entry.Written(lastId, message, readings));
        }
        if (lane == Lane.CONTROL || lane == Lane.URGENT) {
            sync();
        }
    }

    /** Puts all that waits in memory on disk, if the disk takes it, and makes room. */
    public void sync() {
        synchronized (writing) {
            numberIfPossible();
            boolean taken = true;
            for (Strand strand : Strand.values()) {
                taken &= write(strand);
            }
            settle(taken);
            keepBound();
        }
    }

    @Override
    public synchronized Optional<Parcel> take(Set<Lane> lanes) {
        waiting.evict(clocks.monotonic().nanos());
        for (Lane lane : Lane.values()) {
            Optional<Parcel> parcel = lanes.contains(lane) ? take(lane) : Optional.empty();
            if (parcel.isPresent()) {
                return parcel;
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized void done(Parcel parcel) {
        waiting.landed(parcel.sequence()).ifPresent(strand -> finish(strand, parcel.sequence()));
    }

    @Override
    public synchronized void putBack(Parcel parcel) {
        waiting.landed(parcel.sequence()).ifPresent(strand -> waiting.returned(strand, parcel));
    }

    @Override
    public synchronized int pending(Lane lane) {
        return switch (lane) {
            case CONTROL -> shelf(Strand.ANSWERS).remaining() + unsynced(Strand.ANSWERS);
            case URGENT -> waiting.freshCount(Strand.URGENT) + unsynced(Strand.URGENT);
            case LIVE -> waiting.freshCount(Strand.READINGS) + unsynced(Strand.READINGS);
            case BACKLOG -> older(Strand.URGENT) + older(Strand.READINGS);
        };
    }

    @Override
    public synchronized long droppedReadings() {
        return dropped;
    }

    public synchronized JournalStatus status() {
        int packs = 0;
        for (Lane lane : Lane.values()) {
            packs += pending(lane);
        }
        long unread = shelves.values().stream()
                .mapToLong(shelf -> shelf.cursor().damaged())
                .sum();
        return new JournalStatus(
                packs, room.bytes(), storage.maxBytes(), damaged + unread, dropped, failedSyncs, inMemory);
    }

    /** Syncs and lets go of the files. */
    @Override
    public void close() {
        sync();
        synchronized (writing) {
            shelves.values().forEach(Shelf::seal);
            storage.close();
        }
    }

    /** Lets go of the files and nothing else, as the end of the process would. */
    void letGo() {
        storage.close();
    }

    private void add(Strand strand, Entry entry) {
        waiting.add(strand, entry);
        while (waiting.unsyncedWeight() > MOST_UNSYNCED && forgetOldest()) {
            // One large entry may push out several small ones.
        }
    }

    private boolean forgetOldest() {
        for (Strand strand : List.of(Strand.READINGS, Strand.URGENT, Strand.ANSWERS)) {
            Optional<Entry> oldest = waiting.firstUnsynced(strand);
            if (oldest.isPresent()) {
                waiting.removeUnsynced(strand, oldest.get().id());
                dropped += oldest.get().readings();
                gap.add(boots.present(), List.of(oldest.get()));
                return true;
            }
        }
        return false;
    }

    private Entry measured(List<Measurement> measurements) {
        lastId++;
        return new Entry.Measured(lastId, numbering.next(), measurements);
    }

    private boolean write(Strand strand) {
        List<Entry> batch;
        synchronized (this) {
            batch = waiting.unsyncedEntries(strand);
        }
        try {
            shelf(strand).append(batch, entry -> header(strand, entry), placed -> place(strand, placed));
            return true;
        } catch (IOException | RuntimeException e) {
            failed(e);
            return false;
        }
    }

    private synchronized SegmentHeader header(Strand strand, Entry first) {
        boolean numbered = first instanceof Entry.Measured;
        long epoch =
                first instanceof Entry.Measured measured ? measured.number().epoch() : numbering.epoch();
        long sequence =
                first instanceof Entry.Measured measured ? measured.number().sequence() : 0;
        long micros = clocks.monotonic().nanos() / 1_000;
        return new SegmentHeader(
                strand, 0, boots.present(), epoch, first.id(), numbered ? sequence : 0, micros, storage.salt());
    }

    private synchronized void place(Strand strand, Shelf.Placed placed) {
        Segment segment = placed.segment();
        segment.setLength(placed.length());
        if (!shelf(strand).segments().contains(segment)) {
            shelf(strand).segments().add(segment);
        }
        for (Entry entry : placed.entries()) {
            boolean wanted = waiting.removeUnsynced(strand, entry.id());
            segment.add(entry, wanted);
            if (wanted && !waiting.isSpoken(entry.id())) {
                waiting.addFresh(strand, entry, clocks.monotonic().nanos());
            }
        }
        placed.failure().ifPresent(failure -> {
            failedSyncs++;
            LOG.warn("The disk failed; all that was not on it was written again to a new file: {}", failure.toString());
            event("{\"failed\":\"" + failure.getClass().getSimpleName() + "\",\"inMemory\":false}");
        });
    }

    private synchronized void failed(Exception failure) {
        failedSyncs++;
        if (!inMemory) {
            inMemory = true;
            LOG.error("The disk takes nothing; the journal goes on in memory: {}", failure.toString());
            renumber();
            event("{\"failed\":\"" + failure.getClass().getSimpleName() + "\",\"inMemory\":true}");
        }
    }

    /** What is sent without being on disk must not have a number that is given again after a restart. */
    private void renumber() {
        if (numbering.isKnown()) {
            numbering.renew(clocks.wall().instant().getEpochSecond());
            waiting.replaceUnsynced(
                    entry -> entry instanceof Entry.Measured measured ? measured.numbered(numbering.next()) : entry);
        }
    }

    private synchronized void settle(boolean taken) {
        if (taken && inMemory) {
            inMemory = false;
            LOG.info("The disk takes what is measured again");
            event("{\"inMemory\":false}");
        }
        waiting.evict(clocks.monotonic().nanos());
        storage.acks().write();
    }

    private synchronized void numberIfPossible() {
        if (!numbering.isKnown()) {
            boots.stamp(boots.present(), clocks.monotonic().nanos()).ifPresent(now -> {
                numbering.know(now.micros() / 1_000_000);
                storage.boots().setEpoch(numbering.epoch());
                waiting.replaceUnsynced(this::inKnownEpoch);
            });
        }
    }

    private Entry inKnownEpoch(Entry entry) {
        return entry instanceof Entry.Measured measured && measured.number().epoch() == 0
                ? measured.numbered(
                        new PackNumber(numbering.epoch(), measured.number().sequence()))
                : entry;
    }

    private void keepBound() {
        synchronized (this) {
            room.deleteFinished();
        }
        List<Entry> lost = room.make(this, waiting);
        synchronized (this) {
            lost.forEach(entry -> dropped += entry.readings());
            gap.report().ifPresent(report -> add(Strand.URGENT, measured(List.of(text(GAPS, report)))));
        }
    }

    /** Called by {@link Room} with the lock held. */
    void lost(Segment segment, List<Entry> entries) {
        gap.add(segment.header().boot(), entries);
    }

    private Optional<Parcel> take(Lane lane) {
        Optional<Parcel> returned = waiting.takeReturned(lane);
        if (returned.isPresent()) {
            return returned;
        }
        return switch (lane) {
            case CONTROL -> fromDisk(Strand.ANSWERS, lane).or(() -> fromMemory(Strand.ANSWERS, lane));
            case URGENT -> fromMemory(Strand.URGENT, lane);
            case LIVE -> fromMemory(Strand.READINGS, lane);
            case BACKLOG -> fromDisk(Strand.URGENT, lane).or(() -> fromDisk(Strand.READINGS, lane));
        };
    }

    private Optional<Parcel> fromMemory(Strand strand, Lane lane) {
        Optional<Entry> first = waiting.firstFresh(strand);
        if (first.isEmpty() && inMemory) {
            first = waiting.firstUnsynced(strand);
        }
        Optional<Parcel> parcel = first.flatMap(entry -> parcel(strand, lane, boots.present(), entry));
        parcel.ifPresent(taken -> waiting.removeFresh(strand, taken.sequence()));
        return parcel;
    }

    private Optional<Parcel> fromDisk(Strand strand, Lane lane) {
        Cursor cursor = shelf(strand).cursor();
        for (Optional<Entry> next = cursor.peek(); next.isPresent(); next = cursor.peek()) {
            long id = next.get().id();
            if (id >= waiting.lowestFresh(strand)) {
                return Optional.empty();
            }
            if (storage.acks().contains(id) || waiting.isSpoken(id)) {
                cursor.advance();
                continue;
            }
            BootId boot = cursor.header().map(SegmentHeader::boot).orElse(boots.present());
            Optional<Parcel> parcel = parcel(strand, lane, boot, next.get());
            if (parcel.isPresent()) {
                cursor.advance();
            }
            return parcel;
        }
        return Optional.empty();
    }

    private Optional<Parcel> parcel(Strand strand, Lane lane, BootId boot, Entry entry) {
        Optional<Parcel> parcel =
                packing.message(boot, entry).map(message -> new Parcel(entry.id(), lane, message, entry.readings()));
        parcel.ifPresent(taken -> waiting.send(strand, taken.sequence()));
        return parcel;
    }

    private void finish(Strand strand, long id) {
        storage.acks().add(id);
        if (!waiting.removeUnsynced(strand, id)) {
            shelf(strand).find(id).ifPresent(Segment::acknowledged);
        }
    }

    private void event(String text) {
        add(Strand.URGENT, measured(List.of(text(EVENTS, text))));
    }

    private Measurement text(SeriesName series, String text) {
        return new Measurement(
                micros(clocks.monotonic().nanos()), series, Unit.NONE, new Value.Text(text), Quality.GOOD);
    }

    private int unsynced(Strand strand) {
        return waiting.unsyncedEntries(strand).size();
    }

    private int older(Strand strand) {
        return shelf(strand).remaining() - waiting.freshCount(strand);
    }

    private Shelf shelf(Strand strand) {
        return Objects.requireNonNull(shelves.get(strand));
    }

    private static Strand strand(Lane lane) {
        return switch (lane) {
            case CONTROL -> Strand.ANSWERS;
            case URGENT -> Strand.URGENT;
            case LIVE, BACKLOG -> Strand.READINGS;
        };
    }

    /** Parts that fit into one pack. Times are cut to the microsecond, so that they are the same on disk. */
    private static List<List<Measurement>> parts(List<Measurement> measurements) {
        List<List<Measurement>> parts = new ArrayList<>();
        List<Measurement> part = new ArrayList<>();
        int text = 0;
        for (Measurement each : measurements) {
            int length = Values.length(each.value());
            if (!part.isEmpty() && (part.size() == MOST_MEASUREMENTS || text + length > MOST_TEXT)) {
                parts.add(part);
                part = new ArrayList<>();
                text = 0;
            }
            text += length;
            part.add(new Measurement(
                    micros(each.monotonicNanos()), each.series(), each.unit(), each.value(), each.quality()));
        }
        if (!part.isEmpty()) {
            parts.add(part);
        }
        return parts;
    }

    private static long micros(long nanos) {
        return nanos / 1_000 * 1_000;
    }
}
