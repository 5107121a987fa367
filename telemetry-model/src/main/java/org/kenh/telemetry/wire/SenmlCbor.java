package org.kenh.telemetry.wire;

import java.io.IOException;
import java.time.Instant;
import org.kenh.telemetry.Pack;
import org.kenh.telemetry.Value;

/**
 * SenML in CBOR (RFC 8428, section 6). Labels are the integers of its table 4; texts are for the custom
 * labels and for labels that are ignored. A text that spells a label of the table is refused: ignoring a {@code "t"} would silently give a
 * reading another time.
 */
final class SenmlCbor implements FieldSource {
    private static final int FALSE = 20;
    private static final int TRUE = 21;

    private final CborCursor cursor;
    private final CborNumber number;
    private final SenmlPack pack;

    private SenmlCbor(byte[] payload, ReadingCollector collector) {
        this.cursor = new CborCursor(payload);
        this.number = new CborNumber(cursor);
        this.pack = new SenmlPack(collector);
    }

    static Pack read(byte[] payload, Instant now, DecodingLimits limits) throws Rejection {
        ReadingCollector collector = new ReadingCollector(now, limits);
        try {
            new SenmlCbor(payload, collector).readPack();
        } catch (IOException impossible) {
            throw new IllegalStateException("an array cannot fail to be read", impossible);
        }
        return collector.finish();
    }

    private void readPack() throws Rejection, IOException {
        cursor.next();
        if (cursor.major() != CborCursor.ARRAY) {
            throw unexpected("an array");
        }
        int count = cursor.count(1);
        for (int i = 0; count < 0 ? !cursor.skipBreak() : i < count; i++) {
            pack.beginRecord();
            try {
                readRecord();
            } catch (Rejection rejection) {
                throw rejection.within(pack.place());
            }
        }
        if (!cursor.atEnd()) {
            throw new Rejection("there is more after the end of the CBOR array", "byte " + cursor.position());
        }
    }

    private void readRecord() throws Rejection, IOException {
        cursor.next();
        if (cursor.major() != CborCursor.MAP) {
            throw unexpected("a map");
        }
        int count = cursor.count(2);
        for (int i = 0; count < 0 ? !cursor.skipBreak() : i < count; i++) {
            readField();
        }
        pack.endRecord();
    }

    private void readField() throws Rejection, IOException {
        cursor.next();
        switch (cursor.major()) {
            case CborCursor.UNSIGNED, CborCursor.NEGATIVE -> readNumbered(labelNumber());
            case CborCursor.TEXT -> readWorded(cursor.text());
            default -> throw cursor.at("a label must be an integer or a text, but is " + cursor.shown());
        }
    }

    private void readNumbered(long labelNumber) throws Rejection, IOException {
        SenmlLabel label = SenmlLabel.ofNumber(labelNumber);
        if (label == null) {
            skipUnknown(Long.toString(labelNumber));
        } else {
            readKnown(label);
        }
    }

    private void readWorded(String word) throws Rejection, IOException {
        SenmlLabel label = SenmlLabel.ofWord(word);
        if (label == null) {
            skipUnknown(word);
        } else if (label.isCustom()) {
            readKnown(label);
        } else {
            throw new Rejection("in CBOR the label must be the integer " + label.number(), "label " + word);
        }
    }

    private void readKnown(SenmlLabel label) throws Rejection, IOException {
        cursor.next();
        pack.field(label, this);
    }

    private void skipUnknown(String label) throws Rejection {
        pack.unknown(label);
        cursor.next();
        cursor.skip();
    }

    /** The integer in the head; those beyond 63 bits are no labels and become the largest one. */
    private long labelNumber() {
        long magnitude = cursor.argument() < 0 ? Long.MAX_VALUE : cursor.argument();
        return cursor.major() == CborCursor.UNSIGNED ? magnitude : ~magnitude;
    }

    @Override
    public String text() throws Rejection {
        if (cursor.major() != CborCursor.TEXT) {
            throw unexpected("a text");
        }
        return cursor.text();
    }

    @Override
    public double number() throws Rejection {
        return number.asDouble();
    }

    @Override
    public long nanoseconds() throws Rejection {
        return number.asNanoseconds();
    }

    @Override
    public boolean flag() throws Rejection {
        if (cursor.major() != CborCursor.SIMPLE || (cursor.info() != FALSE && cursor.info() != TRUE)) {
            throw unexpected("true or false");
        }
        return cursor.info() == TRUE;
    }

    @Override
    public Value.Data data() throws Rejection {
        if (cursor.major() != CborCursor.BYTES) {
            throw unexpected("a byte string");
        }
        return Value.Data.of(cursor.byteString());
    }

    @Override
    public int version() throws Rejection {
        if (cursor.major() != CborCursor.UNSIGNED) {
            throw unexpected("an unsigned integer");
        }
        long version = cursor.argument();
        return version < 0 || version > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) version;
    }

    private Rejection unexpected(String expected) {
        return cursor.at("must be " + expected + ", but is " + cursor.shown());
    }
}
