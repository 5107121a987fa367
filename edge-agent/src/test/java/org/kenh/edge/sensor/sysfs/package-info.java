@NullMarked
package org.kenh.edge.sensor.sysfs;

import org.jspecify.annotations.NullMarked;
