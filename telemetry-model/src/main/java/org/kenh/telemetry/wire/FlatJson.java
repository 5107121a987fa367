package org.kenh.telemetry.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.kenh.telemetry.Excerpt;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/**
 * The flat forms for simple devices: {@code {"level":1.2,"flow":0.4}}, {@code {"ts":1763600000000,"values":{…}}}, or an
 * array of the latter.
 *
 * <p>{@code ts} and {@code values} are reserved. {@code ts} is a time in Unix milliseconds (decimals are allowed) and
 * holds for all values of its object, wherever it stands in it, also in the first form; without it the time is now.
 * {@code values} holds all values of its object: a value next to it is refused rather than silently dropped.
 * Next to {@code values}, and outside of an array, {@code epoch} and {@code seq} are the number of the pack; anywhere
 * else they are series like others.
 */
final class FlatJson {
    /** From milliseconds to nanoseconds. */
    private static final int NANOS_PER_MILLI_DIGITS = 6;

    private final JsonParser parser;
    private final ReadingCollector collector;

    private long timeMicros;
    private boolean timed;
    private boolean nested;
    private int firstReading;
    private @Nullable Value epoch;
    private @Nullable Value sequence;

    FlatJson(JsonParser parser, ReadingCollector collector) {
        this.parser = parser;
        this.collector = collector;
    }

    /** From behind the opening bracket to the closing one. */
    void readArray() throws Rejection, IOException {
        for (int object = 1; parser.nextToken() != JsonToken.END_ARRAY; object++) {
            try {
                if (parser.currentToken() != JsonToken.START_OBJECT) {
                    throw Json.unexpected(parser, "an object");
                }
                readObject();
                if (!nested) {
                    throw new Rejection("the member \"values\" is missing");
                }
                if (epoch != null || sequence != null) {
                    throw new Rejection("the number of the pack must not stand in an array");
                }
            } catch (Rejection rejection) {
                throw rejection.within("object " + object);
            }
        }
    }

    /** The only object of its payload, which may number the pack; from behind the opening brace to the closing one. */
    void readPack() throws Rejection, IOException {
        readObject();
        if (epoch != null) {
            takeNumber("epoch", epoch, collector.number()::epoch);
        }
        if (sequence != null) {
            takeNumber("seq", sequence, collector.number()::sequence);
        }
    }

    private void readObject() throws Rejection, IOException {
        timeMicros = collector.nowMicros();
        timed = false;
        nested = false;
        firstReading = collector.size();
        for (String member = parser.nextFieldName(); member != null; member = parser.nextFieldName()) {
            parser.nextToken();
            try {
                readMember(member);
            } catch (Rejection rejection) {
                throw rejection.within("member " + Excerpt.of(member));
            }
        }
    }

    private void readMember(String member) throws Rejection, IOException {
        switch (member) {
            case "ts" -> readTime();
            case "values" -> readValues();
            default -> {
                if (nested) {
                    hold(member, value());
                } else {
                    readValue(member);
                }
            }
        }
    }

    private void readTime() throws Rejection, IOException {
        if (timed) {
            throw new Rejection("occurs twice in one object");
        }
        timed = true;
        timeMicros = DecimalTime.toMicros(Json.scaled(parser, NANOS_PER_MILLI_DIGITS));
        collector.moveTo(timeMicros, firstReading);
    }

    private void readValues() throws Rejection, IOException {
        if (nested) {
            throw new Rejection("occurs twice in one object");
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw Json.unexpected(parser, "an object");
        }
        nested = true;
        if (collector.size() > firstReading) {
            for (Reading reading : collector.withdraw(firstReading)) {
                hold(reading.series().value(), reading.value());
            }
        }
        for (String member = parser.nextFieldName(); member != null; member = parser.nextFieldName()) {
            parser.nextToken();
            try {
                readValue(member);
            } catch (Rejection rejection) {
                throw rejection.within("member " + Excerpt.of(member));
            }
        }
    }

    /** Keeps a member next to {@code values}: one of the two parts of the pack's number. */
    private void hold(String member, Value given) throws Rejection {
        boolean isEpoch = member.equals("epoch");
        if (!isEpoch && !member.equals("seq")) {
            throw new Rejection("\"" + Excerpt.of(member) + "\" must not stand next to \"values\"");
        }
        if ((isEpoch ? epoch : sequence) != null) {
            throw new Rejection("\"" + member + "\" occurs twice in one object");
        }
        if (isEpoch) {
            epoch = given;
        } else {
            sequence = given;
        }
    }

    private static void takeNumber(String member, Value value, NumberFields.Part part) throws Rejection {
        try {
            if (!(value instanceof Value.Numeric numeric)) {
                throw new Rejection("must be a number, but is " + Excerpt.of(value.toString()));
            }
            part.take(numeric.value());
        } catch (Rejection rejection) {
            throw rejection.within("member " + member);
        }
    }

    private void readValue(String member) throws Rejection, IOException {
        collector.nextRecord();
        collector.add(new Reading(Texts.seriesName(member), Unit.NONE, timeMicros, value(), Quality.GOOD));
    }

    private Value value() throws Rejection, IOException {
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Value.Numeric(Json.number(parser));
            case VALUE_TRUE, VALUE_FALSE -> new Value.Flag(parser.getBooleanValue());
            case VALUE_STRING -> Texts.value(parser.getText());
            default -> throw Json.unexpected(parser, "a number, true, false or a string");
        };
    }
}
