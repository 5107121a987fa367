@NullMarked
package org.kenh.edge.sensor.simulated;

import org.jspecify.annotations.NullMarked;
