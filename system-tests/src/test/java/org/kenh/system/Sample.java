package org.kenh.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A payload, made without the product's own encoder, and what the centre must have stored of it. */
record Sample(Payload payload, List<Expected> readings) {

    /** The forms of the contract. */
    enum Form {
        SENML_JSON,
        SENML_CBOR,
        FLAT_JSON,
        FLAT_JSON_WITH_TIME,
        FLAT_JSON_ARRAY;

        /** A sample measured about then. */
        Sample at(Instant time) {
            Instant micros = time.truncatedTo(ChronoUnit.MICROS);
            Instant millis = time.truncatedTo(ChronoUnit.MILLIS);
            return switch (this) {
                case SENML_JSON -> senmlJson(micros);
                case SENML_CBOR -> senmlCbor(micros);
                case FLAT_JSON -> flat();
                case FLAT_JSON_WITH_TIME -> flatWithTime(millis);
                case FLAT_JSON_ARRAY -> flatArray(millis);
            };
        }
    }

    /** A SenML JSON pack of this many readings of series {@code level}, one second apart, the newest at that time. */
    static Payload pack(int records, Instant newest) {
        StringBuilder text = new StringBuilder("[{\"bn\":\"level\",\"bu\":\"m\",\"bt\":" + seconds(newest) + ",\"t\":");
        text.append(1 - records).append(",\"v\":0}");
        IntStream.range(1, records).forEach(i -> text.append(",{\"t\":%d,\"v\":%d}".formatted(i + 1 - records, i)));
        return Payload.senmlJson(text.append(']').toString());
    }

    /** Unix time as SenML writes it, to the microsecond. */
    static String seconds(Instant time) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, time);
        return BigDecimal.valueOf(micros, 6).toPlainString();
    }

    private static Sample senmlJson(Instant time) {
        String json = """
                [{"bn":"pump-1/","bt":%s,"n":"current","u":"A","v":12.25},
                 {"n":"current","u":"A","t":-1.5,"v":-0.001953125},
                 {"n":"voltage","u":"V","t":-0.000001,"v":398.5,"q":"uncertain"},
                 {"n":"running","u":"/","vb":true},
                 {"n":"mode","vs":"tự động"}]
                """.formatted(seconds(time));
        return new Sample(
                Payload.senmlJson(json),
                List.of(
                        number("pump-1/current", "A", time.minusMillis(1_500), -0.001953125),
                        number("pump-1/current", "A", time, 12.25),
                        new Expected(
                                "pump-1/voltage",
                                "V",
                                Optional.of(time.minus(1, ChronoUnit.MICROS)),
                                new DoubleNode(398.5),
                                "uncertain"),
                        new Expected("pump-1/running", "/", Optional.of(time), BooleanNode.TRUE, "good"),
                        new Expected("pump-1/mode", "", Optional.of(time), new TextNode("tự động"), "good")));
    }

    private static Sample senmlCbor(Instant time) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CBORGenerator cbor = new CBORFactory().createGenerator(bytes)) {
            cbor.writeStartArray(null, 2);
            cbor.writeStartObject(null, 5);
            cbor.writeFieldId(-2); // bn
            cbor.writeString("gate/");
            cbor.writeFieldId(-3); // bt
            cbor.writeNumber(new BigDecimal(seconds(time)).doubleValue());
            cbor.writeFieldId(-4); // bu
            cbor.writeString("m");
            cbor.writeFieldId(0); // n
            cbor.writeString("level");
            cbor.writeFieldId(2); // v
            cbor.writeNumber(1.375f);
            cbor.writeEndObject();
            cbor.writeStartObject(null, 4);
            cbor.writeFieldId(0);
            cbor.writeString("flow");
            cbor.writeFieldId(1); // u
            cbor.writeString("m3/s");
            cbor.writeFieldId(6); // t
            cbor.writeNumber(-60);
            cbor.writeFieldId(2);
            cbor.writeNumber(7);
            cbor.writeEndObject();
            cbor.writeEndArray();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new Sample(
                new Payload(bytes.toByteArray(), 112, "application/senml+cbor"),
                List.of(
                        number("gate/level", "m", time, 1.375),
                        number("gate/flow", "m3/s", time.minus(Duration.ofMinutes(1)), 7)));
    }

    private static Sample flat() {
        return new Sample(
                Payload.json("{\"level\":1.2,\"flow\":0.4}"),
                List.of(
                        new Expected("level", "", Optional.empty(), new DoubleNode(1.2), "good"),
                        new Expected("flow", "", Optional.empty(), new DoubleNode(0.4), "good")));
    }

    private static Sample flatWithTime(Instant time) {
        String json = "{\"ts\":%d,\"values\":{\"level\":1.25,\"rain\":0}}".formatted(time.toEpochMilli());
        return new Sample(Payload.json(json), List.of(number("level", "", time, 1.25), number("rain", "", time, 0)));
    }

    private static Sample flatArray(Instant time) {
        String json = "[{\"ts\":%d,\"values\":{\"level\":2.5}},{\"ts\":%d,\"values\":{\"level\":2.25}}]"
                .formatted(time.toEpochMilli(), time.toEpochMilli() - 1);
        return new Sample(
                Payload.json(json),
                List.of(number("level", "", time.minusMillis(1), 2.25), number("level", "", time, 2.5)));
    }

    private static Expected number(String series, String unit, Instant at, double value) {
        return new Expected(series, unit, Optional.of(at), new DoubleNode(value), "good");
    }

    /**
     * What must have been stored.
     *
     * @param at empty: when it was received
     */
    record Expected(String series, String unit, Optional<Instant> at, JsonNode value, String quality) {}

    /** Bytes with their media type, as CoAP and as the others name it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Payload(byte[] bytes, int contentFormat, String contentType) {
        static Payload senmlJson(String text) {
            return new Payload(text.getBytes(StandardCharsets.UTF_8), 110, "application/senml+json");
        }

        static Payload json(String text) {
            return new Payload(text.getBytes(StandardCharsets.UTF_8), 50, "application/json");
        }
    }
}
