package org.kenh.telemetry.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.kenh.telemetry.schedule.Schedule;
import org.kenh.telemetry.schedule.SignedDocument;
import org.kenh.telemetry.schedule.Turn;

/**
 * Schedules as JSON: {@code {"type":"kenh.schedule.v1","id":"…","device":"…","version":3,"issued":"…","validFrom":"…",
 * "validTo":"…","turns":[{"id":"…","target":"pump-1","position":1,"start":"…","duration":"PT2H","volume":500,
 * "late":"rest","conditions":[{"series":"level.discharge","below":3.2}]}]}}, and signed:
 * {@code {"document":"…","signature":"…","key":"…"}}. The position (1), the volume, {@code late} (rest) and the
 * conditions may be missing. Here members that are not known are refused: a device must not run half of what it was
 * asked.
 */
public final class ScheduleCodec {
    static final String TYPE = "kenh.schedule.v1";

    private ScheduleCodec() {}

    public static byte[] encode(Schedule schedule) {
        return written(generator -> {
            generator.writeStringField("type", TYPE);
            generator.writeStringField("id", schedule.id());
            generator.writeStringField("device", schedule.device().value());
            generator.writeNumberField("version", schedule.version());
            generator.writeStringField("issued", schedule.issued().toString());
            generator.writeStringField("validFrom", schedule.validFrom().toString());
            generator.writeStringField("validTo", schedule.validTo().toString());
            generator.writeArrayFieldStart("turns");
            for (Turn turn : schedule.turns()) {
                write(generator, turn);
            }
            generator.writeEndArray();
        });
    }

    public static Decoding<Schedule> decode(byte[] document) {
        try {
            ScheduleReader reader = new ScheduleReader();
            JsonMembers.document(document, reader::member);
            return new Decoding.Decoded<>(reader.schedule());
        } catch (Rejection rejection) {
            return rejection.asDecoding();
        }
    }

    public static byte[] encodeSigned(SignedDocument signed) {
        return written(generator -> {
            generator.writeStringField("document", signed.document());
            generator.writeStringField("signature", signed.signature());
            generator.writeStringField("key", signed.key());
        });
    }

    /** Reads the envelope only; who signed it is not looked at. */
    public static Decoding<SignedDocument> decodeSigned(byte[] envelope) {
        try {
            ScheduleReader.Envelope reader = new ScheduleReader.Envelope();
            JsonMembers.document(envelope, reader::member);
            return new Decoding.Decoded<>(reader.signed());
        } catch (Rejection rejection) {
            return rejection.asDecoding();
        }
    }

    private static void write(JsonGenerator generator, Turn turn) throws IOException {
        generator.writeStartObject();
        generator.writeStringField("id", turn.id());
        generator.writeStringField("target", turn.target());
        generator.writeNumberField("position", turn.position());
        generator.writeStringField("start", turn.start().toString());
        generator.writeStringField("duration", turn.duration().toString());
        if (turn.volume().isPresent()) {
            generator.writeNumberField("volume", turn.volume().get());
        }
        generator.writeStringField("late", turn.late().word());
        generator.writeArrayFieldStart("conditions");
        for (Turn.Condition condition : turn.conditions()) {
            generator.writeStartObject();
            generator.writeStringField("series", condition.series().value());
            generator.writeNumberField(condition.above() ? "above" : "below", condition.limit());
            generator.writeEndObject();
        }
        generator.writeEndArray();
        generator.writeEndObject();
    }

    private static byte[] written(Members members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = JsonMembers.FACTORY.createGenerator(bytes)) {
            generator.writeStartObject();
            members.write(generator);
            generator.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Writes the members of an object. */
    private interface Members {
        void write(JsonGenerator generator) throws IOException;
    }
}
