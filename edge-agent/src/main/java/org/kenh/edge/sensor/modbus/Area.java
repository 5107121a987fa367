package org.kenh.edge.sensor.modbus;

/** The four address spaces of a device, each with its own function for reading. */
enum Area {
    COIL(1, 512),
    DISCRETE(2, 512),
    HOLDING(3, 100),
    INPUT(4, 100);

    private final int readFunction;
    private final int mostAtOnce;

    Area(int readFunction, int mostAtOnce) {
        this.readFunction = readFunction;
        this.mostAtOnce = mostAtOnce;
    }

    int readFunction() {
        return readFunction;
    }

    boolean isBits() {
        return this == COIL || this == DISCRETE;
    }

    /** Bits or registers asked for in one request; the protocol allows 2,000 and 125, some devices less. */
    int mostAtOnce() {
        return mostAtOnce;
    }
}
