package org.kenh.edge.sensor.modbus;

/** The checksum of Modbus RTU (Modbus over Serial Line 1.02, section 6.2.2): polynomial 0xA001, begun with 0xFFFF. */
final class Crc16 {
    private Crc16() {}

    static int of(byte[] bytes, int length) {
        int crc = 0xffff;
        for (int i = 0; i < length; i++) {
            crc ^= bytes[i] & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xa001 : crc >> 1;
            }
        }
        return crc;
    }
}
