package org.kenh.telemetry.wire;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.kenh.telemetry.Excerpt;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/**
 * A SenML pack while it is read, whatever its notation: the base fields in force, the fields of the current record, and
 * the rules of RFC 8428, section 4, that turn a record into readings.
 *
 * <p>A record of base fields and the pack's number alone is no measurement and yields no reading (RFC 8428, section 5.1.7). The base value is
 * the value of a record that has neither a value nor a sum of its own; the base sum adds a sum to every record with a
 * numeric value or none (section 4.5.4).
 */
final class SenmlPack {
    private static final int NEWEST_VERSION = 10;
    private static final long RELATIVE_BELOW_MICROS = (1L << 28) * 1_000_000L;
    private static final int BASE_BITS = bits(
            SenmlLabel.BASE_VERSION,
            SenmlLabel.BASE_NAME,
            SenmlLabel.BASE_TIME,
            SenmlLabel.BASE_UNIT,
            SenmlLabel.BASE_VALUE,
            SenmlLabel.BASE_SUM);
    private static final int NUMBER_BITS = bits(SenmlLabel.EPOCH, SenmlLabel.SEQUENCE);
    private static final int VALUE_BITS = bits(SenmlLabel.VALUE, SenmlLabel.TEXT, SenmlLabel.FLAG, SenmlLabel.DATA);
    private static final int EVENT_BITS = bits(SenmlLabel.TEXT, SenmlLabel.FLAG, SenmlLabel.DATA);

    private static final Value.Text NO_TEXT = new Value.Text("");
    private static final Value.Data NO_DATA = new Value.Data("");

    private final ReadingCollector collector;
    private final Set<String> unknownLabels = new HashSet<>(0);

    private String baseName = "";
    private Unit baseUnit = Unit.NONE;
    private long baseTimeNanos;
    private double baseValue;
    private double baseSum;
    private int version;
    private int basesInForce;

    private int record;
    private int present;
    private String name = "";
    private Unit unit = Unit.NONE;
    private long timeNanos;
    private double number;
    private double sum;
    private boolean flag;
    private Value.Text text = NO_TEXT;
    private Value.Data data = NO_DATA;
    private Quality quality = Quality.GOOD;

    SenmlPack(ReadingCollector collector) {
        this.collector = collector;
    }

    void beginRecord() throws Rejection {
        record = collector.nextRecord();
        present = 0;
        name = "";
        timeNanos = 0;
        quality = Quality.GOOD;
        if (!unknownLabels.isEmpty()) {
            unknownLabels.clear();
        }
    }

    /** The record being read, for messages: {@code record 3}. */
    String place() {
        return "record " + record;
    }

    boolean isFirstRecord() {
        return record == 1;
    }

    /** Takes the value of a known label. */
    void field(SenmlLabel label, FieldSource source) throws Rejection, IOException {
        try {
            if ((present & label.bit()) != 0) {
                throw new Rejection("the label occurs twice in one record");
            }
            present |= label.bit();
            if ((label.bit() & BASE_BITS) != 0) {
                base(label, source);
            } else if ((label.bit() & NUMBER_BITS) != 0) {
                number(label, source);
            } else {
                regular(label, source);
            }
        } catch (Rejection rejection) {
            throw rejection.within("label " + label.word());
        }
    }

    /** Takes note of a label that is not known; its value is to be skipped. */
    void unknown(String label) throws Rejection {
        if (label.endsWith("_")) {
            throw new Rejection(
                    "label \"" + Excerpt.of(label) + "\" must be understood, and is not", "label " + Excerpt.of(label));
        }
        if (!unknownLabels.add(label)) {
            throw new Rejection("the label occurs twice in one record", "label " + Excerpt.of(label));
        }
    }

    /** Turns the record's fields into readings. */
    void endRecord() throws Rejection {
        checkVersion();
        if ((present & ~(BASE_BITS | NUMBER_BITS)) == 0) {
            return;
        }
        boolean summed = has(SenmlLabel.SUM) || (inForce(SenmlLabel.BASE_SUM) && (present & EVENT_BITS) == 0);
        boolean valued = (present & VALUE_BITS) != 0 || (inForce(SenmlLabel.BASE_VALUE) && !has(SenmlLabel.SUM));
        checkValues(valued || summed);
        if (!has(SenmlLabel.UNIT)) {
            unit = baseUnit;
        }
        String full = baseName.isEmpty() ? name : baseName.concat(name);
        long timeMicros = timeMicros();
        if (valued) {
            collector.add(new Reading(Texts.seriesName(full), unit, timeMicros, value(), quality));
        }
        if (summed) {
            collector.add(new Reading(Texts.seriesName(full + ":sum"), SumUnit.of(unit), timeMicros, sum(), quality));
        }
    }

