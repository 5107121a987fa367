/** Loudspeakers, power supplies and other network devices that speak SNMP. */
@NullMarked
package org.kenh.edge.sensor.snmp;

import org.jspecify.annotations.NullMarked;
