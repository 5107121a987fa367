package org.kenh.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The text of a message of fixed length: flat JSON with a time and so many values, or an array of such samples. The
 * digits of the times and the values are patched in place.
 */
public final class Payload {
    private static final String[] NAMES = {
        "level.intake", "flow.channel", "pump.current", "voltage.line", "rain.counter"
    };
    private static final int TIME_AT = "{\"ts\":".length();
    private static final int TIME_DIGITS = 13;
    private static final int FIRST_VALUE_AT = TIME_AT + TIME_DIGITS + ", \"values\":{".length();
    private static final int VALUE_STRIDE = "\"level.intake\":12.345,".length();
    private static final int VALUE_AT = "\"level.intake\":".length();

    private final int samples;
    private final int values;
    private final int sampleStride;
    private final byte[] template;

    /**
     * @param samples 1 makes an object, more make an array
     * @param values of each sample
     */
    public Payload(int samples, int values) {
        this.samples = samples;
        this.values = values;
        String sample = sample(values);
        this.sampleStride = sample.length() + 1;
        String text = samples == 1 ? sample : "[" + (sample + ",").repeat(samples - 1) + sample + "]";
        this.template = text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The name of the series that carries value {@code index}. */
    public static String seriesName(int index) {
        return index < NAMES.length ? NAMES[index] : "measure-%04d".formatted(index);
    }

    int length() {
        return template.length;
    }

    int samples() {
        return samples;
    }

    /** How many readings one message carries. */
    public int readings() {
        return samples * values;
    }

    byte[] template() {
        return template.clone();
    }

    /**
     * Writes times and values into a copy of the template that lies in {@code frame} from {@code at}.
     *
     * @param firstMillis time of the first sample, in Unix milliseconds
     * @param stepMillis from a sample to the next
     */
    void patch(byte[] frame, int at, long firstMillis, long stepMillis) {
        int sample = samples == 1 ? at : at + 1;
        long millis = firstMillis;
        for (int i = 0; i < samples; i++) {
            digits(frame, sample + TIME_AT, millis, TIME_DIGITS);
            patchValues(frame, sample + FIRST_VALUE_AT + VALUE_AT, millis);
            sample += sampleStride;
            millis += stepMillis;
        }
    }

    /** The value that {@link #patch} writes for this time, so that what is stored can be checked. */
    public static double valueAt(long millis, int index) {
        return thousandths(millis, index) / 1000.0;
    }

    private void patchValues(byte[] frame, int firstAt, long millis) {
        int at = firstAt;
        for (int i = 0; i < values; i++) {
            int value = thousandths(millis, i);
            digits(frame, at, value / 1000, 2);
            digits(frame, at + 3, value % 1000, 3);
            at += VALUE_STRIDE;
        }
    }

    /** From 10,000 to 99,999: a number in JSON must not begin with 0. */
    private static int thousandths(long millis, int index) {
        return 10_000 + (int) ((millis * 7919 + index * 977L) % 90_000);
    }

    private static void digits(byte[] frame, int at, long number, int count) {
        long rest = number;
        for (int i = at + count - 1; i >= at; i--) {
            long tenth = rest / 10;
            frame[i] = (byte) ('0' + (rest - tenth * 10));
            rest = tenth;
        }
    }

    private static String sample(int values) {
        StringBuilder text = new StringBuilder("{\"ts\":1763600000000, \"values\":{");
        for (int i = 0; i < values; i++) {
            text.append(i == 0 ? "" : ",");
            text.append(String.format(Locale.ROOT, "\"%s\":12.345", seriesName(i)));
        }
        return text.append("}}").toString();
    }
}
