/** Which drivers there are, and those that a site file asks for. */
@NullMarked
package org.kenh.edge.sensor.catalogue;

import org.jspecify.annotations.NullMarked;
