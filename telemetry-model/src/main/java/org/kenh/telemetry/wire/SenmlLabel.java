package org.kenh.telemetry.wire;

import org.jspecify.annotations.Nullable;

/** The labels of RFC 8428, table 4, and the custom labels: {@code q} for the quality, {@code epoch} and {@code seq} for the number of the pack. */
enum SenmlLabel {
    BASE_VERSION("bver", -1),
    BASE_NAME("bn", -2),
    BASE_TIME("bt", -3),
    BASE_UNIT("bu", -4),
    BASE_VALUE("bv", -5),
    BASE_SUM("bs", -6),
    NAME("n", 0),
    UNIT("u", 1),
    VALUE("v", 2),
    TEXT("vs", 3),
    FLAG("vb", 4),
    SUM("s", 5),
    TIME("t", 6),
    UPDATE_TIME("ut", 7),
    DATA("vd", 8),
    QUALITY("q", 9),
    EPOCH("epoch", 10),
    SEQUENCE("seq", 11);

    private static final int LOWEST = -6;

    private static final SenmlLabel[] BY_NUMBER = {
        BASE_SUM,
        BASE_VALUE,
        BASE_UNIT,
        BASE_TIME,
        BASE_NAME,
        BASE_VERSION,
        NAME,
        UNIT,
        VALUE,
        TEXT,
        FLAG,
        SUM,
        TIME,
        UPDATE_TIME,
        DATA
    };

    private final String word;
    private final int number;

    SenmlLabel(String word, int number) {
        this.word = word;
        this.number = number;
    }

    /** The label in JSON. */
    String word() {
        return word;
    }

    /** The label in CBOR; meaningless for custom labels, which are texts there too. */
    int number() {
        return number;
    }

    /** Whether RFC 8428 does not define it. */
    boolean isCustom() {
        return number >= QUALITY.number;
    }

    /** A bit of its own, for sets of labels. */
    int bit() {
        return 1 << (number - LOWEST);
    }

    /** The label of that word, or null for one that is not known. */
    static @Nullable SenmlLabel ofWord(String word) {
        return switch (word) {
            case "n" -> NAME;
            case "u" -> UNIT;
            case "v" -> VALUE;
            case "t" -> TIME;
            case "q" -> QUALITY;
            case "s" -> SUM;
            case "vs" -> TEXT;
            case "vb" -> FLAG;
            case "vd" -> DATA;
            case "ut" -> UPDATE_TIME;
            case "bn" -> BASE_NAME;
            case "bt" -> BASE_TIME;
            case "bu" -> BASE_UNIT;
            case "bv" -> BASE_VALUE;
            case "bs" -> BASE_SUM;
            case "bver" -> BASE_VERSION;
            case "epoch" -> EPOCH;
            case "seq" -> SEQUENCE;
            default -> null;
        };
    }

    /** The label of that number, or null for one that RFC 8428 does not define. */
    static @Nullable SenmlLabel ofNumber(long number) {
        long index = number - LOWEST;
        return index >= 0 && index < BY_NUMBER.length ? BY_NUMBER[(int) index] : null;
    }
}