    private void base(SenmlLabel label, FieldSource source) throws Rejection, IOException {
        basesInForce |= label.bit();
        switch (label) {
            case BASE_NAME -> baseName = source.text();
            case BASE_TIME -> baseTimeNanos = source.nanoseconds();
            case BASE_UNIT -> baseUnit = Texts.unit(source.text());
            case BASE_VALUE -> baseValue = source.number();
            case BASE_SUM -> baseSum = source.number();
            case BASE_VERSION -> version(source.version());
            default -> throw new AssertionError(label);
        }
    }

    private void number(SenmlLabel label, FieldSource source) throws Rejection, IOException {
        if (!isFirstRecord()) {
            throw new Rejection("the number of the pack must stand in the first record");
        }
        if (label == SenmlLabel.EPOCH) {
            collector.number().epoch(source.number());
        } else {
            collector.number().sequence(source.number());
        }
    }

    private void regular(SenmlLabel label, FieldSource source) throws Rejection, IOException {
        switch (label) {
            case NAME -> name = source.text();
            case UNIT -> unit = Texts.unit(source.text());
            case TIME -> timeNanos = source.nanoseconds();
            case VALUE -> number = source.number();
            case SUM -> sum = source.number();
            case UPDATE_TIME -> source.number();
            case FLAG -> flag = source.flag();
            case TEXT -> text = Texts.value(source.text());
            case DATA -> data = source.data();
            case QUALITY -> quality = qualityOf(source.text());
            default -> throw new AssertionError(label);
        }
    }

    private void version(int given) throws Rejection {
        if (given < 1 || given > NEWEST_VERSION) {
            throw new Rejection("the version must be 1 to " + NEWEST_VERSION + ", but is " + given);
        }
        if (version != 0 && version != given) {
            throw new Rejection("all records must have one version, but " + given + " follows " + version);
        }
        version = given;
    }

    /** A pack that does not begin with a version has the newest one. */
    private void checkVersion() {
        if (version == 0) {
            version = NEWEST_VERSION;
        }
    }

    private void checkValues(boolean any) throws Rejection {
        if (!any) {
            throw new Rejection("the record has neither a value nor a sum");
        }
        if (Integer.bitCount(present & VALUE_BITS) > 1) {
            throw new Rejection("the record has more than one of v, vs, vb and vd");
        }
    }

    private long timeMicros() throws Rejection {
        try {
            long micros = DecimalTime.toMicros(Math.addExact(baseTimeNanos, timeNanos));
            return micros < RELATIVE_BELOW_MICROS ? Math.addExact(collector.nowMicros(), micros) : micros;
        } catch (ArithmeticException e) {
            throw new Rejection("base time and time add up to more than can be told");
        }
    }

    private Value value() throws Rejection {
        if (has(SenmlLabel.FLAG)) {
            return new Value.Flag(flag);
        }
        if (has(SenmlLabel.TEXT)) {
            return text;
        }
        if (has(SenmlLabel.DATA)) {
            return data;
        }
        return total(SenmlLabel.VALUE, number, SenmlLabel.BASE_VALUE, baseValue);
    }

    private Value sum() throws Rejection {
        return total(SenmlLabel.SUM, sum, SenmlLabel.BASE_SUM, baseSum);
    }

    /** Adds only what is there: zero plus minus zero would lose the sign. */
    private Value total(SenmlLabel label, double own, SenmlLabel baseLabel, double base) throws Rejection {
        double total = !inForce(baseLabel) ? own : has(label) ? base + own : base;
        if (!Double.isFinite(total)) {
            throw new Rejection("base " + base + " and " + own + " add up to more than a number can be");
        }
        return new Value.Numeric(total);
    }

    private boolean has(SenmlLabel label) {
        return (present & label.bit()) != 0;
    }

    private boolean inForce(SenmlLabel label) {
        return (basesInForce & label.bit()) != 0;
    }

    private static Quality qualityOf(String word) throws Rejection {
        Optional<Quality> quality = Quality.fromWord(word);
        if (quality.isEmpty()) {
            throw new Rejection("the quality must be good, uncertain or bad, but is \"" + Excerpt.of(word) + "\"");
        }
        return quality.get();
    }

    private static int bits(SenmlLabel... labels) {
        int bits = 0;
        for (SenmlLabel label : labels) {
            bits |= label.bit();
        }
        return bits;
    }
}
