package org.kenh.telemetry.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.kenh.telemetry.Pack;
import org.kenh.telemetry.PackNumber;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/**
 * Readings to SenML packs (RFC 8428) that {@link ReadingsDecoder} turns into the very same packs: the first record
 * carries the base time and the pack's number, the others their distance from it; names and units are written out.
 *
 * <p>SenML cannot tell absolute times before 1978-07-04T21:24:16Z from relative ones; a reading of such a time, and an
 * empty list, throw {@link IllegalArgumentException}.
 */
public final class SenmlEncoder {
    private static final long MICROS = 1_000_000L;
    private static final long EARLIEST_MICROS = (1L << 28) * MICROS;

    private SenmlEncoder() {}

    public static byte[] json(List<Reading> readings) {
        return json(Pack.unnumbered(readings));
    }

    public static byte[] json(Pack pack) {
        List<Reading> readings = pack.readings();
        long base = baseTime(readings);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * readings.size());
        try (JsonGenerator generator = Json.FACTORY.createGenerator(bytes)) {
            generator.writeStartArray();
            for (int i = 0; i < readings.size(); i++) {
                generator.writeStartObject();
                if (i == 0) {
                    generator.writeFieldName(SenmlLabel.BASE_TIME.word());
                    generator.writeNumber(seconds(base));
                    writeNumber(generator, pack.number());
                }
                writeRecord(generator, readings.get(i), base);
                generator.writeEndObject();
            }
            generator.writeEndArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    public static byte[] cbor(List<Reading> readings) {
        return cbor(Pack.unnumbered(readings));
    }

    public static byte[] cbor(Pack pack) {
        List<Reading> readings = pack.readings();
        long base = baseTime(readings);
        CborWriter writer = new CborWriter();
        writer.array(readings.size());
        for (int i = 0; i < readings.size(); i++) {
            Reading reading = readings.get(i);
            if (i == 0) {
                writer.map(entries(reading, base) + 1 + (pack.number().isPresent() ? 2 : 0));
                writer.integer(SenmlLabel.BASE_TIME.number());
                writer.seconds(base);
                writeNumber(writer, pack.number());
            } else {
                writer.map(entries(reading, base));
            }
            writeRecord(writer, reading, base);
        }
        return writer.toByteArray();
    }

    private static long baseTime(List<Reading> readings) {
        if (readings.isEmpty()) {
            throw new IllegalArgumentException("a pack must have at least one reading");
        }
        for (Reading reading : readings) {
            if (reading.timeMicros() < EARLIEST_MICROS) {
                throw new IllegalArgumentException(
                        "SenML cannot express the absolute time " + reading.at() + ", of series " + reading.series());
            }
        }
        return readings.get(0).timeMicros();
    }

    private static void writeNumber(JsonGenerator generator, Optional<PackNumber> number) throws IOException {
        if (number.isPresent()) {
            generator.writeNumberField(SenmlLabel.EPOCH.word(), number.get().epoch());
            generator.writeNumberField(SenmlLabel.SEQUENCE.word(), number.get().sequence());
        }
    }

    private static void writeRecord(JsonGenerator generator, Reading reading, long base) throws IOException {
        generator.writeStringField(SenmlLabel.NAME.word(), reading.series().value());
        if (!reading.unit().equals(Unit.NONE)) {
            generator.writeStringField(SenmlLabel.UNIT.word(), reading.unit().symbol());
        }
        if (reading.timeMicros() != base) {
            generator.writeFieldName(SenmlLabel.TIME.word());
            generator.writeNumber(seconds(reading.timeMicros() - base));
        }
        writeValue(generator, reading.value());
        if (reading.quality() != Quality.GOOD) {
            generator.writeStringField(
                    SenmlLabel.QUALITY.word(), reading.quality().word());
        }
    }

    private static void writeValue(JsonGenerator generator, Value value) throws IOException {
        if (value instanceof Value.Numeric numeric) {
            generator.writeFieldName(SenmlLabel.VALUE.word());
            generator.writeNumber(digits(numeric.value()));
        } else if (value instanceof Value.Flag flag) {
            generator.writeBooleanField(SenmlLabel.FLAG.word(), flag.value());
        } else if (value instanceof Value.Text text) {
            generator.writeStringField(SenmlLabel.TEXT.word(), text.value());
        } else if (value instanceof Value.Data data) {
            generator.writeStringField(SenmlLabel.DATA.word(), data.base64Url());
        }
    }

    /** RFC 8428, section 5, wants the exponent's letter small; a whole number needs no point. */
    private static String digits(double number) {
        String digits = Double.toString(number).replace('E', 'e');
        boolean whole = digits.endsWith(".0") && !digits.equals("-0.0");
        return whole ? digits.substring(0, digits.length() - 2) : digits;
    }

    private static String seconds(long micros) {
        return BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString();
    }

    private static void writeNumber(CborWriter writer, Optional<PackNumber> number) {
        if (number.isPresent()) {
            writer.text(SenmlLabel.EPOCH.word());
            writer.integer(number.get().epoch());
            writer.text(SenmlLabel.SEQUENCE.word());
            writer.integer(number.get().sequence());
        }
    }

    /** How many fields {@link #writeRecord} writes. */
    private static int entries(Reading reading, long base) {
        return 2
                + (reading.unit().equals(Unit.NONE) ? 0 : 1)
                + (reading.timeMicros() == base ? 0 : 1)
                + (reading.quality() == Quality.GOOD ? 0 : 1);
    }

    private static void writeRecord(CborWriter writer, Reading reading, long base) {
        writer.integer(SenmlLabel.NAME.number());
        writer.text(reading.series().value());
        if (!reading.unit().equals(Unit.NONE)) {
            writer.integer(SenmlLabel.UNIT.number());
            writer.text(reading.unit().symbol());
        }
        if (reading.timeMicros() != base) {
            writer.integer(SenmlLabel.TIME.number());
            writer.seconds(reading.timeMicros() - base);
        }
        writeValue(writer, reading.value());
        if (reading.quality() != Quality.GOOD) {
            writer.text(SenmlLabel.QUALITY.word());
            writer.text(reading.quality().word());
        }
    }

    private static void writeValue(CborWriter writer, Value value) {
        if (value instanceof Value.Numeric numeric) {
            writer.integer(SenmlLabel.VALUE.number());
            writer.number(numeric.value());
        } else if (value instanceof Value.Flag flag) {
            writer.integer(SenmlLabel.FLAG.number());
            writer.flag(flag.value());
        } else if (value instanceof Value.Text text) {
            writer.integer(SenmlLabel.TEXT.number());
            writer.text(text.value());
        } else if (value instanceof Value.Data data) {
            writer.integer(SenmlLabel.DATA.number());
            writer.bytes(data.bytes());
        }
    }
}
