package org.kenh.edge.sensor.modbus;

import java.io.IOException;

/** The device understood the request and refused it; the connection is well. */
final class ModbusException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Exception codes of the Modbus Application Protocol 1.1b3, section 7. */
    ModbusException(int code) {
        super("thiết bị từ chối / refused by the device: " + meaning(code) + " (" + code + ")");
    }

    private static String meaning(int code) {
        return switch (code) {
            case 1 -> "illegal function";
            case 2 -> "illegal data address";
            case 3 -> "illegal data value";
            case 4 -> "server device failure";
            case 5 -> "acknowledge";
            case 6 -> "server device busy";
            case 8 -> "memory parity error";
            case 10 -> "gateway path unavailable";
            case 11 -> "gateway target device failed to respond";
            default -> "unknown exception";
        };
    }
}
