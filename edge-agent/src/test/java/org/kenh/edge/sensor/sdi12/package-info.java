@NullMarked
package org.kenh.edge.sensor.sdi12;

import org.jspecify.annotations.NullMarked;
