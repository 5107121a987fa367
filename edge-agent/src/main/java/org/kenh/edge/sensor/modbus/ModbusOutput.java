package org.kenh.edge.sensor.modbus;

import java.io.IOException;
import java.util.List;
import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.control.Output;
import org.kenh.edge.sensor.Point;

/** A coil or a register that is written; the device has to confirm it. A register gets {@code value · scale + offset}. */
record ModbusOutput(String name, ModbusClient client, boolean coil, Register register, double scale, double offset)
        implements Output {

    static ModbusOutput of(ConfigNode node, ModbusClient client) {
        String name = node.text("name");
        boolean coil = node.oneOf("function", List.of("coil", "holding")).equals("coil");
        Register register = Register.of(node, Register.USUAL);
        return new ModbusOutput(
                name,
                client,
                coil,
                register,
                node.number("scale", -Point.NO_BOUND, Point.NO_BOUND, 1),
                node.number("offset", -Point.NO_BOUND, Point.NO_BOUND, 0));
    }

    @Override
    public void write(double value) throws IOException {
        if (coil) {
            client.writeCoil(register.address(), value != 0);
            return;
        }
        try {
            byte[] data = register.type().encode(value * scale + offset, register.order());
            client.writeRegisters(register.address(), data);
        } catch (IllegalArgumentException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
