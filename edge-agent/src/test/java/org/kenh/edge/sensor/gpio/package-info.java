@NullMarked
package org.kenh.edge.sensor.gpio;

import org.jspecify.annotations.NullMarked;
