/** Meters, transmitters and starters that speak Modbus, over TCP or over a serial line. */
@NullMarked
package org.kenh.edge.sensor.modbus;

import org.jspecify.annotations.NullMarked;
