@NullMarked
package org.kenh.edge.sensor.modbus;

import org.jspecify.annotations.NullMarked;
