package org.kenh.edge.sensor.modbus;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a number stands in registers. */
enum DataType {
    U16(1),
    S16(1),
    U32(2),
    S32(2),
    U64(4),
    F32(2),
    F64(4),
    BIT(1);

    private final int registers;

    DataType(int registers) {
        this.registers = registers;
    }

    /** How many registers of 16 bits it takes. */
    int registers() {
        return registers;
    }

    /** Words of the site file. */
    static List<String> words() {
        return Arrays.stream(values())
                .map(type -> type.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Decodes the bytes as they came; {@code bytes} has {@link #registers} registers. NaN stays NaN. */
    double decode(byte[] bytes, WordOrder order) {
        ByteBuffer buffer = ByteBuffer.wrap(order.arrange(bytes));
        return switch (this) {
            case U16, BIT -> buffer.getShort() & 0xffff;
            case S16 -> buffer.getShort();
            case U32 -> buffer.getInt() & 0xffff_ffffL;
            case S32 -> buffer.getInt();
            case U64 -> unsigned(buffer.getLong());
            case F32 -> buffer.getFloat();
            case F64 -> buffer.getDouble();
        };
    }

    /** The nearest value as bytes on the wire; throws {@link IllegalArgumentException} when it does not fit. */
    byte[] encode(double value, WordOrder order) {
        ByteBuffer buffer = ByteBuffer.allocate(registers * 2);
        switch (this) {
            case U16, BIT -> buffer.putShort((short) whole(value, 0, 0xffff));
            case S16 -> buffer.putShort((short) whole(value, Short.MIN_VALUE, Short.MAX_VALUE));
            case U32 -> buffer.putInt((int) whole(value, 0, 0xffff_ffffL));
            case S32 -> buffer.putInt((int) whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case U64 -> buffer.putLong(whole(value, 0, 1L << 53));
            case F32 -> buffer.putFloat((float) value);
            case F64 -> buffer.putDouble(value);
        }
        return order.arrange(buffer.array());
    }

    private static double unsigned(long bits) {
        return bits >= 0 ? (double) bits : (double) (bits >>> 1) * 2;
    }

    private static long whole(double value, long least, long most) {
        double rounded = Math.rint(value);
        if (!(rounded >= least && rounded <= most)) {
            throw new IllegalArgumentException("must be from " + least + " to " + most + ", but is " + value);
        }
        return (long) rounded;
    }
}
