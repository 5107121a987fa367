package org.kenh.edge.sensor.modbus;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.kenh.edge.config.ConfigNode;

/**
 * Where a number stands in a device and how.
 *
 * @param address counted from 0, as on the wire
 * @param bit the lowest of the bits that count, for type {@code bit} in a register
 * @param bits how many bits count, for type {@code bit}
 * @param equal if there, the value is whether the number is this one
 */
record Register(Area area, int address, DataType type, WordOrder order, int bit, int bits, OptionalLong equal) {
    static final Register USUAL =
            new Register(Area.HOLDING, 0, DataType.U16, WordOrder.ABCD, 0, 1, OptionalLong.empty());
    private static final List<String> AREAS = List.of("coil", "discrete", "holding", "input");
    private static final int LAST_ADDRESS = 65_535;

    /** Reads the keys of a register; those that are not there are as in {@code usual}, but the address must be there. */
    static Register of(ConfigNode node, Register usual) {
        Register shared = shared(node, usual);
        return shared.at(node.integer("address", 0, LAST_ADDRESS), node);
    }

    /** Reads the keys of a register that is known already; each may be overruled. */
    static Register overruled(ConfigNode node, Register known) {
        Register shared = shared(node, known);
        return shared.at(node.integer("address", 0, LAST_ADDRESS, known.address), node);
    }

    /** Reads the keys that all registers of a map may share: {@code function}, {@code type}, {@code order}. */
    static Register shared(ConfigNode node, Register usual) {
        Register placed = sharedOfDriver(node, usual);
        DataType type = node.text("type", "").isEmpty()
                ? usual.type
                : DataType.valueOf(node.oneOf("type", DataType.words()).toUpperCase(Locale.ROOT));
        return new Register(placed.area, usual.address, type, placed.order, usual.bit, usual.bits, usual.equal);
    }

    /** Reads {@code function} and {@code order}; the {@code type} of a driver's section is that of the driver. */
    static Register sharedOfDriver(ConfigNode node, Register usual) {
        Area area = node.text("function", "").isEmpty()
                ? usual.area
                : Area.valueOf(node.oneOf("function", AREAS).toUpperCase(Locale.ROOT));
        WordOrder order = node.text("order", "").isEmpty()
                ? usual.order
                : WordOrder.valueOf(node.oneOf("order", WordOrder.words()).toUpperCase(Locale.ROOT));
        return new Register(area, usual.address, usual.type, order, usual.bit, usual.bits, usual.equal);
    }

    private Register at(int place, ConfigNode node) {
        int lowest = node.integer("bit", 0, 15, bit);
        Register register = new Register(
                area,
                place,
                area.isBits() ? DataType.BIT : type,
                order,
                lowest,
                node.integer("bits", 1, 16 - lowest, Math.min(bits, 16 - lowest)),
                node.has("equals") ? OptionalLong.of((long) node.number("equals", -1e15, 1e15)) : nothingSaid(node));
        if (register.last() > LAST_ADDRESS) {
            node.problem("address", "vượt quá " + LAST_ADDRESS, "reaches beyond " + LAST_ADDRESS);
        }
        return register;
    }

    private OptionalLong nothingSaid(ConfigNode node) {
        node.number("equals", -1e15, 1e15, 0);
        return equal;
    }

    /** Whether it is on or off. */
    boolean isFlag() {
        return equal.isPresent() || (type == DataType.BIT && (area.isBits() || bits == 1));
    }

    /** The last address that belongs to it. */
    int last() {
        return address + (area.isBits() ? 1 : type.registers()) - 1;
    }

    /** Takes the value out of what was read from {@code first} on. */
    double decode(byte[] data, int first) {
        int index = address - first;
        if (area.isBits()) {
            return (data[index / 8] >> (index % 8)) & 1;
        }
        byte[] own = new byte[type.registers() * 2];
        System.arraycopy(data, index * 2, own, 0, own.length);
        double number = type.decode(own, order);
        if (type == DataType.BIT) {
            number = ((long) number >> bit) & ((1L << bits) - 1);
        }
        return equal.isEmpty() ? number : number == equal.getAsLong() ? 1 : 0;
    }
}
