package org.kenh.edge.journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kenh.edge.sensor.Measurement;
import org.kenh.edge.uplink.Channel;
import org.kenh.edge.uplink.Encoding;
import org.kenh.edge.uplink.Message;
import org.kenh.telemetry.PackNumber;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;

/**
 * Entries to records of one segment and back. Each series is named once (written twice, since many records hang on it).
 * A measurement has a byte for kind and quality, then, unless they follow from the one before, microseconds since that
 * one and the index of its series, then the value. Not thread-safe.
 */
final class SegmentCodec {
    private static final int SAME_TIME = 0x40;
    private static final int NEXT_SERIES = 0x80;
    private static final int KIND = 0x0F;
    private static final int QUALITY_SHIFT = 4;
    private static final int QUALITY = 0x03;
    private static final int MOST_SERIES = 65_536;
    private static final long NANOS = 1_000;

    // By their numbers in files.
    private static final List<Channel> CHANNELS = List.of(Channel.BIRTH, Channel.READINGS, Channel.ACKS);
    private static final List<Encoding> ENCODINGS = List.of(Encoding.JSON, Encoding.CBOR);
    private static final List<Quality> QUALITIES = List.of(Quality.GOOD, Quality.UNCERTAIN, Quality.BAD);

    private final SegmentHeader header;
    private final Map<Series, Integer> indices = new HashMap<>();
    private final Map<Integer, Series> series = new HashMap<>();

    SegmentCodec(SegmentHeader header) {
        this.header = header;
    }

    SegmentHeader header() {
        return header;
    }

    /** Whether the entry can stand in this segment. */
    boolean fits(Entry entry) {
        boolean numbered = !(entry instanceof Entry.Measured measured)
                || (measured.number().epoch() == header.epoch()
                        && measured.number().sequence() >= header.firstSequence());
        return numbered && entry.id() >= header.firstId() && indices.size() < MOST_SERIES / 2;
    }

    /** Appends the entry's record, after those of series that were not named before. */
    void write(RecordWriter writer, Entry entry) {
        if (entry instanceof Entry.Measured measured) {
            byte[] pack = pack(writer, measured);
            append(writer, RecordType.PACK, pack);
        } else if (entry instanceof Entry.Written written) {
            Message message = written.message();
            RecordWriter content = new RecordWriter()
                    .number(written.id() - header.firstId())
                    .octet(CHANNELS.indexOf(message.channel()))
                    .octet(ENCODINGS.indexOf(message.encoding()))
                    .number(written.readings())
                    .block(message.payload());
            append(writer, RecordType.MESSAGE, content.toByteArray());
        }
    }

    /**
     * What a record says; empty if it only names a series. Throws {@link MalformedRecordException} or
     * {@link IllegalArgumentException} when it cannot be read.
     */
    Optional<Entry> read(Frame frame) {
        RecordReader reader = new RecordReader(frame.content());
        return switch (frame.type()) {
            case RecordType.SERIES -> {
                int index = RecordReader.count(reader.number(), MOST_SERIES);
                series.putIfAbsent(index, new Series(SeriesName.of(reader.text()), Unit.of(reader.text())));
                yield Optional.empty();
            }
            case RecordType.PACK -> Optional.of(measured(reader));
            case RecordType.MESSAGE -> Optional.of(written(reader));
            default -> throw new MalformedRecordException("unknown type of record " + frame.type());
        };
    }

    private byte[] pack(RecordWriter definitions, Entry.Measured entry) {
        RecordWriter content = new RecordWriter();
        content.number(entry.id() - header.firstId());
        content.number(entry.number().sequence() - header.firstSequence());
        content.number(entry.measurements().size());
        long micros = header.startMicros();
        int previous = -1;
        for (Measurement measurement : entry.measurements()) {
            int index = index(definitions, measurement);
            long at = measurement.monotonicNanos() / NANOS;
            int kind = Values.kind(measurement.value());
            content.octet(kind
                    | (QUALITIES.indexOf(measurement.quality()) << QUALITY_SHIFT)
                    | (at == micros ? SAME_TIME : 0)
                    | (index == previous + 1 ? NEXT_SERIES : 0));
            if (at != micros) {
                content.signed(at - micros);
            }
            if (index != previous + 1) {
                content.number(index);
            }
            Values.write(content, kind, measurement.value());
            micros = at;
            previous = index;
        }
        return content.toByteArray();
    }

    private int index(RecordWriter definitions, Measurement measurement) {
        Series named = new Series(measurement.series(), measurement.unit());
        Integer known = indices.get(named);
        if (known != null) {
            return known;
        }
        int index = indices.size();
        indices.put(named, index);
        byte[] content = new RecordWriter()
                .number(index)
                .text(named.name().value())
                .text(named.unit().symbol())
                .toByteArray();
        append(definitions, RecordType.SERIES, content);
        append(definitions, RecordType.SERIES, content);
        return index;
    }

    private Entry measured(RecordReader reader) {
        long id = header.firstId() + reader.number();
        PackNumber number = new PackNumber(header.epoch(), header.firstSequence() + reader.number());
        int count = RecordReader.count(reader.number(), reader.remaining());
        List<Measurement> measurements = new ArrayList<>(count);
        long micros = header.startMicros();
        int index = -1;
        for (int i = 0; i < count; i++) {
            int head = reader.octet();
            micros += (head & SAME_TIME) != 0 ? 0 : reader.signed();
            index = (head & NEXT_SERIES) != 0 ? index + 1 : RecordReader.count(reader.number(), MOST_SERIES);
            Series named = series.get(index);
            if (named == null) {
                throw new MalformedRecordException("series " + index + " was not named");
            }
            measurements.add(new Measurement(
                    micros * NANOS,
                    named.name(),
                    named.unit(),
                    Values.read(reader, head & KIND),
                    quality((head >> QUALITY_SHIFT) & QUALITY)));
        }
        return new Entry.Measured(id, number, measurements);
    }

    private Entry written(RecordReader reader) {
        long id = header.firstId() + reader.number();
        Channel channel = CHANNELS.get(RecordReader.count(reader.octet(), CHANNELS.size() - 1));
        Encoding encoding = ENCODINGS.get(RecordReader.count(reader.octet(), ENCODINGS.size() - 1));
        int readings = RecordReader.count(reader.number(), Integer.MAX_VALUE);
        Message message = new Message(channel, encoding, reader.block());
        return new Entry.Written(id, message, readings);
    }

    private void append(RecordWriter writer, int type, byte[] content) {
        byte[] frame = Frame.encode(header.salt(), type, content);
        writer.raw(frame, frame.length);
    }

    private static Quality quality(int number) {
        return QUALITIES.get(RecordReader.count(number, QUALITIES.size() - 1));
    }

    private record Series(SeriesName name, Unit unit) {}
}
