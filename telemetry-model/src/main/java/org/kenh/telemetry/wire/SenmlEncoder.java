package org.kenh.telemetry.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/**
 * Readings to SenML packs (RFC 8428) that {@link ReadingsDecoder} turns into the very same readings: the first record
 * carries the base time, the others their distance from it; names and units are written out.
 *
 * <p>SenML cannot tell absolute times before 1978-07-04T21:24:16Z from relative ones; a reading of such a time, and an
 * empty list, throw {@link IllegalArgumentException}.
 */
public final class SenmlEncoder {
    private static final long MICROS = 1_000_000L;
    private static final long EARLIEST_MICROS = (1L << 28) * MICROS;

    private SenmlEncoder() {}

    public static byte[] json(List<Reading> readings) {
        long base = baseTime(readings);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * readings.size());
        try (JsonGenerator generator = Json.FACTORY.createGenerator(bytes)) {
            generator.writeStartArray();
            for (int i = 0; i < readings.size(); i++) {
                generator.writeStartObject();
                if (i == 0) {
                    generator.writeFieldName(SenmlLabel.BASE_TIME.word());
                    generator.writeNumber(seconds(base));
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
        long base = baseTime(readings);
        CborWriter writer = new CborWriter();
        writer.array(readings.size());
        for (int i = 0; i < readings.size(); i++) {
            writeRecord(writer, readings.get(i), base, i == 0);
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

    private static void writeRecord(CborWriter writer, Reading reading, long base, boolean first) {
        boolean united = !reading.unit().equals(Unit.NONE);
        boolean timed = reading.timeMicros() != base;
        boolean doubtful = reading.quality() != Quality.GOOD;
        int optional = (first ? 1 : 0) + (united ? 1 : 0) + (timed ? 1 : 0) + (doubtful ? 1 : 0);
        writer.map(2 + optional);
        if (first) {
            writer.integer(SenmlLabel.BASE_TIME.number());
            writer.seconds(base);
        }
        writer.integer(SenmlLabel.NAME.number());
        writer.text(reading.series().value());
        if (united) {
            writer.integer(SenmlLabel.UNIT.number());
            writer.text(reading.unit().symbol());
        }
        if (timed) {
            writer.integer(SenmlLabel.TIME.number());
            writer.seconds(reading.timeMicros() - base);
        }
        writeValue(writer, reading.value());
        if (doubtful) {
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
