@NullMarked
package org.kenh.edge.sensor.snmp;

import org.jspecify.annotations.NullMarked;
