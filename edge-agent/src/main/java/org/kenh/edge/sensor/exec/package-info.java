/** Programs that print what they measure, one value on a line. */
@NullMarked
package org.kenh.edge.sensor.exec;

import org.jspecify.annotations.NullMarked;
