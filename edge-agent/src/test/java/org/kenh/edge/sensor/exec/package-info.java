@NullMarked
package org.kenh.edge.sensor.exec;

import org.jspecify.annotations.NullMarked;
