@NullMarked
package org.kenh.edge.sensor.catalogue;

import org.jspecify.annotations.NullMarked;
