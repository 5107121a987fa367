/** The health of the machine that the agent runs on, from {@code /proc} and {@code /sys}. */
@NullMarked
package org.kenh.edge.sensor.sysfs;

import org.jspecify.annotations.NullMarked;
