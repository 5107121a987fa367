package org.kenh.edge.sensor.modbus;

import org.kenh.edge.sensor.Point;

/** A point and the register that it stands in. */
record RegisterPoint(Point point, Register register) {}
