package org.kenh.telemetry.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.kenh.telemetry.Birth;
import org.kenh.telemetry.Birth.DeclaredSeries;
import org.kenh.telemetry.Unit;

/**
 * Payloads of {@code birth}: {@code
 * {"model":"…","firmware":"…","interval":60,"series":[{"name":"…","unit":"…","interval":60}],"commands":["…"]}}.
 *
 * <p>Every member may be missing, but for the name of a series. Intervals are in seconds, from 1 second to 31 days.
 * Members that are not known are ignored.
 */
public final class BirthCodec {
    private BirthCodec() {}

    public static byte[] encode(Birth birth) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = JsonMembers.FACTORY.createGenerator(bytes)) {
            generator.writeStartObject();
            writeString(generator, "model", birth.model());
            writeString(generator, "firmware", birth.firmware());
            writeInterval(generator, birth.interval());
            generator.writeArrayFieldStart("series");
            for (DeclaredSeries series : birth.series()) {
                writeSeries(generator, series);
            }
            generator.writeEndArray();
            generator.writeArrayFieldStart("commands");
            for (String command : birth.commands()) {
                generator.writeString(command);
            }
            generator.writeEndArray();
            generator.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    public static Decoding<Birth> decode(byte[] payload) {
        try {
            BirthReader reader = new BirthReader();
            JsonMembers.document(payload, reader::member);
            return new Decoding.Decoded<>(reader.birth());
        } catch (Rejection rejection) {
            return rejection.asDecoding();
        }
    }

    private static void writeString(JsonGenerator generator, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            generator.writeStringField(name, value.get());
        }
    }

    private static void writeInterval(JsonGenerator generator, Optional<Duration> interval) throws IOException {
        if (interval.isPresent()) {
            BigDecimal seconds = BigDecimal.valueOf(interval.get().toNanos(), 9);
            generator.writeFieldName("interval");
            generator.writeNumber(seconds.stripTrailingZeros().toPlainString());
        }
    }

    private static void writeSeries(JsonGenerator generator, DeclaredSeries series) throws IOException {
        generator.writeStartObject();
        generator.writeStringField("name", series.name().value());
        if (!series.unit().equals(Unit.NONE)) {
            generator.writeStringField("unit", series.unit().symbol());
        }
        writeInterval(generator, series.interval());
        generator.writeEndObject();
    }
}
