/** Serial lines that several drivers may share, as several instruments share one RS-485 pair. */
@NullMarked
package org.kenh.edge.sensor.serial;

import org.jspecify.annotations.NullMarked;
