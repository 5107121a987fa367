package org.kenh.telemetry.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.kenh.telemetry.Excerpt;
import org.kenh.telemetry.Value;

/** SenML in JSON (RFC 8428, section 5), read token by token. */
final class SenmlJson implements FieldSource {
    private final JsonParser parser;
    private final SenmlPack pack;

    SenmlJson(JsonParser parser, ReadingCollector collector) {
        this.parser = parser;
        this.pack = new SenmlPack(collector);
    }

    /**
     * Reads the records, from behind the opening bracket to the closing one.
     *
     * @return false when the first record has the label {@code values}, which makes the array one of flat objects
     */
    boolean readRecords() throws Rejection, IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            pack.beginRecord();
            try {
                if (!readRecord()) {
                    return false;
                }
            } catch (Rejection rejection) {
                throw rejection.within(pack.place());
            }
        }
        return true;
    }

    private boolean readRecord() throws Rejection, IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw Json.unexpected(parser, "an object");
        }
        for (String word = parser.nextFieldName(); word != null; word = parser.nextFieldName()) {
            SenmlLabel label = SenmlLabel.ofWord(word);
            parser.nextToken();
            if (label != null) {
                pack.field(label, this);
            } else if (pack.isFirstRecord() && word.equals("values")) {
                return false;
            } else {
                pack.unknown(word);
                parser.skipChildren();
            }
        }
        pack.endRecord();
        return true;
    }

    @Override
    public String text() throws Rejection, IOException {
        return Json.text(parser);
    }

    @Override
    public double number() throws Rejection, IOException {
        return Json.number(parser);
    }

    @Override
    public long nanoseconds() throws Rejection, IOException {
        return Json.scaled(parser, 9);
    }

    @Override
    public boolean flag() throws Rejection, IOException {
        return Json.flag(parser);
    }

    @Override
    public Value.Data data() throws Rejection, IOException {
        return Json.data(parser);
    }

    @Override
    public int version() throws Rejection, IOException {
        double version = Json.number(parser);
        if (version != Math.rint(version) || version < 0 || version > Integer.MAX_VALUE) {
            throw new Rejection("the version must be a whole number, but is " + Excerpt.of(parser.getText()));
        }
        return (int) version;
    }
}
